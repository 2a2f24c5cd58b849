package hunting

import (
	"errors"
	"fmt"
	"time"

	"github.com/huntboard/huntboard-defender-datasource/pkg/budget"
)

// turnedAway is about a hunt that was not sent, as the tenant's budget had no turn
// for it in time.
func turnedAway(e *Error) string {
	r := e.refusal()
	if r == nil {
		return "The budget of hunting calls had no turn for the hunt. " + e.again("a minute")
	}
	return usedUp(r) + " The hunt was not sent, as its turn would have come too late. " + e.again("a minute") + advice(r)
}

func usedUp(r *budget.Refusal) string {
	switch r.Reason {
	case budget.CallsPerHour:
		return fmt.Sprintf("The data source's budget of %d calls an hour is used up.", r.Limits.CallsPerHour)
	case budget.RunTime:
		return fmt.Sprintf("The data source's budget of run time (%.0f minutes an hour, %.0f a day) is used up.",
			r.Limits.RunPerHour.Minutes(), r.Limits.RunPerDay.Minutes())
	case budget.InFlight:
		return fmt.Sprintf("The hunts that run now take too long: %d may run at once, and %d waited.",
			r.Limits.InFlight, r.Queued)
	}
	return fmt.Sprintf("The data source's budget of %d calls a minute is used up.", r.Limits.CallsPerMinute)
}

func advice(r *budget.Refusal) string {
	if r.Priority == budget.Alert {
		return " An alert rule's evaluation ends before that: evaluate rules less often, or raise " + setting[r.Reason] +
			" in the data source's settings or Grafana's evaluation_timeout."
	}
	return " Refresh less often, or raise " + setting[r.Reason] + " in the data source's settings."
}

// setting is which one would have let the hunt out.
var setting = map[budget.Reason]string{
	budget.CallsPerMinute: "callsPerMinute",
	budget.CallsPerHour:   "callsPerHour",
	budget.RunTime:        "runMinutesPerHour and runMinutesPerDay",
	budget.InFlight:       "maxInFlight",
}

// forAlert says why an alert rule does not wait for the service's quota.
func (e *Error) forAlert() string {
	if r := e.refusal(); r != nil && r.Priority == budget.Alert {
		return " The alert rule's evaluation ends before that, so the hunt was not sent."
	}
	return ""
}

// refusal is the budget's, nil where the service itself refused.
func (e *Error) refusal() *budget.Refusal {
	var r *budget.Refusal
	errors.As(e.cause, &r)
	return r
}

// again says when it works, in the service's words where they are known.
func (e *Error) again(usually string) string {
	in, at := e.RetryAfter.Round(time.Second), e.workAt.UTC().Format(time.TimeOnly)
	switch {
	case e.refusal() != nil:
		return fmt.Sprintf("It works again at %s UTC, in %s.", at, in)
	case e.RetryAfter > 0:
		return fmt.Sprintf("Try again in %s, at %s UTC.", in, at)
	}
	return "Try again in " + usually + "."
}
