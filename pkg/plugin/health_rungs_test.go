package plugin

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

// readable makes the service issue tokens that say what they allow.
func readable(t *testing.T, s *fakeService, payload string, status int) *int {
	t.Helper()
	token := testToken + "." + base64.RawURLEncoding.EncodeToString([]byte(payload)) + ".c2ln"
	calls := new(int)
	inner := s.Config.Handler
	s.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		*calls++
		s.mu.Unlock()
		switch {
		case r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, "/token"):
			_, _ = fmt.Fprintf(w, `{"token_type":"Bearer","expires_in":3600,"access_token":%q}`, token)
		case r.Method == http.MethodPost:
			w.WriteHeader(status)
			_, _ = io.WriteString(w, `{"schema":[{"name":"print_0","type":"Int64"}],"results":[{"print_0":1}]}`)
		case r.Method == http.MethodGet: // where to ask for a token: part of the sign-in
			*calls--
			inner.ServeHTTP(w, r)
		default:
			w.Header().Set("Date", time.Now().Add(-7*time.Minute).UTC().Format(http.TimeFormat))
		}
	})
	return calls
}

const graphAudience = `"aud":"https://graph.microsoft.com"`

func TestHealthReadsTheTokenAndTheClock(t *testing.T) {
	tests := map[string]struct {
		payload string
		status  backend.HealthStatus
		calls   int
		want    string
	}{
		"a role of another API": {
			`{` + graphAudience + `,"roles":["AdvancedHunting.Read.All"]}`, backend.HealthStatusError, 2,
			"The token has AdvancedHunting.Read.All; Microsoft Graph needs ThreatHunting.Read.All.",
		},
		"a token for another API": {
			`{"aud":"https://api.security.microsoft.com"}`, backend.HealthStatusError, 2, "The token is for https://api.",
		},
		"a clock that is seven minutes ahead": {
			`{` + graphAudience + `,"roles":["ThreatHunting.Read.All"]}`, backend.HealthStatusOk, 3,
			"The clock of the Grafana server differs",
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := newService(t)
			calls := readable(t, s, tt.payload, http.StatusOK)
			d := open(t, s.stored(t))
			for range 2 { // the second is answered from memory
				got, err := d.CheckHealth(t.Context(), &backend.CheckHealthRequest{})
				if err != nil {
					t.Fatal(err)
				}
				oneSentence(t, got.Message, tt.want)
				if got.Status != tt.status || *calls != tt.calls {
					t.Errorf("%s after %d calls: %s", got.Status, *calls, got.JSONDetails)
				}
				var details struct{ VerboseMessage, ErrorLink string }
				if err := json.Unmarshal(got.JSONDetails, &details); err != nil {
					t.Fatal(err)
				}
				if ill := tt.status == backend.HealthStatusError; ill != (details.ErrorLink == healthGuide) ||
					ill != strings.Contains(details.VerboseMessage, tt.want) {
					t.Errorf("details %s", got.JSONDetails)
				}
			}
		})
	}
}

func TestAPanelsRefusalIsExplainedByTheToken(t *testing.T) {
	tests := map[string]struct {
		status  int
		payload string
		want    string
	}{
		"403 and no role": {
			403, `{` + graphAudience + `}`, "The token has no application permissions; Microsoft Graph needs ThreatHunting",
		},
		"401 and another audience": {401, `{"aud":"https://api.security.microsoft.com"}`, "The token is for https://api."},
		"403 of a user who has the scope": {
			403, `{` + graphAudience + `,"scp":"ThreatHunting.Read.All"}`, "device groups",
		},
		"403 though the role is there": {
			403, `{` + graphAudience + `,"roles":["ThreatHunting.Read.All"]}`, "answered 403",
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := newService(t)
			readable(t, s, tt.payload, tt.status)
			resp := open(t, s.stored(t)).ask(t, "print 1")
			if resp.Error == nil || int(resp.Status) != tt.status {
				t.Fatalf("status %d, %v", resp.Status, resp.Error)
			}
			oneSentence(t, resp.Error.Error(), tt.want)
		})
	}
}

func TestHealthForAUserNamesWhatIsMissing(t *testing.T) {
	s := newService(t)
	ctx := s.entraLogin(t)
	d := openIn(ctx, t, s.ofUsers(t, ""))
	check := func(headers map[string]string) *backend.CheckHealthResult {
		got, err := d.CheckHealth(ctx, &backend.CheckHealthRequest{
			PluginContext: backend.PluginContext{User: &backend.User{Login: "ada"}}, Headers: headers,
		})
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	if got := check(nil); got.Status != backend.HealthStatusError {
		t.Errorf("without a token: %s", got.Message)
	} else {
		oneSentence(t, got.Message, "has sent no Microsoft token of yours")
	}
	if got := check(map[string]string{"X-ID-Token": testToken + "ada"}); got.Status != backend.HealthStatusOk {
		t.Errorf("with one: %s", got.Message)
	}
}

func TestAResultIsKeptForAMinuteAUserAndAFailureForLess(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var m healthMemory
		climbs := map[backend.HealthStatus]int{}
		check := func(who string, status backend.HealthStatus) {
			m.recall(t.Context(), who, func(context.Context) *backend.CheckHealthResult {
				climbs[status]++
				return &backend.CheckHealthResult{Status: status}
			})
		}
		began := time.Now()
		for _, tt := range []struct {
			at        time.Duration
			well, ill int
		}{{0, 1, 1}, {9 * time.Second, 1, 1}, {11 * time.Second, 1, 2}, {59 * time.Second, 1, 3}, {61 * time.Second, 2, 3}} {
			time.Sleep(tt.at - time.Since(began))
			check("ada", backend.HealthStatusOk)
			check("bob", backend.HealthStatusError)
			if climbs[backend.HealthStatusOk] != tt.well || climbs[backend.HealthStatusError] != tt.ill {
				t.Errorf("after %s: %v", tt.at, climbs)
			}
		}
		time.Sleep(2 * time.Minute)
		check("eve", backend.HealthStatusOk)
		if len(m.kept) != 1 {
			t.Errorf("%d results are kept", len(m.kept))
		}
	})
}
