package plugin

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

func TestEachFaultOfTheSettingsIsNamed(t *testing.T) {
	const id = `"tenantId":"` + testTenant + `","clientId":"` + testClient + `"`
	tests := map[string]struct {
		setting, value string // jsonData
		want           string // "" is no fault
	}{
		"nothing more than an identity": {"azureCredentials", `{` + id + `}`, ""},
		"no tenant": {
			"azureCredentials", `{"clientId":"` + testClient + `"}`, "The tenant id is missing",
		},
		"a tenant by its domain": {
			"azureCredentials", `{"tenantId":"contoso.example","clientId":"` + testClient + `"}`, "",
		},
		"a tenant with a path": {
			"azureCredentials", `{"tenantId":"a/b","clientId":"` + testClient + `"}`, "neither a GUID nor a domain",
		},
		"no client": {
			"azureCredentials", `{"tenantId":"` + testTenant + `"}`, "The client id is missing",
		},
		"a client that is a name": {
			"azureCredentials", `{"tenantId":"` + testTenant + `","clientId":"app"}`, "The client id is not a GUID",
		},
		"another identity": {
			"azureCredentials", `{"authType":"msi",` + id + `}`, "Grafana does not tell this plugin",
		},
		"two clouds": {
			"azureCredentials", `{"azureCloud":"AzureUSGovernment",` + id + `}`, "name two clouds",
		},
		"an unknown cloud":           {"cloud", `"mars"`, `There is no cloud "mars". Choose commercial, gcc`},
		"graph by its name":          {"api", `"graph"`, ""},
		"the XDR API":                {"api", `"xdr"`, ""},
		"the MDE API":                {"api", `"mde"`, ""},
		"an API that does not exist": {"api", `"soc"`, `There is no API "soc". Choose graph, xdr or mde`},
		"a workspace":                {"workspaceId", `"` + testTenant + `"`, ""},
		"a workspace that is a name": {"workspaceId", `"main"`, "The workspace id is not a GUID"},
		"the shortest timeout":       {"timeoutSeconds", `1`, ""},
		"the longest timeout":        {"timeoutSeconds", `600`, ""},
		"a timeout of nothing": {
			"timeoutSeconds", `0`, "timeoutSeconds is 0; it must be a whole number from 1 to 600",
		},
		"a timeout too long": {"timeoutSeconds", `601`, "from 1 to 600"},
		"a timeout in parts": {"timeoutSeconds", `1.5`, "whole number"},
		"a timeout in words": {
			"timeoutSeconds", `"200"`, "The setting timeoutSeconds is a JSON string where a number belongs",
		},
		"a negative cache":               {"cacheSeconds", `-1`, "from 0 to 3600"},
		"an API without TLS":             {"endpoint", `{"api":"http://graph.example"}`, "endpoint.api must be https"},
		"an API without TLS on loopback": {"endpoint", `{"api":"http://127.0.0.1:8080"}`, ""},
		"an API that is a name":          {"endpoint", `{"api":"graph.example"}`, "endpoint.api is not an address"},
		"an API with a password": {
			"endpoint", `{"api":"https://a:b@graph.example"}`, "endpoint.api is not an address",
		},
		"an authority without TLS": {
			"endpoint", `{"authority":"http://localhost:8080"}`, "must be https, on loopback too",
		},
		"allowedTables":                 {"allowedTables", `["DeviceInfo"]`, ""},
		"allowedTables as a word":       {"allowedTables", `"DeviceInfo"`, "allowedTables is a JSON string where a list"},
		"allowedTables with a wildcard": {"allowedTables", `["Device*"]`, `holds "Device*", which is no table's name`},
		"allowedTables that are none":   {"allowedTables", `[]`, ""},
		"deniedTables":                  {"deniedTables", `["DeviceInfo"]`, ""},
		"deniedTables with a phrase":    {"deniedTables", `["a b"]`, "deniedTables"},
		"allowExternal":                 {"allowExternal", `true`, ""},
		"allowExternal as a word":       {"allowExternal", `"yes"`, "allowExternal is a JSON string where a bool belongs"},
		"allowExternal off":             {"allowExternal", `false`, ""},
		"maxRangeDays":                  {"maxRangeDays", `7`, ""},
		"maxRangeDays below nothing":    {"maxRangeDays", `-7`, "maxRangeDays is -7"},
		"maxRows":                       {"maxRows", `10`, ""},
		"maxRows beyond the service":    {"maxRows", `100001`, ""},
		"maxRows beyond a browser":      {"maxRows", `1000001`, "from 0 to 1000000"},
		"callsPerMinute":                {"callsPerMinute", `30`, ""},
		"callsPerMinute of nothing":     {"callsPerMinute", `0`, "callsPerMinute is 0; it must be a whole number from 1"},
		"callsPerMinute beyond a doubt": {"callsPerMinute", `10001`, "from 1 to 10000"},
		"callsPerHour":                  {"callsPerHour", `4000`, ""},
		"callsPerHour in parts":         {"callsPerHour", `0.5`, "callsPerHour is 0.5"},
		"runMinutesPerHour":             {"runMinutesPerHour", `15`, ""},
		"runMinutesPerHour as a word":   {"runMinutesPerHour", `"15"`, "runMinutesPerHour is a JSON string where a number"},
		"runMinutesPerDay":              {"runMinutesPerDay", `0`, "runMinutesPerDay is 0"},
		"maxInFlight":                   {"maxInFlight", `101`, "from 1 to 100"},
		"region":                        {"region", `"eu"`, `The region "eu" belongs to the API mde`},
		"oauthPassThru":                 {"oauthPassThru", `true`, "oauthPassThru"},
		"tlsSkipVerify":                 {"tlsSkipVerify", `true`, "tlsCACert"},
		"a client certificate":          {"tlsAuth", `true`, "tlsAuth"},
		"custom headers":                {"httpHeaderName1", `"X-Key"`, "httpHeaderName1"},
		"a proxy that Grafana lacks":    {"enableSecureSocksProxy", `true`, "this Grafana has no secure SOCKS proxy"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := newService(t)
			d := open(t, with(t, s.stored(t), map[string]string{tt.setting: tt.value}))
			if tt.want == "" {
				if d.fault != nil {
					t.Error(d.fault)
				}
				return
			}
			if d.fault == nil {
				t.Fatal("no fault")
			}
			oneSentence(t, d.fault.Error(), tt.want)
			var f *settingsFault
			if !errors.As(d.fault, &f) || f.Setting == "" {
				t.Errorf("%#v names no setting", d.fault)
			}
			resp := d.ask(t, "print 1")
			if resp.Error == nil || resp.Error.Error() != d.fault.Error() || resp.Status != backend.StatusBadRequest {
				t.Errorf("the panel got %+v", resp)
			}
		})
	}
}

func TestSettingsHaveTheirDefaults(t *testing.T) {
	d := open(t, backend.DataSourceInstanceSettings{
		JSONData: json.RawMessage(
			`{"azureCredentials":{"tenantId":"` + testTenant + `","clientId":"` + testClient + `"}}`),
		DecryptedSecureJSONData: map[string]string{secretClientSecret: testSecret},
	})
	if d.fault != nil {
		t.Fatal(d.fault)
	}
	s := d.settings
	if s.api.String() != "https://graph.microsoft.com" || s.authority.String() != "https://login.microsoftonline.com" ||
		s.timeout != 200*time.Second || s.alignment != time.Minute || s.site.Cloud != "commercial" || s.maxRows != 100_000 {
		t.Errorf("%+v", s)
	}
}

func TestSettingsThatAreNoObjectAreSaidSo(t *testing.T) {
	for _, stored := range []string{``, `null`, `[]`, `{`} {
		d := open(t, backend.DataSourceInstanceSettings{JSONData: json.RawMessage(stored)})
		if d.fault == nil {
			t.Errorf("%q is no fault", stored)
			continue
		}
		oneSentence(t, d.fault.Error(), ".")
	}
}

func TestBasicAuthenticationIsRefused(t *testing.T) {
	stored := newService(t).stored(t)
	stored.BasicAuthEnabled = true
	oneSentence(t, open(t, stored).fault.Error(), "Basic authentication is not available")
}

func TestACACertificateThatIsAskedForMustBeThere(t *testing.T) {
	stored := newService(t).stored(t)
	delete(stored.DecryptedSecureJSONData, secretCACert)
	oneSentence(t, open(t, stored).fault.Error(), "no CA certificate is stored")
}
