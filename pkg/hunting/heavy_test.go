package hunting

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func TestAHuntThatWasTooHeavyIsNotSentAgainForAMinute(t *testing.T) {
	tests := map[string]struct {
		reply string
		query Query // asked after the first
		wait  time.Duration
		sends int
	}{
		"500":                       {"500", Query{KQL: "T"}, 59 * time.Second, 1},
		"504":                       {"504", Query{KQL: "T"}, 59 * time.Second, 1},
		"its own time limit":        {"400 Query exceeded the timeout period.", Query{KQL: "T"}, 0, 1},
		"an answer too large":       {"400 It exceeded the allowed result size.", Query{KQL: "T"}, 0, 1},
		"excessive consumption":     {"400 stopped due to excessive resource consumption", Query{KQL: "T"}, 0, 1},
		"after a minute it is sent": {"500", Query{KQL: "T"}, time.Minute, 2},
		"a changed text is sent":    {"500", Query{KQL: "T "}, 0, 2},
		"another range is sent":     {"500", Query{KQL: "T", Timespan: "P1D"}, 0, 2},
		"another user's is sent":    {"500", Query{KQL: "T", Identity: "u"}, 0, 2},
		"a mistake is sent again":   {"400 Fix syntax errors", Query{KQL: "T"}, 0, 2},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				sends := 0
				c := newClient(script([]string{tt.reply, tt.reply}, &sends))
				_, first := c.Run(t.Context(), Query{KQL: "T"})
				time.Sleep(tt.wait)
				_, again := c.Run(t.Context(), tt.query)
				if kind(first) != kind(again) || sends != tt.sends {
					t.Errorf("%d sends, %v and %v", sends, first, again)
				}
				said := strings.Contains(again.Error(), "the same query is not sent again before 00:01:00 UTC")
				if said != (tt.sends == 1) {
					t.Errorf("got %v", again)
				}
			})
		})
	}
}
