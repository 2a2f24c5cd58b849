package plugin

import (
	"context"
	"encoding/base64"
	"strings"
	"testing"

	"github.com/grafana/grafana-azure-sdk-go/v2/azsettings"
	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/config"
)

// grafana is a context in which Grafana has forwarded its Azure settings.
func grafana(t *testing.T, set map[string]string) context.Context {
	t.Helper()
	return config.WithGrafanaConfig(t.Context(), config.NewGrafanaCfg(set))
}

// entraLogin is a Grafana whose users sign in at the service.
func (s *fakeService) entraLogin(t *testing.T) context.Context {
	t.Helper()
	return grafana(t, map[string]string{
		azsettings.AzureCloud: "AzureCloud", azsettings.UserIdentityEnabled: "true",
		azsettings.UserIdentityTokenURL:     s.URL + "/" + testTenant + "/oauth2/v2.0/token",
		azsettings.UserIdentityClientID:     testClient,
		azsettings.UserIdentityClientSecret: testSecret,
	})
}

const standIn = `,"serviceCredentialsEnabled":true,"serviceCredentials":{"authType":"clientsecret","tenantId":"` +
	testTenant + `","clientId":"` + testClient + `"}`

// ofUsers are settings with which the current user signs in.
func (s *fakeService) ofUsers(t *testing.T, more string) backend.DataSourceInstanceSettings {
	t.Helper()
	return with(t, s.stored(t), map[string]string{
		"azureCredentials": `{"authType":"currentuser"` + more + `}`, "oauthPassThru": "true",
	})
}

func openIn(ctx context.Context, t *testing.T, stored backend.DataSourceInstanceSettings) *Datasource {
	t.Helper()
	instance, err := NewInstance(ctx, stored)
	if err != nil {
		t.Fatal(err)
	}
	d, ok := instance.(*Datasource)
	if !ok {
		t.Fatalf("NewInstance made a %T", instance)
	}
	t.Cleanup(d.Dispose)
	return d
}

func askAs(ctx context.Context, t *testing.T, d *Datasource, user *backend.User, headers map[string]string) error {
	t.Helper()
	resp, err := d.QueryData(ctx, &backend.QueryDataRequest{
		PluginContext: backend.PluginContext{User: user}, Headers: headers,
		Queries: []backend.DataQuery{{RefID: "A", JSON: []byte(`{"query":"print 1","range":"query"}`)}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return resp.Responses["A"].Error
}

func grafanaID(payload string) string {
	return "e30." + base64.RawURLEncoding.EncodeToString([]byte(payload)) + ".c2ln"
}

func TestWhoMayAskWhereTheCurrentUserSignsIn(t *testing.T) {
	ada := &backend.User{Login: "ada@contoso.example"}
	entraUser := grafanaID(`{"type":"user","authenticatedBy":"oauth_azuread"}`)
	tests := map[string]struct {
		user    *backend.User
		headers map[string]string
		more    string // of the credentials
		want    string // "" = the hunt runs
	}{
		"a user who signed in with Entra": {
			ada, map[string]string{"X-ID-Token": testToken + "ada", "http_X-Grafana-Id": entraUser}, "", "",
		},
		"a user, where Grafana forwards no id of its own": {ada, map[string]string{"X-ID-Token": testToken + "ada"}, "", ""},
		"a user of Entra whose token is gone": {
			ada, map[string]string{"http_X-Grafana-Id": entraUser}, standIn, "has sent no Microsoft token of yours",
		},
		"a user with a password of Grafana's": {
			ada,
			map[string]string{"http_X-Grafana-Id": grafanaID(`{"type":"user","authenticatedBy":"password"}`)},
			standIn, "not with Microsoft Entra ID",
		},
		"a public dashboard": {
			&backend.User{Login: "service", Name: "service", Role: "Admin"}, nil, standIn,
			"A public dashboard is seen by people",
		},
		"a public dashboard by its id": {
			&backend.User{Login: "service"},
			map[string]string{"http_X-Grafana-Id": grafanaID(`{"sub":"access-policy:service"}`)},
			standIn, "A public dashboard is seen by people",
		},
		"a user whose name is service": {
			&backend.User{Login: "service"}, map[string]string{"X-ID-Token": testToken + "service"}, "", "",
		},
		"a user without a name":  {&backend.User{}, nil, standIn, "anonymous access, or Grafana itself"},
		"a request without user": {nil, nil, standIn, "anonymous access, or Grafana itself"},
		"anonymous access": {
			&backend.User{},
			map[string]string{"http_X-Grafana-Id": grafanaID(`{"sub":"anonymous:0"}`)},
			standIn,
			"Nobody is signed in",
		},
		"a service account": {&backend.User{Login: "sa-1-ci"}, nil, standIn, "A service account has no Microsoft sign-in"},
		"a service account by its id": {
			&backend.User{Login: "ci"},
			map[string]string{"http_X-Grafana-Id": grafanaID(`{"type":"service-account"}`)},
			standIn, "A service account has no Microsoft sign-in",
		},
		"the image renderer": {
			&backend.User{},
			map[string]string{"http_X-Grafana-Id": grafanaID(`{"type":"render"}`)},
			standIn,
			"The image renderer has no Microsoft sign-in",
		},
		"an alert rule with service credentials": {nil, map[string]string{"FromAlert": "true"}, standIn, ""},
		"an alert rule without them": {
			nil, map[string]string{"FromAlert": "true"}, "", "this data source has no service credentials",
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := newService(t)
			ctx := s.entraLogin(t)
			err := askAs(ctx, t, openIn(ctx, t, s.ofUsers(t, tt.more)), tt.user, tt.headers)
			switch {
			case tt.want == "" && err != nil:
				t.Errorf("refused: %v", err)
			case tt.want != "" && err == nil:
				t.Error("not refused")
			case tt.want != "":
				oneSentence(t, err.Error(), tt.want)
				if s.tokens+len(s.hunts) > 0 {
					t.Errorf("%d sign-ins and %d hunts for a refused request", s.tokens, len(s.hunts))
				}
			}
		})
	}
}

func TestTwoUsersNeverShareAToken(t *testing.T) {
	s := newService(t)
	ctx := s.entraLogin(t)
	d := openIn(ctx, t, s.ofUsers(t, ""))
	for _, name := range []string{"ada", "bob", "ada"} {
		user := &backend.User{Login: name}
		if err := askAs(ctx, t, d, user, map[string]string{"X-ID-Token": testToken + name}); err != nil {
			t.Fatal(err)
		}
	}
	if s.tokens != 2 {
		t.Errorf("%d tokens for two users", s.tokens)
	}
	s.revoked = 2
	if err := askAs(ctx, t, d, nil, map[string]string{}); err == nil {
		t.Error("nobody was let in")
	}
	bob := map[string]string{"X-ID-Token": testToken + "bob"}
	if err := askAs(ctx, t, d, &backend.User{Login: "bob"}, bob); err != nil {
		t.Errorf("a revoked token of a user is not renewed: %v", err)
	}
}

func TestTheSwitchesOfGrafanaAreObeyedByName(t *testing.T) {
	const cloud = "AzureCloud"
	msi := map[string]string{"azureCredentials": `{"authType":"msi"}`}
	workload := map[string]string{"azureCredentials": `{"authType":"workloadidentity"}`}
	user := map[string]string{"azureCredentials": `{"authType":"currentuser"}`, "oauthPassThru": "true"}
	elsewhere := func(changes map[string]string) map[string]string {
		return map[string]string{
			"azureCredentials": changes["azureCredentials"], "endpoint": `{"api":"https://evil.example"}`,
		}
	}
	on := map[string]string{
		azsettings.AzureCloud: cloud, azsettings.ManagedIdentityEnabled: "true", azsettings.WorkloadIdentityEnabled: "true",
		azsettings.UserIdentityEnabled: "true",
	}
	off := map[string]string{azsettings.AzureCloud: cloud}
	tests := map[string]struct {
		changes map[string]string
		grafana map[string]string
		want    string // "" = no fault
	}{
		"a managed identity that is off":       {msi, off, "managed_identity_enabled = true"},
		"a workload identity that is off":      {workload, off, "workload_identity_enabled = true"},
		"a current user that is off":           {user, off, "user_identity_enabled = true"},
		"a plugin that is told nothing":        {msi, nil, "forward_settings_to_plugins"},
		"a managed identity":                   {msi, on, ""},
		"users without a sign-in of Entra":     {user, on, "[auth.azuread]"},
		"a managed identity sent elsewhere":    {elsewhere(msi), on, "not to evil.example"},
		"a workload identity sent elsewhere":   {elsewhere(workload), on, "not to evil.example"},
		"a client secret may go where it must": {map[string]string{"endpoint": `{"api":"https://proxy.example"}`}, nil, ""},
		"a workload's authority elsewhere": {map[string]string{
			"azureCredentials": workload["azureCredentials"],
			"endpoint":         `{"authority":"https://graph.microsoft.com.evil.example"}`,
		}, on, "not to graph.microsoft.com.evil.example"},
		"oauthPassThru without the user": {map[string]string{"oauthPassThru": "true"}, nil, "the user does not sign in"},
		"the user without oauthPassThru": {map[string]string{
			"azureCredentials": user["azureCredentials"],
		}, on, "oauthPassThru is off"},
		"an identity of another product": {map[string]string{
			"azureCredentials": `{"authType":"ad-password"}`,
		}, on, `"ad-password"`},
		"a user as the user's stand-in": {map[string]string{
			"azureCredentials": `{"authType":"currentuser","serviceCredentialsEnabled":true,` +
				`"serviceCredentials":{"authType":"currentuser"}}`, "oauthPassThru": "true",
		}, on, "nobody is signed in when a rule is evaluated"},
		"a certificate that is not stored": {map[string]string{
			"azureCredentials": `{"authType":"clientcertificate","tenantId":"` + testTenant +
				`","clientId":"` + testClient + `"}`,
		}, nil, "The client certificate is missing"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			stored := with(t, newService(t).stored(t), tt.changes)
			d := openIn(grafana(t, tt.grafana), t, stored)
			if tt.want == "" {
				if d.fault != nil {
					t.Errorf("refused: %v", d.fault)
				}
				return
			}
			if d.fault == nil {
				t.Fatal("no fault")
			}
			oneSentence(t, d.fault.Error(), tt.want)
		})
	}
}

func TestTheSecretOfGrafanaStaysAtItsOwnAuthority(t *testing.T) {
	s, other := newService(t), newService(t)
	stored := with(t, s.ofUsers(t, ""), map[string]string{
		"endpoint": `{"api":"` + s.URL + `","authority":"` + other.URL + `"}`,
	})
	d := openIn(s.entraLogin(t), t, stored)
	if d.fault == nil || !strings.Contains(d.fault.Error(), "Grafana's users sign in at") {
		t.Errorf("got %v", d.fault)
	}
}
