package plugin

import (
	"context"
	"io"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

// slow answers after a while, or ends when the caller has gone.
func slow(after time.Duration, gone chan<- time.Time) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		select {
		case <-time.After(after):
			answers(`{"schema":[{"name":"n","type":"Int64"}],"results":[{"n":1}]}`)(w, r)
		case <-r.Context().Done():
			gone <- time.Now()
		}
	}
}

func TestAHuntMayTakeAsLongAsTimeoutSecondsAllows(t *testing.T) {
	tests := map[string]struct {
		takes   time.Duration
		changes map[string]string
		want    string // of the error
		after   time.Duration
	}{
		"60 s are more than the SDK's 30 s and less than the default": {time.Minute, nil, "", time.Minute},
		"9 minutes within 600 s": {
			9 * time.Minute, map[string]string{"timeoutSeconds": "600"}, "", 9 * time.Minute,
		},
		"the SDK's own timeout setting changes nothing": {
			time.Minute, map[string]string{"timeout": "5"}, "", time.Minute,
		},
		"more than the default": {
			4 * time.Minute, nil, "longer than timeoutSeconds, which is 200 s", 200 * time.Second,
		},
		"more than a short one": {
			time.Minute, map[string]string{"timeoutSeconds": "5"}, "which is 5 s", 5 * time.Second,
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s, d, end := inMemory(t, tt.changes)
				defer end()
				s.answer = slow(tt.takes, make(chan time.Time, 1))
				began := time.Now()
				resp := d.ask(t, "print 1")
				if took := time.Since(began); took < tt.after || took > tt.after+time.Second {
					t.Errorf("it took %s, want %s", took, tt.after)
				}
				switch {
				case tt.want == "" && resp.Error != nil:
					t.Error(resp.Error)
				case tt.want != "" && resp.Error == nil:
					t.Error("no error")
				case tt.want != "":
					oneSentence(t, resp.Error.Error(), tt.want)
				}
			})
		})
	}
}

func TestACancelReachesTheServiceAtOnceAndLeavesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // the bubble fails if a goroutine is left
		s, d, end := inMemory(t, nil)
		defer end()
		gone := make(chan time.Time, 1)
		s.answer = slow(time.Hour, gone)
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(3*time.Second, cancel)
		resp, err := d.QueryData(ctx, &backend.QueryDataRequest{
			Queries: []backend.DataQuery{{RefID: "A", JSON: []byte(`{"query":"print 1"}`)}},
		})
		canceled := time.Now()
		if err != nil || resp.Responses["A"].Error == nil {
			t.Fatalf("%v, %+v", err, resp)
		}
		oneSentence(t, resp.Responses["A"].Error.Error(), "canceled")
		if late := (<-gone).Sub(canceled); late > 100*time.Millisecond {
			t.Errorf("the service was told %s late", late)
		}
	})
}

func TestAHealthCheckEndsWhenNothingAnswers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, d, end := inMemory(t, nil)
		defer end()
		s.answer = slow(time.Hour, make(chan time.Time, 1))
		got, err := d.CheckHealth(t.Context(), &backend.CheckHealthRequest{})
		if err != nil || got.Status != backend.HealthStatusError {
			t.Fatalf("%v, %+v", err, got)
		}
		oneSentence(t, got.Message, "no answer within 45s")
	})
}
