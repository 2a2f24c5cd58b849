package budget

import (
	"maps"
	"time"
)

// State is what a governor knows, at one moment.
type State struct {
	Joined  bool // false: no token yet, so nothing was sent and only Limits is set
	Sources int  // data sources that share it
	Limits  Limits
	At      time.Time

	Used         int // calls that count in the 60 s before At
	UsedByAlerts int
	Left         int // calls that an alert could still send now, the gates aside
	LeftOthers   int // and any other call
	InFlight     int
	Queued       [Priorities]int

	HourCalls int // in the last 60 min
	HourRun   time.Duration
	DayRun    time.Duration

	CPU         CPU
	ClosedUntil time.Time // the service takes no calls before, zero = open
	Trying      bool      // one call finds out whether the service takes calls again

	LastTooManyCalls time.Time // the last 429 of each kind, zero = none
	LastOutOfCPU     time.Time

	Counts Counts
}

// CPU is the tenant's share in the quarter of an hour that began at Since.
type CPU struct {
	Since, Ends time.Time
	Spent       time.Duration // by our calls; people in the portal spend too
	Estimated   bool          // Spent has the durations of calls, as the service tells no CPU time
	Share       time.Duration // what was spent when the service last closed a quarter, 0 = never seen
	ClosedUntil time.Time     // the service has closed it, zero = open
}

// Counts only grow.
type Counts struct {
	Sent         [Priorities]uint64
	TooManyCalls uint64 // 429 by calls
	OutOfCPU     uint64 // 429 by CPU
	Refused      map[Reason]uint64
	Waited       time.Duration // in the queue, all turns added up
}

// Event is one thing that happened to a call of a source, for metrics.
type Event struct {
	What     What
	Priority Priority
	Wait     time.Duration // Granted: how long it was in the queue
	Reason   Reason        // Refused: why; Throttled: TooManyCalls or OutOfCPU
}

// What happened.
type What string

// What can happen.
const (
	Granted   What = "granted"   // its turn came
	Sent      What = "sent"      // it left
	Throttled What = "throttled" // the service answered 429
	Refused   What = "refused"   // a *Refusal
)

// State is what it knows now.
func (g *Governor) State() State {
	g.mu.Lock()
	defer g.mu.Unlock()
	now := time.Now()
	g.refresh(now)
	g.quarter.turnTo(now)
	s := State{
		Joined: true, Sources: len(g.members), Limits: g.limits, At: now,
		Used:         int(g.minute.spent + g.minute.pending),
		UsedByAlerts: int(g.minute.spentByAlerts + g.minute.pendingByAlerts),
		Left:         g.left(true), LeftOthers: g.left(false),
		InFlight:  g.inFlight,
		HourCalls: int(g.hour.spent + g.hour.pending),
		HourRun:   time.Duration(g.hourRun.spent + g.hourRun.pending),
		DayRun:    time.Duration(g.dayRun.spent + g.dayRun.pending),
		CPU: CPU{
			Since: g.quarter.ends.Add(-quarter), Ends: g.quarter.ends, Spent: g.quarter.spent,
			Estimated: g.quarter.measured == 0 || g.quarter.estimated > 0, Share: g.quarter.share,
			ClosedUntil: ahead(now, g.cpu.until),
		},
		ClosedUntil: ahead(now, g.calls.until), Trying: g.calls.trying != nil || g.cpu.trying != nil,
		LastTooManyCalls: g.calls.last, LastOutOfCPU: g.cpu.last,
		Counts: g.counts,
	}
	for _, w := range g.waiting {
		s.Queued[w.priority]++
	}
	s.Counts.Refused = maps.Clone(g.counts.Refused)
	return s
}

// left is how many calls the windows of a minute and an hour still let out.
func (g *Governor) left(alert bool) int {
	left := g.minute.left(alert)
	if g.hour.most > 0 {
		left = min(left, g.hour.left(alert))
	}
	return int(left)
}

// ahead is a time that is yet to come, else zero.
func ahead(now, at time.Time) time.Time {
	if at.After(now) {
		return at
	}
	return time.Time{}
}
