package plugin

import (
	"fmt"
	"time"

	"github.com/huntboard/huntboard-defender-datasource/pkg/budget"
)

// A hunt of many calls leaves the other half of what an hour, a day or a quarter of
// an hour allows to everybody else. A minute's calls come back by themselves, so it
// waits for those.
const longHuntShare = 2

// lowBudget is why a hunt of many calls makes no further one, "" if it may.
func lowBudget(s budget.State) string {
	low := ""
	switch limits := s.Limits; {
	case limits.CallsPerHour > 0 && s.HourCalls*longHuntShare >= limits.CallsPerHour:
		low = fmt.Sprintf("of the %d calls an hour", limits.CallsPerHour)
	case over(s.HourRun, limits.RunPerHour):
		low = fmt.Sprintf("of the %.0f minutes of run time an hour", limits.RunPerHour.Minutes())
	case over(s.DayRun, limits.RunPerDay):
		low = fmt.Sprintf("of the %.0f minutes of run time a day", limits.RunPerDay.Minutes())
	case over(s.CPU.Spent, s.CPU.Share):
		low = "of the tenant's CPU in this quarter of an hour"
	default:
		return ""
	}
	return "The hunt stopped, as half " + low + " is used and the rest is left to others. " +
		"Try again later, or shorten the range."
}

func over(spent, all time.Duration) bool { return all > 0 && spent*longHuntShare >= all }
