package budget

import "time"

// Turn is the permission to send one call. Whoever holds it tells what becomes of
// the call, and in any case that it is Done. It is safe for concurrent use, and
// telling a thing twice does nothing.
type Turn struct {
	Wait time.Duration // in the queue

	governor *Governor
	watch    func(Event)
	ask      *Ask
	priority Priority
	alert    bool
	granted  time.Time

	// What follows is guarded by Governor.mu.
	left, written              time.Time
	settled, answered, done    bool
	run                        time.Duration // from left to the answer's first byte
	measured                   bool
	callsClosings, cpuClosings int
}

func (t *Turn) sent() bool { return !t.left.IsZero() }

// Leaves tells that the call has begun to leave this machine: from here on it counts.
func (t *Turn) Leaves() {
	if t.does(func(now time.Time) bool { return t.leaves(now) }) {
		t.watch(Event{What: Sent, Priority: t.priority})
	}
}

// Written tells that all of the call is on its way.
func (t *Turn) Written() {
	t.does(func(now time.Time) bool {
		t.written = now
		return true
	})
}

// Passed tells that the service took the call, whatever came of it.
func (t *Turn) Passed() {
	t.does(func(now time.Time) bool {
		first := t.answer(now)
		if first {
			t.governor.calls.opened(t.callsClosings)
			t.governor.cpu.opened(t.cpuClosings)
			t.governor.ran(t, now)
		}
		return first
	})
}

// Unclear tells of an answer that does not show whether the service takes calls: an
// outage, a permission that is missing, a redirect.
func (t *Turn) Unclear() {
	t.does(func(now time.Time) bool {
		first := t.answer(now)
		if first {
			t.governor.calls.gaveUp(t)
			t.governor.cpu.gaveUp(t)
		}
		return first
	})
}

// Throttled tells of a 429: TooManyCalls or OutOfCPU, and how long the service asked
// to wait, 0 when it did not say.
func (t *Turn) Throttled(kind Reason, wait time.Duration) {
	if t.does(func(now time.Time) bool {
		first := t.answer(now)
		if first {
			t.governor.throttled(t, now, kind, wait)
		}
		return first
	}) {
		t.watch(Event{What: Throttled, Priority: t.priority, Reason: kind})
	}
}

// Done tells that the call is over: its answer is read, or it failed. A call that
// never left does not count.
func (t *Turn) Done() {
	t.does(func(time.Time) bool {
		t.governor.end(t)
		return true
	})
}

// does changes the turn and lets the queue see what follows from it.
func (t *Turn) does(change func(now time.Time) bool) bool {
	t.governor.mu.Lock()
	defer t.governor.mu.Unlock()
	changed := !t.done && change(time.Now())
	if changed {
		t.governor.dispatch()
	}
	return changed
}

func (t *Turn) leaves(now time.Time) bool {
	if t.sent() {
		return false
	}
	t.left = now
	t.governor.counts.Sent[t.priority]++
	return true
}

// answer tells whether it is the first.
func (t *Turn) answer(now time.Time) bool {
	if t.answered {
		return false
	}
	t.leaves(now)
	t.answered, t.run = true, now.Sub(t.left)
	t.governor.arrived(t, now)
	return true
}

// arrived fixes from when on the call begins to leave the windows.
func (g *Governor) arrived(t *Turn, now time.Time) {
	if t.settled {
		return
	}
	t.settled = true
	if latest := t.written.Add(latestArrival); !t.written.IsZero() && latest.Before(now) {
		now = latest
	}
	g.settle(now, t.alert)
}

func (g *Governor) end(t *Turn) {
	if t.done {
		return
	}
	t.done = true
	now := time.Now()
	switch {
	case t.sent():
		g.arrived(t, now)
	case !t.settled:
		t.settled = true
		g.giveBack(t.alert)
	}
	if t.sent() && !t.answered { // it may have run until now
		t.run = now.Sub(t.left)
		g.ran(t, now)
	}
	g.calls.gaveUp(t)
	g.cpu.gaveUp(t)
	g.fly(t.alert, -1)
	delete(g.turns, t)
	if t.sent() {
		g.learn(now.Sub(t.granted))
	}
}

// learn keeps how long calls take, the latest ones above all.
func (g *Governor) learn(took time.Duration) {
	if g.typical == 0 {
		g.typical = took
	}
	g.typical += (took - g.typical) / 4
}
