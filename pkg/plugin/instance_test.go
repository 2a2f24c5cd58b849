package plugin

import (
	"encoding/json"
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

// object is JSON under construction.
type object map[string]json.RawMessage

func raw(t *testing.T, text string) json.RawMessage {
	t.Helper()
	if !json.Valid([]byte(text)) {
		t.Fatalf("not JSON: %s", text)
	}
	return json.RawMessage(text)
}

// stored are settings that work with the service.
func (s *fakeService) stored(t *testing.T) backend.DataSourceInstanceSettings {
	t.Helper()
	j := object{
		"azureCredentials": raw(t, `{"authType":"clientsecret","azureCloud":"AzureCloud","tenantId":"`+
			testTenant+`","clientId":"`+testClient+`"}`),
		"endpoint":          raw(t, `{"api":"`+s.URL+`","authority":"`+s.URL+`"}`),
		"tlsAuthWithCACert": raw(t, `true`),
	}
	return backend.DataSourceInstanceSettings{
		UID: "huntboard", Name: "Defender Hunting", Type: ID,
		JSONData:                marshal(t, j),
		DecryptedSecureJSONData: map[string]string{secretClientSecret: testSecret, secretCACert: s.caPEM()},
	}
}

func marshal(t *testing.T, o object) json.RawMessage {
	t.Helper()
	text, err := json.Marshal(o)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// with is a copy of the settings in which members of jsonData are replaced.
func with(
	t *testing.T, stored backend.DataSourceInstanceSettings, changes map[string]string,
) backend.DataSourceInstanceSettings {
	t.Helper()
	var j object
	if err := json.Unmarshal(stored.JSONData, &j); err != nil {
		t.Fatal(err)
	}
	for name, value := range changes {
		j[name] = raw(t, value)
	}
	stored.JSONData = marshal(t, j)
	stored.DecryptedSecureJSONData = maps.Clone(stored.DecryptedSecureJSONData)
	return stored
}

func open(t *testing.T, stored backend.DataSourceInstanceSettings) *Datasource {
	t.Helper()
	instance, err := NewInstance(t.Context(), stored)
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

// ask runs one stored query as a dashboard of fixed range does.
func (d *Datasource) ask(t *testing.T, query string) backend.DataResponse {
	t.Helper()
	stored := object{"refId": raw(t, `"A"`), "query": marshalText(t, query), "range": raw(t, `"query"`)}
	q := backend.DataQuery{
		RefID: "A", JSON: marshal(t, stored),
		TimeRange: backend.TimeRange{From: time.Unix(1_700_000_000, 0), To: time.Unix(1_700_003_600, 0)},
		Interval:  time.Minute,
	}
	resp, err := d.QueryData(t.Context(), &backend.QueryDataRequest{Queries: []backend.DataQuery{q}})
	if err != nil {
		t.Fatal(err)
	}
	return resp.Responses["A"]
}

func marshalText(t *testing.T, text string) json.RawMessage {
	t.Helper()
	quoted, err := json.Marshal(text)
	if err != nil {
		t.Fatal(err)
	}
	return quoted
}

// oneSentence checks what every error shown to people has in common.
func oneSentence(t *testing.T, text, want string) {
	t.Helper()
	if !strings.Contains(text, want) {
		t.Errorf("the error is %q; it must say %q", text, want)
	}
	if strings.ContainsAny(text, "\n\r\t") {
		t.Errorf("the error has more than one line: %q", text)
	}
	if strings.Contains(text, testSecret) || strings.Contains(text, testToken) {
		t.Errorf("the error shows a secret: %q", text)
	}
}
