package plugin

import (
	"encoding/base64"
	"encoding/json"
	"strings"

	"github.com/grafana/grafana-azure-sdk-go/v2/azusercontext"
)

// Who asks, as the `type` of Grafana's own id token says.
// https://github.com/grafana/authlib (types, 2025-09)
const (
	typeServiceAccount = "service-account"
	typeAnonymous      = "anonymous"
	typeRenderer       = "render"
	typeAccessPolicy   = "access-policy"
)

// loginService is whom Grafana itself asks as, where nobody is signed in: that is how
// the panels of public dashboards ask.
// https://github.com/grafana/grafana (pkg/services/publicdashboards/service/query.go, 12.3)
const loginService = "service"

// grafanaClaims are those of the token that Grafana signs for plugins.
type grafanaClaims struct {
	Type            string `json:"type"`
	Subject         string `json:"sub"`
	AuthenticatedBy string `json:"authenticatedBy"`
}

// noToken says why a request has no user whose rights could be used, "" when it
// has one. What Grafana does not tell apart shares a sentence.
func noToken(user azusercontext.CurrentUserContext) string {
	const only = " This data source asks Defender in the name of the user who looks."
	claims := readGrafanaClaims(user.GrafanaIdToken)
	login := ""
	if user.User != nil {
		login = user.User.Login
	}
	switch {
	case claims.Type == typeServiceAccount || strings.HasPrefix(login, "sa-"):
		return "A service account has no Microsoft sign-in." + only +
			" Use a data source with a client secret or a certificate for it."
	case claims.Type == typeRenderer:
		return "The image renderer has no Microsoft sign-in." + only +
			" Pictures need a data source with a client secret or a certificate."
	case claims.Type == typeAccessPolicy, login == loginService && user.IdToken == "":
		return "A public dashboard is seen by people who are not signed in." + only +
			" Give public dashboards a data source with a client secret or a certificate."
	case claims.Type == typeAnonymous:
		return "Nobody is signed in (anonymous access)." + only + " Sign in to Grafana with Microsoft Entra ID."
	case login == "":
		return "The request comes from nobody who is signed in: anonymous access, or Grafana itself." +
			only + " Sign in to Grafana with Microsoft Entra ID, or use a data source with a client secret."
	case claims.AuthenticatedBy != "" && claims.AuthenticatedBy != "oauth_azuread":
		return "You are signed in to Grafana, but not with Microsoft Entra ID." + only +
			" Sign out and in again with Microsoft."
	case user.IdToken == "":
		return "Grafana has sent no Microsoft token of yours." + only + " Sign out of Grafana and in again with Microsoft" +
			" Entra ID; if that does not help, ask an administrator to check Grafana's [auth.azuread]."
	}
	return ""
}

// readGrafanaClaims is empty for what cannot be read: Grafana sends the token only
// where its idForwarding is on.
func readGrafanaClaims(token string) grafanaClaims {
	var claims grafanaClaims
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return claims
	}
	payload, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil || json.Unmarshal(payload, &claims) != nil {
		return grafanaClaims{}
	}
	if kind, _, found := strings.Cut(claims.Subject, ":"); claims.Type == "" && found {
		claims.Type = kind
	}
	return claims
}
