package budget

import (
	"math"
	"slices"
	"time"
)

// outlook plays the queue forward on a copy of the budget. It supposes that nobody
// comes, nobody leaves and the service closes nothing more.
type outlook struct {
	admission
	queue
	at      time.Time
	flights []flight
	typical time.Duration // how long a call is in flight
	arrives time.Duration // how long after its turn a call begins to leave the windows
	why     map[bool]Reason

	comeAgain []*waiter // who was refused
	from      time.Time // when they do at the earliest
}

// flight is a call that is supposed to end.
type flight struct {
	ends  time.Time
	alert bool
}

// prospect is when a waiter's turn comes, and what it waits for until then.
type prospect struct {
	at     time.Time
	reason Reason
	rivals bool // others could go then too
}

// comeBack is when whoever is not in the queue should come to have that turn: a
// moment earlier where others would take it at once.
func (p prospect) comeBack() time.Time {
	if p.rivals {
		return p.at.Add(-leastRun)
	}
	return p.at
}

// atBest foresees the earliest that can be: calls in flight end now and no turn is
// held up by them. What is too late even then is known not to fit; it is left out
// before those behind it.
func (g *Governor) atBest(now time.Time) map[*waiter]prospect {
	o := g.outlook(now, now)
	o.most = math.MaxInt
	return o.play(func(w *waiter, at time.Time) bool { return at.After(now) && w.tooLate(at) })
}

// withAll foresees what happens if those who are refused come again, after all who
// wait, and calls take as long as they did lately.
func (g *Governor) withAll(now time.Time, refused []*waiter) map[*waiter]prospect {
	o := g.outlook(now, now.Add(latestArrival))
	o.typical, o.arrives = g.typical, min(g.typical, latestArrival)
	o.waiting = slices.DeleteFunc(o.waiting, func(w *waiter) bool { return slices.Contains(refused, w) })
	o.comeAgain, o.from = refused, now.Add(2*leastRun)
	for t := range g.turns {
		o.flights = append(o.flights, flight{later(now, t.granted.Add(g.typical)), t.alert})
	}
	for _, gate := range []*gate{&o.calls, &o.cpu} {
		if gate.trying != nil {
			gate.closeUntil(now.Add(g.typical))
		}
	}
	return o.play(func(*waiter, time.Time) bool { return false })
}

func (g *Governor) outlook(now, settled time.Time) *outlook {
	o := &outlook{admission: g.copy(), at: now, why: map[bool]Reason{}}
	o.waiting, o.passed = slices.Clone(g.waiting), g.passed
	for _, w := range o.windows() {
		w.add(settled, true, w.pendingByAlerts)
		w.add(settled, false, w.pending-w.pendingByAlerts)
		w.pending, w.pendingByAlerts = 0, 0
	}
	o.calls.guessed, o.cpu.guessed = false, false
	return o
}

// play gives each waiter its turn. One that gives up takes none.
func (o *outlook) play(givesUp func(*waiter, time.Time) bool) map[*waiter]prospect {
	turns := make(map[*waiter]prospect, len(o.waiting))
	for len(o.waiting)+len(o.comeAgain) > 0 {
		o.forget(o.at)
		o.land()
		if !o.at.Before(o.from) {
			o.waiting = append(o.waiting, o.comeAgain...)
			o.comeAgain = nil
		}
		alertsMay, othersMay := o.lets(o.at, true), o.lets(o.at, false)
		chosen := o.next(alertsMay, othersMay)
		if chosen < 0 {
			o.wait()
			continue
		}
		w := o.waiting[chosen]
		turns[w] = prospect{o.at, o.reason(w.alert()), len(o.waiting) > 1}
		if givesUp(w, o.at) {
			o.remove(chosen)
			continue
		}
		o.queue.take(chosen, alertsMay, othersMay)
		o.spend(w.alert())
	}
	return turns
}

func (o *outlook) spend(alert bool) {
	o.minute.add(o.at.Add(o.arrives), alert, 1)
	o.hour.add(o.at.Add(o.arrives), alert, 1)
	if o.most < math.MaxInt {
		o.fly(alert, 1)
		o.flights = append(o.flights, flight{o.at.Add(o.typical), alert})
	}
}

func (o *outlook) reason(alert bool) Reason {
	if why, waited := o.why[alert]; waited {
		return why
	}
	return InFlight
}

// wait moves on to the next moment at which somebody may go.
func (o *outlook) wait() {
	next := time.Time{}
	if len(o.comeAgain) > 0 {
		next = o.from
	}
	for _, alert := range []bool{true, false} {
		if !o.has(alert) {
			continue
		}
		opens, why := o.opens(o.at, alert)
		o.why[alert] = why
		if opens.After(o.at) && (next.IsZero() || opens.Before(next)) {
			next = opens
		}
		if !o.slotFree(alert) {
			for _, f := range o.flights {
				if next.IsZero() || f.ends.Before(next) {
					next = f.ends
				}
			}
		}
	}
	if !next.After(o.at) { // cannot be; a loop without end would stop everybody
		next = o.at.Add(time.Second)
	}
	o.at = next
}

// land frees what the flights that have ended held.
func (o *outlook) land() {
	o.flights = slices.DeleteFunc(o.flights, func(f flight) bool {
		if f.ends.After(o.at) {
			return false
		}
		o.fly(f.alert, -1)
		return true
	})
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
