package budget

import "time"

// quarterCPU is what our calls have cost in one quarter of an hour. The service has
// no document of how much a tenant may spend; what it costs is measured only where
// the service tells it, and guessed from durations elsewhere.
type quarterCPU struct {
	ends      time.Time
	spent     time.Duration
	measured  int // calls
	estimated int
	share     time.Duration // spent when the service last closed a quarter
}

// turnTo begins a new quarter where the last one is over.
func (q *quarterCPU) turnTo(now time.Time) {
	if ends := quarterEnd(now); !ends.Equal(q.ends) {
		*q = quarterCPU{ends: ends, share: q.share}
	}
}

// ran counts a call's run time, and estimates its CPU by it.
func (g *Governor) ran(t *Turn, now time.Time) {
	g.hourRun.add(now, t.alert, int64(t.run))
	g.dayRun.add(now, t.alert, int64(t.run))
	g.quarter.turnTo(now)
	g.quarter.spent += t.run
	g.quarter.estimated++
	ends := g.quarter.ends
	t.ask.whenMeasured(func(cpu time.Duration) { g.measured(t, ends, cpu) })
}

// measured replaces the estimate by what the service itself has told.
func (g *Governor) measured(t *Turn, ends time.Time, cpu time.Duration) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if t.measured || !ends.Equal(g.quarter.ends) {
		return
	}
	t.measured = true
	g.quarter.spent = max(0, g.quarter.spent+cpu-t.run)
	g.quarter.measured++
	g.quarter.estimated--
}

// throttled closes the gate of that kind for everybody.
func (g *Governor) throttled(t *Turn, now time.Time, kind Reason, wait time.Duration) {
	if kind == OutOfCPU {
		g.counts.OutOfCPU++
		g.calls.gaveUp(t)
		g.quarter.turnTo(now)
		if g.quarter.spent > 0 {
			g.quarter.share = g.quarter.spent
		}
		if wait > 0 {
			g.cpu.closeFor(now, wait, true)
		} else {
			g.cpu.closeByGuess(now, t.cpuClosings, func(int) time.Time { return quarterEnd(now) })
		}
		return
	}
	g.counts.TooManyCalls++
	g.cpu.gaveUp(t)
	if wait > 0 {
		g.calls.closeFor(now, wait, false)
	} else {
		g.calls.closeByGuess(now, t.callsClosings, func(failures int) time.Time { return now.Add(backoff(failures)) })
	}
}
