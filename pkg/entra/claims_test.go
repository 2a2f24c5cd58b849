package entra

import (
	"encoding/base64"
	"strings"
	"testing"
)

func jwt(payload string) string {
	return "e30." + base64.RawURLEncoding.EncodeToString([]byte(payload)) + ".c2ln"
}

func TestWhatATokenLacksIsSaidInWords(t *testing.T) {
	need := Need{
		Service: "Microsoft Graph", Resource: "https://graph.microsoft.com",
		Serves: func(audience string) bool { return audience == "https://graph.microsoft.com" },
		Role:   "ThreatHunting.Read.All", Delegated: "ThreatHunting.Read.All",
	}
	const graph = `"aud":"https://graph.microsoft.com",`
	tests := map[string]struct{ payload, want string }{
		"the role is there": {`{` + graph + `"roles":["A","ThreatHunting.Read.All"]}`, ""},
		"the scope is there": {
			`{` + graph + `"scp":"openid ThreatHunting.Read.All","upn":"ada@contoso.example"}`, "",
		},
		"another role": {
			`{` + graph + `"roles":["AdvancedHunting.Read.All"],"appid":"app-1"}`,
			"The token has AdvancedHunting.Read.All; Microsoft Graph needs ThreatHunting.Read.All. Add the application",
		},
		"no role":       {`{` + graph + `"appid":"app-1"}`, "The token has no application permissions; "},
		"another scope": {`{` + graph + `"scp":"User.Read","azp":"app-2"}`, "delegated permission ThreatHunting.Read.All"},
		"a role does not help a user": {
			`{` + graph + `"scp":"User.Read","roles":["ThreatHunting.Read.All"]}`, "The token has User.Read; ",
		},
		"another audience": {
			`{"aud":"https://api.security.microsoft.com","roles":["ThreatHunting.Read.All"]}`,
			"The token is for https://api.security.microsoft.com, but Microsoft Graph takes tokens for",
		},
		"no audience": {`{}`, "The token is for nobody"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			claims, ok := ReadClaims(jwt(tt.payload))
			if !ok {
				t.Fatal("it cannot be read")
			}
			got := first(need.WrongAudience(claims), need.Missing(claims))
			if !strings.HasPrefix(got, tt.want) && !strings.Contains(got, tt.want) || tt.want == "" && got != "" {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestATokenThatCannotBeReadHasNoClaims(t *testing.T) {
	for name, token := range map[string]string{
		"opaque": "token-1", "not Base64": "a.%.c", "not JSON": "a.aGVsbG8.c", "encrypted": "a.b.c.d.e",
	} {
		t.Run(name, func(t *testing.T) {
			if claims, ok := ReadClaims(token); ok {
				t.Errorf("read %+v", claims)
			}
		})
	}
}
