package budget

import (
	"context"
	"sync"
	"time"
)

// Governor spends the quota of one tenant. It is safe for concurrent use.
type Governor struct {
	mu sync.Mutex
	admission
	queue
	members map[*Source]struct{}
	limits  Limits
	turns   map[*Turn]struct{} // in flight
	typical time.Duration      // how long calls were in flight lately
	quarter quarterCPU
	counts  Counts
	alarm   *time.Timer
}

func newGovernor() *Governor {
	return &Governor{
		admission: newAdmission(),
		members:   map[*Source]struct{}{},
		turns:     map[*Turn]struct{}{},
		counts:    Counts{Refused: map[Reason]uint64{}},
	}
}

// turn waits until the call may go out. Errors are *Refusal, or the cause of the
// context's end.
func (g *Governor) turn(ctx context.Context, ask *Ask) (*Turn, error) {
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	w := &waiter{ask: ask, entered: time.Now(), decided: make(chan struct{})}
	w.deadline, _ = ctx.Deadline()
	ask.whenRisen(g.reconsider)
	defer ask.whenRisen(nil)
	g.mu.Lock()
	g.waiting = append(g.waiting, w)
	g.dispatch()
	g.mu.Unlock()
	select {
	case <-w.decided:
	case <-ctx.Done():
		g.leave(w)
		return nil, context.Cause(ctx)
	}
	if w.refusal != nil {
		return nil, w.refusal
	}
	return w.turn, nil
}

// leave takes back what a waiter has, its place or its turn.
func (g *Governor) leave(w *waiter) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if w.turn != nil {
		g.end(w.turn)
	}
	for i := range g.waiting {
		if g.waiting[i] == w {
			g.remove(i)
			break
		}
	}
	g.dispatch()
}

// reconsider looks at the queue again after something has changed.
func (g *Governor) reconsider() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.dispatch()
}

// dispatch gives turns to all who may go, refuses those whose turn would come too
// late, and sets the alarm for the next change. It wants the lock.
func (g *Governor) dispatch() {
	now := time.Now()
	g.refresh(now)
	for {
		alertsMay, othersMay := g.lets(now, true), g.lets(now, false)
		chosen := g.next(alertsMay, othersMay)
		if chosen < 0 {
			break
		}
		g.grant(g.queue.take(chosen, alertsMay, othersMay), now)
	}
	g.refuseLate(now)
	g.setAlarm(now)
}

// refresh brings everything to the present.
func (g *Governor) refresh(now time.Time) {
	running, byAlerts := time.Duration(0), time.Duration(0)
	for t := range g.turns {
		if !t.settled && !t.written.IsZero() && now.Sub(t.written) >= latestArrival {
			g.arrived(t, now)
		}
		if !t.answered && t.sent() {
			running += now.Sub(t.left)
			if t.alert {
				byAlerts += now.Sub(t.left)
			}
		}
	}
	for _, w := range [...]*window{&g.hourRun, &g.dayRun} {
		w.pending, w.pendingByAlerts = int64(running), int64(byAlerts)
	}
	g.forget(now)
	for _, w := range g.waiting {
		w.look()
	}
}

func (g *Governor) grant(w *waiter, now time.Time) {
	t := &Turn{governor: g, ask: w.ask, priority: w.priority, alert: w.alert(), granted: now, Wait: now.Sub(w.entered)}
	g.admission.take(t.alert)
	g.fly(t.alert, 1)
	t.callsClosings, t.cpuClosings = g.calls.pass(t), g.cpu.pass(t)
	g.turns[t] = struct{}{}
	g.counts.Waited += t.Wait
	w.turn = t
	close(w.decided)
}

func (g *Governor) refuseLate(now time.Time) {
	if len(g.waiting) == 0 {
		return
	}
	best := g.atBest(now)
	var late []*waiter
	for _, w := range g.waiting {
		if w.tooLate(now) || best[w].at.After(now) && w.tooLate(best[w].at) {
			late = append(late, w)
		}
	}
	if len(late) == 0 {
		return
	}
	all := g.withAll(now, late)
	ahead := len(g.waiting)
	for _, w := range late {
		w.refusal = &Refusal{
			Reason: best[w].reason, Priority: w.priority, Until: w.until, Limits: g.limits, Queued: ahead,
			At: all[w].comeBack(),
		}
		g.counts.Refused[w.refusal.Reason]++
		close(w.decided)
	}
	kept := g.waiting[:0]
	for _, w := range g.waiting {
		if w.refusal == nil {
			kept = append(kept, w)
		}
	}
	g.waiting = kept
}

// setAlarm wakes the queue at the next moment at which somebody may go, or somebody's
// time is over. What calls in flight hold needs no alarm: their end wakes it.
func (g *Governor) setAlarm(now time.Time) {
	next := time.Time{}
	sooner := func(at time.Time) {
		if at.After(now) && (next.IsZero() || at.Before(next)) {
			next = at
		}
	}
	for _, alert := range []bool{true, false} {
		if g.has(alert) {
			opens, _ := g.opens(now, alert)
			sooner(opens)
		}
	}
	for _, w := range g.waiting {
		sooner(w.last())
	}
	if g.alarm != nil {
		g.alarm.Stop()
	}
	if !next.IsZero() {
		g.alarm = time.AfterFunc(next.Sub(now), g.reconsider)
	}
}
