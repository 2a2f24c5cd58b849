package plugin

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/grafana/grafana-azure-sdk-go/v2/azcredentials"
	"github.com/grafana/grafana-azure-sdk-go/v2/azsettings"
)

// azureOf is what Grafana's own configuration says under [azure].
func azureOf(ctx context.Context) *azsettings.AzureSettings {
	azure, _ := azsettings.ReadFromContext(ctx) // not nil; empty when Grafana forwards nothing
	return azure
}

// allowed obeys Grafana's switches for identities that are Grafana's own. What it
// forwards always names a cloud, so that nothing forwarded can be told from off.
func allowed(azure *azsettings.AzureSettings, authType string) error {
	var name string
	var on bool
	switch authType {
	case azcredentials.AzureAuthManagedIdentity:
		name, on = "managed_identity_enabled", azure.ManagedIdentityEnabled
	case azcredentials.AzureAuthWorkloadIdentity:
		name, on = "workload_identity_enabled", azure.WorkloadIdentityEnabled
	case azcredentials.AzureAuthCurrentUserIdentity:
		name, on = "user_identity_enabled", azure.UserIdentityEnabled
	default:
		return nil
	}
	switch {
	case on:
		return nil
	case azure.Cloud == "":
		return fault("azureCredentials.authType", fmt.Sprintf("Grafana does not tell this plugin whether the identity %s"+
			" may be used. Ask an administrator to add %s to forward_settings_to_plugins and to set %s = true, both under"+
			" [azure] in Grafana's configuration.", authType, ID, name))
	}
	return fault("azureCredentials.authType", fmt.Sprintf("Grafana does not allow the identity %s. Ask an administrator"+
		" to set %s = true under [azure] in Grafana's configuration, or choose another identity.", authType, name))
}

// atHome keeps Grafana's own identities at Microsoft's hosts and this machine's:
// else who may edit the data source could send Grafana's token to a host of theirs.
func atHome(s settings, authType string) error {
	for _, target := range []struct {
		setting string
		given   *url.URL
		own     []string
	}{
		{"endpoint.api", s.api, s.site.Hosts()},
		{"endpoint.authority", s.authority, []string{s.site.Authority}},
	} {
		host := strings.ToLower(target.given.Hostname())
		if !slices.Contains(target.own, host) && !loopback(host) {
			return fault(target.setting, fmt.Sprintf("The identity %s is Grafana's own, and its tokens go to Microsoft's"+
				" hosts only, not to %s. Remove %s, or choose a client secret or a certificate.",
				authType, host, target.setting))
		}
	}
	return nil
}
