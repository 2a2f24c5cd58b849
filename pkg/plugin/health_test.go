package plugin

import (
	"encoding/json"
	"net"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

func TestHealthSaysWhichStepFailedAndWhatToDo(t *testing.T) {
	type settings = backend.DataSourceInstanceSettings
	tests := map[string]struct {
		change func(t *testing.T, s *fakeService, stored settings) settings
		steps  int // that were climbed, the failing one included
		want   string
	}{
		"all is well": {nil, 7, "Signed in and ran a hunt"},
		"the secret is missing": {func(_ *testing.T, _ *fakeService, stored settings) settings {
			delete(stored.DecryptedSecureJSONData, secretClientSecret)
			return stored
		}, 1, "The client secret is missing"},
		"the secret is wrong": {func(_ *testing.T, _ *fakeService, stored settings) settings {
			stored.DecryptedSecureJSONData[secretClientSecret] = "other"
			return stored
		}, 3, "the client secret is wrong"},
		"the tenant is unknown": {func(t *testing.T, _ *fakeService, stored settings) settings {
			return with(t, stored, map[string]string{
				"azureCredentials": `{"tenantId":"nobody.example","clientId":"` + testClient + `"}`,
			})
		}, 3, "there is no tenant with this id"},
		"the client is unknown": {func(t *testing.T, _ *fakeService, stored settings) settings {
			return with(t, stored, map[string]string{
				"azureCredentials": `{"tenantId":"` + testTenant + `","clientId":"` + testTenant + `"}`,
			})
		}, 3, "no app with this client id"},
		"the CA is another's": {func(t *testing.T, _ *fakeService, stored settings) settings {
			stored.DecryptedSecureJSONData[secretCACert] = selfSigned(t)
			return stored
		}, 2, "Set the CA certificate"},
		"the CA is not given": {func(t *testing.T, _ *fakeService, stored settings) settings {
			return with(t, stored, map[string]string{"tlsAuthWithCACert": "false"})
		}, 2, "an unknown authority signed it"},
		"the CA is no certificate": {func(_ *testing.T, _ *fakeService, stored settings) settings {
			stored.DecryptedSecureJSONData[secretCACert] = "hello"
			return stored
		}, 1, "PEM"},
		"the authority does not listen": {func(t *testing.T, s *fakeService, stored settings) settings {
			return with(t, stored, map[string]string{"endpoint": `{"api":"` + s.URL + `","authority":"` + deadURL(t) + `"}`})
		}, 3, "cannot be reached"},
		"the API does not listen": {func(t *testing.T, s *fakeService, stored settings) settings {
			return with(t, stored, map[string]string{"endpoint": `{"authority":"` + s.URL + `","api":"` + deadURL(t) + `"}`})
		}, 2, "cannot be reached"},
		"the API's name does not exist": {func(t *testing.T, s *fakeService, stored settings) settings {
			return with(t, stored, map[string]string{"endpoint": `{"authority":"` + s.URL + `","api":"https://nobody.invalid"}`})
		}, 2, "nobody.invalid cannot be reached"},
		"the API has no hunts": {func(t *testing.T, s *fakeService, stored settings) settings {
			elsewhere := `{"authority":"` + s.URL + `","api":"` + s.URL + `/elsewhere"}`
			return with(t, stored, map[string]string{"endpoint": elsewhere})
		}, 5, "has no hunting API"},
		"the permission is missing": {func(_ *testing.T, s *fakeService, stored settings) settings {
			s.answer = refuses(403, `{"error":{"code":"Authorization_RequestDenied","message":"no"}}`)
			return stored
		}, 5, "ThreatHunting.Read.All"},
		"the hunt is refused": {func(_ *testing.T, s *fakeService, stored settings) settings {
			s.answer = refuses(400, `{"error":{"code":"BadRequest","message":"No print today."}}`)
			return stored
		}, 5, "No print today."},
		"the host answers anything": {func(_ *testing.T, s *fakeService, stored settings) settings {
			s.answer = answers(`{"schema":[],"results":[]}`)
			return stored
		}, 5, "it is no hunting API"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := newService(t)
			stored := s.stored(t)
			if tt.change != nil {
				stored = tt.change(t, s, stored)
			}
			began := time.Now()
			got, err := open(t, stored).CheckHealth(t.Context(), &backend.CheckHealthRequest{})
			if err != nil {
				t.Fatal(err)
			}
			oneSentence(t, got.Message, tt.want)
			if ok := got.Status == backend.HealthStatusOk; ok != (tt.change == nil) {
				t.Errorf("status %s: %s", got.Status, got.Message)
			}
			var details struct{ Steps []step }
			if err := json.Unmarshal(got.JSONDetails, &details); err != nil || len(details.Steps) != tt.steps {
				t.Errorf("details %s, %v", got.JSONDetails, err)
			}
			if took := time.Since(began); took > 10*time.Second {
				t.Errorf("it took %s", took)
			}
		})
	}
}

// deadURL is an address where nothing listens.
func deadURL(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	return "https://" + l.Addr().String()
}
