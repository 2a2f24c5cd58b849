package entra

import (
	"errors"
	"net/http"
	"net/url"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/cloud"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
)

// SignIn is where tokens come from and what they are for; every identity has one.
type SignIn struct {
	Authority *url.URL          // https only: azidentity sends credentials over nothing else
	Scope     string            // what the tokens are for
	Transport http.RoundTripper // one plain HTTP send: TLS, proxies

	proof proof
}

// proof is by what the app proves itself, where errors have to know.
type proof int

const (
	byKey     proof = iota // a secret or a certificate
	byMachine              // a managed identity
	byFile                 // the token of a service account
	byUser                 // a user's token besides the app's own proof
)

func (s SignIn) proven(by proof) SignIn {
	s.proof = by
	return s
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

// withoutDiscovery: the authority is either the table's or what an administrator
// has typed. Asking login.microsoft.com about it would need one more way through
// the firewall and fails where there is none.
const withoutDiscovery = true

var errNotHTTPS = errors.New("the authority must be https: a secret is sent over nothing else, on loopback too")

// options are those of azidentity that all identities share.
func (s SignIn) options() policy.ClientOptions {
	o := policy.ClientOptions{
		Transport: recorder{s.Transport},
		Retry:     policy.RetryOptions{MaxRetries: resends, RetryDelay: resendDelay, MaxRetryDelay: resendDelay},
		Telemetry: policy.TelemetryOptions{Disabled: true},
	}
	if s.Authority != nil {
		o.Cloud = cloud.Configuration{ActiveDirectoryAuthorityHost: s.Authority.String()}
	}
	return o
}

// tokens prepares an identity's tokens of a credential that can be made anew.
func (s SignIn) tokens(credential func() (azcore.TokenCredential, error)) (*Tokens, error) {
	if s.Authority.Scheme != "https" {
		return nil, errNotHTTPS
	}
	t := &Tokens{host: s.Authority.Host, scope: s.Scope, proof: s.proof, credential: credential}
	return t, t.forget()
}
