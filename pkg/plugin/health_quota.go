package plugin

import (
	"fmt"
	"time"

	"github.com/huntboard/huntboard-defender-datasource/pkg/budget"
)

// quota is how the tenant's budget stands, as far as this Grafana knows: analysts in
// the portal spend of it, too.
func quota(s budget.State) step {
	waiting := 0
	for _, queued := range s.Queued {
		waiting += queued
	}
	left := fmt.Sprintf("%d of %d calls a minute are left", s.LeftOthers, s.Limits.CallsPerMinute)
	if waiting > 0 {
		left += fmt.Sprintf(", %d hunts wait", waiting)
	}
	switch {
	case !s.CPU.ClosedUntil.IsZero():
		return step{"quota", false, fmt.Sprintf("The tenant's share of CPU is used up until %s: hunts wait or show their"+
			" last answer. Narrow their ranges and filter earlier; %s.", clockTime(s.CPU.ClosedUntil), left)}
	case !s.ClosedUntil.IsZero():
		return step{"quota", false, fmt.Sprintf("The tenant's calls are used up until %s: hunts wait or show their last"+
			" answer. Refresh dashboards less often; %s.", clockTime(s.ClosedUntil), left)}
	case s.LeftOthers <= 0:
		return step{"quota", false, fmt.Sprintf("The data source's calls of this minute are used up, so hunts wait."+
			" Refresh dashboards less often, or raise callsPerMinute; %s.", left)}
	}
	return step{"quota", true, "In this minute " + left + "."}
}

func clockTime(t time.Time) string { return t.UTC().Format("15:04:05 UTC") }
