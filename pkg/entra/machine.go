package entra

import "fmt"

// machine is the sentence for a managed identity: no authority of the settings is
// asked, so nothing of the settings' is at fault.
func (e *Error) machine() string {
	switch e.Kind {
	case KindUnreachable, KindUntrusted, KindTimeout:
		return "Signing in failed: this machine has no managed identity that answers." +
			" Check that Grafana runs in Azure and that an identity is assigned to its machine, or choose another sign-in."
	case KindRefused, KindBadAnswer:
		return fmt.Sprintf("Signing in failed: Azure gave no token of this machine's managed identity (status %d)."+
			" Check that an identity is assigned to the machine; if it is a user-assigned one, check its client id.", e.Status)
	}
	return fmt.Sprintf("Signing in failed: the service of this machine's managed identity is not available"+
		" (status %d). Try again.", e.Status)
}
