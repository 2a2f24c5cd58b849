package entra

import (
	"errors"
	"net/http"
	"net/url"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/cloud"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
)

// Secret signs in as an app with a client secret.
type Secret struct {
	TenantID  string
	ClientID  string
	Secret    string
	Authority *url.URL          // https only: azidentity sends a secret over nothing else
	Scope     string            // what the tokens are for
	Transport http.RoundTripper // one plain HTTP send: TLS, proxies
}

const (
	// resends is how often a token request is sent again after a network fault or
	// a 5xx. Refusals (a wrong secret) are never sent again.
	resends     = 1
	resendDelay = 500 * time.Millisecond

	// signInTimeout bounds a whole sign-in. Entra answers in less than a second;
	// Grafana ends an alert evaluation after 30 s.
	signInTimeout = 20 * time.Second
)

var errNotHTTPS = errors.New("the authority must be https: a secret is sent over nothing else, on loopback too")

// Tokens prepares the sign-in; nothing is sent yet.
func (s Secret) Tokens() (*Tokens, error) {
	if s.Authority.Scheme != "https" {
		return nil, errNotHTTPS
	}
	t := &Tokens{host: s.Authority.Host, scope: s.Scope, credential: s.credential}
	return t, t.forget()
}

// credential is a new one with an empty memory.
func (s Secret) credential() (azcore.TokenCredential, error) {
	options := azidentity.ClientSecretCredentialOptions{
		ClientOptions: policy.ClientOptions{
			Cloud:     cloud.Configuration{ActiveDirectoryAuthorityHost: s.Authority.String()},
			Transport: recorder{s.Transport},
			Retry:     policy.RetryOptions{MaxRetries: resends, RetryDelay: resendDelay, MaxRetryDelay: resendDelay},
			Telemetry: policy.TelemetryOptions{Disabled: true},
		},
		// The authority is either the table's or what an administrator has typed. Asking
		// login.microsoft.com about it would need one more way through the firewall and
		// fails where there is none.
		DisableInstanceDiscovery: true,
	}
	return azidentity.NewClientSecretCredential(s.TenantID, s.ClientID, s.Secret, &options)
}
