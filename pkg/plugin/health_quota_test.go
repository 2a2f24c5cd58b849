package plugin

import (
	"testing"
	"time"

	"github.com/huntboard/huntboard-defender-datasource/pkg/budget"
)

func TestTheHealthCheckTellsHowTheBudgetStands(t *testing.T) {
	limits := budget.Limits{CallsPerMinute: 30}
	later := time.Date(2026, 11, 23, 12, 15, 0, 0, time.UTC)
	var queued [budget.Priorities]int
	queued[0], queued[1] = 2, 1
	tests := map[string]struct {
		state budget.State
		ok    bool
		want  string
	}{
		"calls are left": {
			budget.State{Limits: limits, LeftOthers: 21}, true, "In this minute 21 of 30 calls a minute are left.",
		},
		"hunts wait": {
			budget.State{Limits: limits, LeftOthers: 1, Queued: queued}, true, "are left, 3 hunts wait.",
		},
		"none is left": {budget.State{Limits: limits}, false, "The data source's calls of this minute are used up"},
		"the service takes no calls": {
			budget.State{Limits: limits, LeftOthers: 3, ClosedUntil: later},
			false,
			"The tenant's calls are used up until 12:15:00 UTC",
		},
		"the CPU is used up, which weighs more": {
			budget.State{Limits: limits, ClosedUntil: later, CPU: budget.CPU{ClosedUntil: later}},
			false,
			"The tenant's share of CPU is used up until 12:15:00 UTC",
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := quota(tt.state)
			if got.OK != tt.ok {
				t.Errorf("OK is %v", got.OK)
			}
			oneSentence(t, got.Message, tt.want)
		})
	}
}
