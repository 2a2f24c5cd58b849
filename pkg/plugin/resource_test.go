package plugin

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"os"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"

	"github.com/huntboard/huntboard-defender-datasource/pkg/budget"
	"github.com/huntboard/huntboard-defender-datasource/pkg/service"
)

var update = flag.Bool("update", false, "rewrite the golden answers of tests/cases/resources")

// get calls a resource as the editor does.
func (d *Datasource) get(ctx context.Context, t *testing.T, path string) (status int, body []byte) {
	t.Helper()
	err := d.CallResource(ctx, &backend.CallResourceRequest{Method: "GET", Path: path, URL: path},
		backend.CallResourceResponseSenderFunc(func(r *backend.CallResourceResponse) error {
			status, body = r.Status, append(body, r.Body...)
			return nil
		}))
	if err != nil {
		t.Fatal(err)
	}
	return status, body
}

func TestTheBudgetIsToldAsTheContractSays(t *testing.T) {
	const golden = "../../tests/cases/resources/budget.json"
	at := time.Date(2026, 11, 23, 10, 20, 0, 0, time.UTC)
	closed := at.Add(10 * time.Minute)
	cases := map[string]budgetAnswer{
		"a source that has sent nothing yet": budgetOf(service.Graph,
			budget.State{At: at, Limits: budget.Limits{CallsPerMinute: 30, InFlight: 5}}, cacheAnswer{60, 0, 0, 64 << 20}),
		"two sources on a wall": budgetOf(service.Graph, budget.State{
			Joined: true, Sources: 2, At: at, Limits: budget.Limits{CallsPerMinute: 30, InFlight: 5},
			Used: 12, UsedByAlerts: 2, Left: 18, LeftOthers: 10, InFlight: 3, Queued: [budget.Priorities]int{0, 2, 1, 0, 0},
			CPU: budget.CPU{Since: at.Add(-5 * time.Minute), Ends: closed, Spent: 41500 * time.Millisecond, Estimated: true},
		}, cacheAnswer{60, 24, 1_250_000, 64 << 20}),
		"a tenant whose share of CPU is used up": budgetOf(service.XDR, budget.State{
			Joined: true, Sources: 1, At: at, Limits: budget.Limits{CallsPerMinute: 30, InFlight: 5},
			Left: 30, LeftOthers: 20, ClosedUntil: closed,
			CPU: budget.CPU{
				Since: at.Add(-5 * time.Minute), Ends: closed, Spent: 90 * time.Second, Share: 90 * time.Second,
				ClosedUntil: closed,
			},
		}, cacheAnswer{0, 0, 0, 64 << 20}),
	}
	got, err := json.MarshalIndent(cases, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(golden, append(got, '\n'), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatalf("%v; write it with -update and read it", err)
	}
	var compact [2]bytes.Buffer
	for i, raw := range [][]byte{got, want} {
		if err := json.Compact(&compact[i], raw); err != nil {
			t.Fatal(err)
		}
	}
	if compact[0].String() != compact[1].String() {
		t.Errorf("the answers are not those of %s:\n%s", golden, got)
	}
}

func TestTheBudgetCountsWhatWasSent(t *testing.T) {
	s := newService(t)
	d := open(t, s.stored(t))
	for _, query := range []string{"print 1", "print 1", "print 2"} {
		if resp := d.ask(t, query); resp.Error != nil {
			t.Fatal(resp.Error)
		}
	}
	status, body := d.get(t.Context(), t, "budget")
	var got budgetAnswer
	if err := json.Unmarshal(body, &got); err != nil || status != 200 {
		t.Fatalf("%d %s", status, body)
	}
	if !got.Joined || got.Used != 2 || got.Cache.Answers != 2 || got.Cache.Bytes == 0 {
		t.Errorf("%s", body)
	}
}

func TestAResourceThatCannotBeAnsweredSaysWhy(t *testing.T) {
	s := newService(t)
	tests := map[string]struct {
		stored backend.DataSourceInstanceSettings
		path   string
		status int
		want   string
	}{
		"an unknown resource":   {s.stored(t), "secrets", 404, "There is no resource GET /secrets."},
		"settings with a fault": {with(t, s.stored(t), map[string]string{"api": `"x"`}), "budget", 400, "There is no API"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			status, body := open(t, tt.stored).get(t.Context(), t, tt.path)
			var got struct{ Message string }
			if err := json.Unmarshal(body, &got); err != nil || status != tt.status {
				t.Fatalf("%d %s", status, body)
			}
			oneSentence(t, got.Message, tt.want)
		})
	}
}
