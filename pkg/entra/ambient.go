package entra

import (
	"net/http"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
)

// Managed signs in as the machine or the app service that Grafana runs on. Whom
// to ask is found by azidentity: an address of the machine's own, plain http.
type Managed struct {
	ClientID  string // of a user-assigned identity, "" = the system's own
	Scope     string
	Transport http.RoundTripper // past any proxy: the address exists on this machine alone
}

// Tokens prepares the sign-in; nothing is sent yet.
func (m Managed) Tokens() (*Tokens, error) {
	t := &Tokens{host: "this machine", scope: m.Scope, proof: byMachine, credential: m.credential}
	return t, t.forget()
}

func (m Managed) credential() (azcore.TokenCredential, error) {
	o := azidentity.ManagedIdentityCredentialOptions{ClientOptions: SignIn{Transport: m.Transport}.options()}
	if m.ClientID != "" {
		o.ID = azidentity.ClientID(m.ClientID)
	}
	return azidentity.NewManagedIdentityCredential(&o)
}

// Workload signs in as a workload of Kubernetes: the token of its service account,
// which the cluster renews in a file, takes the place of a secret.
type Workload struct {
	SignIn
	TenantID  string // these three: "" = what the cluster has told this process
	ClientID  string
	TokenFile string
}

// Tokens prepares the sign-in; nothing is sent yet.
func (w Workload) Tokens() (*Tokens, error) {
	return w.proven(byFile).tokens(func() (azcore.TokenCredential, error) {
		return azidentity.NewWorkloadIdentityCredential(&azidentity.WorkloadIdentityCredentialOptions{
			ClientOptions: w.options(), DisableInstanceDiscovery: withoutDiscovery,
			TenantID: w.TenantID, ClientID: w.ClientID, TokenFilePath: w.TokenFile,
		})
	})
}
