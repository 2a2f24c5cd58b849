package entra

import (
	"fmt"
	"slices"
	"strings"
)

// Need is what a service asks of a token.
type Need struct {
	Service   string                     // in a sentence, such as "Microsoft Graph"
	Resource  string                     // whom the token has to be for
	Serves    func(audience string) bool // tells the resource by each of its names
	Role      string                     // an app's
	Delegated string                     // an app's in a user's name
}

// WrongAudience is a sentence about a token for somebody else, "" when it fits.
func (n Need) WrongAudience(c Claims) string {
	if n.Serves(c.Audience) {
		return ""
	}
	return fmt.Sprintf("The token is for %s, but %s takes tokens for %s."+
		" Check the API and the cloud in the data source's settings.", orNobody(c.Audience), n.Service, n.Resource)
}

// Missing is a sentence about a token without the permission, "" when it has it.
func (n Need) Missing(c Claims) string {
	has, need, kind := c.Roles, n.Role, "application"
	if c.Delegated() {
		has, need, kind = c.Scopes, n.Delegated, "delegated"
	}
	if slices.Contains(has, need) {
		return ""
	}
	return fmt.Sprintf("The token has %s; %s needs %s. Add the %s permission %s to the app registration%s"+
		" and grant admin consent. A new grant may take some minutes to appear in tokens.",
		these(has, kind), n.Service, need, kind, need, ofApp(c))
}

func orNobody(audience string) string {
	if audience == "" {
		return "nobody (it names no audience)"
	}
	return audience
}

func these(permissions []string, kind string) string {
	if len(permissions) == 0 {
		return "no " + kind + " permissions"
	}
	return strings.Join(permissions, ", ")
}

func ofApp(c Claims) string {
	if c.ClientID == "" {
		return ""
	}
	return " " + c.ClientID
}
