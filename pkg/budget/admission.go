package budget

import "time"

// latestArrival is how long after it was written a call has reached the service at
// the latest, where its answer has not shown it earlier.
const latestArrival = 5 * time.Second

// admission is all that decides whether a call may go out. The governor has one,
// and looks ahead with copies of it.
type admission struct {
	minute, hour    window // calls
	hourRun, dayRun window // nanoseconds of run time
	calls, cpu      gate

	inFlight, alertsInFlight int
	most, kept               int // in flight; kept of them for alerts
}

func newAdmission() admission {
	return admission{
		minute: newWindow(time.Minute), hour: newWindow(time.Hour),
		hourRun: newWindow(time.Hour), dayRun: newWindow(24 * time.Hour),
	}
}

func (a *admission) limit(l Limits) {
	a.minute.most, a.minute.kept = int64(l.CallsPerMinute), int64(l.CallsPerMinute/3)
	a.hour.most, a.hour.kept = int64(l.CallsPerHour), int64(l.CallsPerHour/3)
	a.hourRun.most, a.hourRun.kept = int64(l.RunPerHour), int64(l.RunPerHour/3)
	a.dayRun.most, a.dayRun.kept = int64(l.RunPerDay), int64(l.RunPerDay/3)
	a.most, a.kept = l.InFlight, 0
	if l.InFlight > 1 {
		a.kept = 1
	}
}

func (a *admission) windows() [4]*window {
	return [...]*window{&a.minute, &a.hour, &a.hourRun, &a.dayRun}
}

func (a *admission) copy() admission {
	twin := *a
	for _, w := range twin.windows() {
		*w = w.copy()
	}
	return twin
}

func (a *admission) forget(now time.Time) {
	for _, w := range a.windows() {
		w.forget(now)
	}
}

// lets tells whether a call may go out now.
func (a *admission) lets(now time.Time, alert bool) bool {
	opens, _ := a.opens(now, alert)
	return !opens.After(now) && a.slotFree(alert) && a.calls.lets(now) && a.cpu.lets(now)
}

// slotFree tells whether one more may be in flight.
func (a *admission) slotFree(alert bool) bool {
	if a.inFlight >= a.most {
		return false
	}
	return alert || a.inFlight-a.alertsInFlight < a.most-a.kept
}

// opens is when windows and gates let a call out if nobody else calls, and what
// holds it back longest; calls in flight aside, of which nobody knows when they end.
func (a *admission) opens(now time.Time, alert bool) (time.Time, Reason) {
	latest, why := now, InFlight
	for _, c := range [...]struct {
		at     time.Time
		reason Reason
	}{
		{a.minute.opens(now, alert), CallsPerMinute},
		{a.hour.opens(now, alert), CallsPerHour},
		{a.hourRun.opens(now, alert), RunTime},
		{a.dayRun.opens(now, alert), RunTime},
		{a.calls.until, TooManyCalls},
		{a.cpu.until, OutOfCPU},
	} {
		if c.at.After(latest) {
			latest, why = c.at, c.reason
		}
	}
	switch {
	case why == InFlight && a.cpu.guessed && a.cpu.trying != nil:
		why = OutOfCPU
	case why == InFlight && a.calls.guessed && a.calls.trying != nil:
		why = TooManyCalls
	}
	return latest, why
}

// take counts a call that goes out.
func (a *admission) take(alert bool) { a.underWay(alert, 1) }

// giveBack takes a call back that was never sent.
func (a *admission) giveBack(alert bool) { a.underWay(alert, -1) }

func (a *admission) underWay(alert bool, n int64) {
	for _, w := range [...]*window{&a.minute, &a.hour} {
		w.pending += n
		if alert {
			w.pendingByAlerts += n
		}
	}
}

// settle moves a call to the time at which the service has counted it at the latest.
func (a *admission) settle(at time.Time, alert bool) {
	a.giveBack(alert)
	a.minute.add(at, alert, 1)
	a.hour.add(at, alert, 1)
}

func (a *admission) fly(alert bool, n int) {
	a.inFlight += n
	if alert {
		a.alertsInFlight += n
	}
}
