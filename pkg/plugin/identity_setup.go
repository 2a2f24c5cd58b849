package plugin

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/grafana/grafana-azure-sdk-go/v2/azcredentials"
	"github.com/grafana/grafana-azure-sdk-go/v2/azsettings"

	"github.com/huntboard/huntboard-defender-datasource/pkg/entra"
)

// signIns makes identities of settings.
type signIns struct {
	settings settings
	azure    *azsettings.AzureSettings
	signIn   entra.SignIn
	machine  http.RoundTripper // to the address that gives a machine's identity
}

func newSignIns(ctx context.Context, s settings, transport http.RoundTripper) signIns {
	return signIns{
		settings: s, azure: azureOf(ctx), machine: direct(),
		signIn: entra.SignIn{Authority: s.authority, Scope: s.site.Scope(), Transport: transport},
	}
}

// direct goes past every proxy, to addresses that exist on this machine alone.
func direct() http.RoundTripper {
	dialer := &net.Dialer{Timeout: 2 * time.Second}
	return &http.Transport{DialContext: dialer.DialContext, DisableKeepAlives: true}
}

// identity prepares the data source's. Errors are *settingsFault.
func (s signIns) identity(of identitySettings) (*identity, error) {
	if of.authType != azcredentials.AzureAuthCurrentUserIdentity {
		one, err := s.tokens(of)
		return &identity{one: one}, err
	}
	if err := s.ownAllowed(of.authType); err != nil {
		return nil, err
	}
	users, err := s.users()
	if err != nil {
		return nil, err
	}
	i := &identity{users: users}
	switch {
	case of.standIn == nil:
		i.noStandIn = "Nobody is signed in when a rule is evaluated, and this data source has no service credentials." +
			" Enter some in its settings (alert rules), or use another data source for rules."
	case !s.azure.UserIdentityFallbackCredentialsEnabled:
		i.noStandIn = "Grafana does not allow service credentials for rules. Ask an administrator to set" +
			" user_identity_fallback_credentials_enabled = true under [azure], or use another data source for rules."
	default:
		i.standIn, err = s.tokens(*of.standIn)
	}
	return i, err
}

// ownAllowed is whether an identity of Grafana's own may be used as it is set.
func (s signIns) ownAllowed(authType string) error {
	if err := allowed(s.azure, authType); err != nil {
		return err
	}
	return atHome(s.settings, authType)
}

// tokens are those of an identity that is the same for every request.
func (s signIns) tokens(of identitySettings) (*entra.Tokens, error) {
	var made interface {
		Tokens() (*entra.Tokens, error)
	}
	switch of.authType {
	case authTypeCertificate:
		made = entra.Certificate{SignIn: s.signIn, TenantID: of.tenantID, ClientID: of.clientID, Pair: of.pair}
	case azcredentials.AzureAuthManagedIdentity:
		made = entra.Managed{
			ClientID: firstOf(of.clientID, s.azure.ManagedIdentityClientId), Scope: s.signIn.Scope, Transport: s.machine,
		}
	case azcredentials.AzureAuthWorkloadIdentity:
		made = s.workload(of)
	default:
		made = entra.Secret{SignIn: s.signIn, TenantID: of.tenantID, ClientID: of.clientID, Secret: of.secret}
	}
	switch of.authType {
	case azcredentials.AzureAuthManagedIdentity, azcredentials.AzureAuthWorkloadIdentity:
		if err := s.ownAllowed(of.authType); err != nil {
			return nil, err
		}
	}
	tokens, err := made.Tokens()
	if err != nil {
		return nil, explainFault("azureCredentials", "The sign-in cannot be prepared: %s.", err)
	}
	return tokens, nil
}

func (s signIns) workload(of identitySettings) entra.Workload {
	usual := azsettings.WorkloadIdentitySettings{}
	if s.azure.WorkloadIdentitySettings != nil {
		usual = *s.azure.WorkloadIdentitySettings
	}
	return entra.Workload{
		SignIn: s.signIn, TokenFile: usual.TokenFile,
		TenantID: firstOf(of.tenantID, usual.TenantId), ClientID: firstOf(of.clientID, usual.ClientId),
	}
}

// users exchange their tokens as Grafana's own app, at Grafana's own authority: its
// secret is never sent where the data source's settings point.
func (s signIns) users() (*entra.Users, error) {
	grafana := s.azure.UserIdentityTokenEndpoint
	if grafana.UsernameAssertion {
		return nil, fault("azureCredentials.authType", "Grafana is set to username_assertion, which this plugin does not"+
			" have: Defender wants a token that Microsoft gave to the user. Choose another identity.")
	}
	authority, tenantID, err := tokenURL(grafana.TokenUrl)
	if err != nil {
		return nil, err
	}
	if authority.Host != s.signIn.Authority.Host {
		return nil, fault("endpoint.authority", fmt.Sprintf("Grafana's users sign in at %s, but this data source's"+
			" authority is %s. Choose the cloud, or the authority endpoint, of Grafana's own sign-in.",
			authority.Host, s.signIn.Authority.Host))
	}
	app := entra.OnBehalfOf{SignIn: s.signIn, TenantID: tenantID, ClientID: grafana.ClientId}
	app.Authority = authority
	switch grafana.ClientAuthentication {
	case "client_secret_post":
		app.Secret = grafana.ClientSecret
	case "managed_identity":
		app.Managed = &entra.Managed{
			ClientID: grafana.ManagedIdentityClientId, Transport: s.machine,
			Scope: grafana.FederatedCredentialAudience + "/.default",
		}
	default:
		return nil, fault("azureCredentials.authType", fmt.Sprintf("Grafana's app proves itself by %q, which this plugin"+
			" does not have. Set user_identity_client_authentication to client_secret_post or managed_identity under [azure]"+
			" in Grafana's configuration.", grafana.ClientAuthentication))
	}
	users, err := app.Users()
	if err != nil {
		return nil, explainFault("azureCredentials", "The sign-in cannot be prepared: %s.", err)
	}
	return users, nil
}

// tokenURL splits `https://HOST/TENANT/oauth2/v2.0/token`.
func tokenURL(text string) (*url.URL, string, error) {
	u, err := url.Parse(text)
	if err == nil && u.Scheme == "https" && u.Host != "" {
		if tenantID, rest, found := strings.Cut(strings.Trim(u.Path, "/"), "/"); found && strings.HasPrefix(rest, "oauth2/") {
			return &url.URL{Scheme: u.Scheme, Host: u.Host}, tenantID, nil
		}
	}
	return nil, "", fault("azureCredentials.authType", "Grafana's sign-in with Microsoft Entra ID is not set up: there is"+
		" no token URL of the form https://login.microsoftonline.com/TENANT/oauth2/v2.0/token. Ask an administrator to set"+
		" up [auth.azuread], or user_identity_token_url under [azure], in Grafana's configuration.")
}

func firstOf(text, other string) string {
	if text != "" {
		return text
	}
	return other
}
