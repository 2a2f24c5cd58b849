package budget

import "time"

// mostPassed is how often younger calls may pass an older one before it is its turn.
const mostPassed = 5

// leastRun is how much of its time a call must have left once its turn comes, so
// that none is spent on a hunt that cannot end.
const leastRun = time.Second

// waiter is one call in the queue. It is guarded by Governor.mu until it is decided.
type waiter struct {
	ask      *Ask
	deadline time.Time // of its context, zero = none
	entered  time.Time
	priority Priority  // of ask, as last looked at
	until    time.Time // the earlier of deadline and ask's end, zero = never

	decided chan struct{} // closed when turn or refusal is set
	turn    *Turn
	refusal *Refusal
}

// look reads the ask again.
func (w *waiter) look() {
	w.priority, w.until = w.ask.Wants()
	if !w.deadline.IsZero() && (w.until.IsZero() || w.deadline.Before(w.until)) {
		w.until = w.deadline
	}
}

func (w *waiter) alert() bool { return w.priority == Alert }

// last is the latest time at which its turn is worth something, zero = any.
func (w *waiter) last() time.Time {
	if w.until.IsZero() {
		return time.Time{}
	}
	return w.until.Add(-leastRun)
}

// tooLate tells that a hunt that began then would have no time left. A call that
// need not wait at all is never too late.
func (w *waiter) tooLate(begin time.Time) bool {
	return !w.until.IsZero() && !begin.Add(leastRun).Before(w.until)
}

// queue holds waiters in the order in which they came.
type queue struct {
	waiting []*waiter
	passed  int // calls in a row that went to someone else than the oldest who could go
}

// next is whose turn it is, -1 when nobody may go. The choice becomes final by
// take.
func (q *queue) next(alertsMay, othersMay bool) int {
	oldest, first := -1, -1
	for i, w := range q.waiting {
		if w.alert() && !alertsMay || !w.alert() && !othersMay {
			continue
		}
		if oldest < 0 {
			oldest = i
		}
		if first < 0 || w.priority > q.waiting[first].priority {
			first = i
		}
	}
	if q.passed >= mostPassed {
		return oldest
	}
	return first
}

// take removes the chosen and remembers whether it passed an older one. Where only
// alerts may go, they take what is theirs and pass nobody.
func (q *queue) take(chosen int, alertsMay, othersMay bool) *waiter {
	switch {
	case !othersMay:
	case q.oldest(alertsMay, othersMay) == chosen:
		q.passed = 0
	default:
		q.passed++
	}
	return q.remove(chosen)
}

func (q *queue) oldest(alertsMay, othersMay bool) int {
	for i, w := range q.waiting {
		if w.alert() && alertsMay || !w.alert() && othersMay {
			return i
		}
	}
	return -1
}

func (q *queue) remove(i int) *waiter {
	w := q.waiting[i]
	q.waiting = append(q.waiting[:i], q.waiting[i+1:]...)
	return w
}

func (q *queue) has(alerts bool) bool {
	for _, w := range q.waiting {
		if w.alert() == alerts {
			return true
		}
	}
	return false
}
