package entra

import (
	"encoding/base64"
	"encoding/json"
	"strings"
)

// Claims are what an access token says of itself. They are read without checking
// its signature: to explain a refusal, never to allow a thing.
type Claims struct {
	Audience string   // whom the token is for
	Roles    []string // what the app may do
	Scopes   []string // what the app may do in the user's name
	TenantID string
	ClientID string
	User     string // who is signed in, "" for an app
}

// ReadClaims decodes a token; false when it is none that can be read.
func ReadClaims(token string) (Claims, bool) {
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return Claims{}, false
	}
	payload, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(parts[1], "="))
	if err != nil {
		return Claims{}, false
	}
	var said struct {
		Audience string   `json:"aud"`
		Roles    []string `json:"roles"`
		Scopes   string   `json:"scp"`
		TenantID string   `json:"tid"`
		AppID    string   `json:"appid"` // version 1 of tokens
		Party    string   `json:"azp"`   // version 2
		Name     string   `json:"preferred_username"`
		UPN      string   `json:"upn"`
	}
	if json.Unmarshal(payload, &said) != nil {
		return Claims{}, false
	}
	return Claims{
		Audience: said.Audience, Roles: said.Roles, Scopes: strings.Fields(said.Scopes), TenantID: said.TenantID,
		ClientID: first(said.AppID, said.Party), User: first(said.UPN, said.Name),
	}, true
}

// Delegated tells a token in a user's name from one of an app's own.
func (c Claims) Delegated() bool { return len(c.Scopes) > 0 || c.User != "" }

func first(texts ...string) string {
	for _, text := range texts {
		if text != "" {
			return text
		}
	}
	return ""
}
