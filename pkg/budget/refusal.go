package budget

import (
	"fmt"
	"time"
)

// Reason is what a call would have waited for.
type Reason string

// The reasons. The first four are limits of ours, the last two are the service's
// answer to an earlier call.
const (
	CallsPerMinute Reason = "calls a minute"
	CallsPerHour   Reason = "calls an hour"
	RunTime        Reason = "run time"
	InFlight       Reason = "calls in flight"
	TooManyCalls   Reason = "too many calls"
	OutOfCPU       Reason = "out of CPU"
)

// Refusal is an error: the call was not sent, as its turn would come too late.
type Refusal struct {
	Reason   Reason
	Priority Priority
	At       time.Time // when it will work, if nobody more urgent comes; an estimate for InFlight
	Until    time.Time // when whoever asked gives up
	Limits   Limits    // of the tenant at that time
	Queued   int       // how many waited, itself included
}

// Error is for logs; package hunting words it for people.
func (r *Refusal) Error() string {
	return fmt.Sprintf("refused by the budget (%s) until %s", r.Reason, r.At.UTC().Format(time.RFC3339))
}
