package main

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
)

func TestDataRequest(t *testing.T) {
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	query := json.RawMessage(`{"refId":"A","datasource":{"uid":"u"},"format":"table"}`)
	tests := map[string]struct {
		body     queryRequest
		from, to time.Time
		err      string
	}{
		"epoch milliseconds": {
			body: queryRequest{From: "1772362800000", To: "1772366400000", Queries: []json.RawMessage{query}},
			from: now.Add(-time.Hour), to: now,
		},
		"relative ends": {
			body: queryRequest{From: "now-6h", To: "now-1h", Queries: []json.RawMessage{query}},
			from: now.Add(-6 * time.Hour), to: now.Add(-time.Hour),
		},
		"ends rounded to the day": {
			body: queryRequest{From: "now-1d/d", To: "now-1d/d", Queries: []json.RawMessage{query}},
			from: now.Add(-36 * time.Hour), to: now.Add(-12*time.Hour - time.Millisecond),
		},
		"an end that can't be read": {
			body: queryRequest{From: "yesterday", To: "now", Queries: []json.RawMessage{query}}, err: `start "yesterday"`,
		},
		"no queries": {body: queryRequest{From: "now-1h", To: "now"}, err: "no queries found"},
		"a query that is no object": {
			body: queryRequest{From: "now-1h", To: "now", Queries: []json.RawMessage{[]byte(`7`)}}, err: "no JSON object",
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			req, err := dataRequest(tt.body, "u", now)
			if tt.err != "" {
				if err == nil || !strings.Contains(err.Error(), tt.err) {
					t.Fatalf("got error %v, want one with %q", err, tt.err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			got := req.Queries[0]
			if !got.TimeRange.From.Equal(tt.from) || got.TimeRange.To.Sub(tt.to).Abs() > time.Millisecond {
				t.Errorf("range %s to %s, want %s to %s", got.TimeRange.From, got.TimeRange.To, tt.from, tt.to)
			}
			if got.MaxDataPoints != 100 || got.Interval != time.Second {
				t.Errorf("defaults are %d points and %s, want Grafana's 100 and 1s", got.MaxDataPoints, got.Interval)
			}
			if string(got.JSON) != string(query) {
				t.Errorf("the plugin gets %s, want the query as it came", got.JSON)
			}
		})
	}
}
