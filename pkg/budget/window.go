package budget

import (
	"slices"
	"time"
)

// window is what was spent in the span before now. What is under way counts too,
// from the first moment on.
type window struct {
	span    time.Duration
	grain   time.Duration // what is spent so close together is one entry, which leaves with the latest of it
	most    int64         // 0 = no limit
	kept    int64         // of most, for alerts
	entries []entry       // by time, oldest first

	spent, spentByAlerts     int64 // of entries
	pending, pendingByAlerts int64 // under way
}

// entry is what left the budget at one time.
type entry struct {
	at     time.Time
	alerts int64
	others int64
}

// newWindow keeps at most some hundred entries of a long span.
func newWindow(span time.Duration) window {
	w := window{span: span}
	if span > time.Minute {
		w.grain = span / 512
	}
	return w
}

func (w *window) copy() window {
	twin := *w
	twin.entries = slices.Clone(w.entries)
	return twin
}

// add puts in what was spent at a time, which may be a little before the last one's.
func (w *window) add(at time.Time, alert bool, amount int64) {
	e := entry{at: at.Add(w.grain)}
	if alert {
		e.alerts = amount
		w.spentByAlerts += amount
	} else {
		e.others = amount
	}
	w.spent += amount
	if last := len(w.entries) - 1; last >= 0 && w.grain > 0 && !at.After(w.entries[last].at) {
		w.entries[last].alerts += e.alerts
		w.entries[last].others += e.others
		return
	}
	i := len(w.entries)
	for i > 0 && w.entries[i-1].at.After(e.at) {
		i--
	}
	w.entries = slices.Insert(w.entries, i, e)
}

// forget drops what has left the span.
func (w *window) forget(now time.Time) {
	gone := 0
	for gone < len(w.entries) && !w.entries[gone].at.Add(w.span).After(now) {
		w.spent -= w.entries[gone].alerts + w.entries[gone].others
		w.spentByAlerts -= w.entries[gone].alerts
		gone++
	}
	w.entries = w.entries[gone:]
}

// left is how much more may be spent now, 0 at the least.
func (w *window) left(alert bool) int64 {
	return w.leaving(alert, w.spent+w.pending, w.spentByAlerts+w.pendingByAlerts)
}

func (w *window) leaving(alert bool, spent, byAlerts int64) int64 {
	if !alert { // what alerts have not used of theirs counts as used
		spent += max(0, w.kept-byAlerts)
	}
	return max(0, w.most-spent)
}

// lets tells whether something may be spent now.
func (w *window) lets(alert bool) bool { return w.most == 0 || w.left(alert) > 0 }

// opens is when something may be spent if nobody else spends; what is under way
// counts as if it ended now.
func (w *window) opens(now time.Time, alert bool) time.Time {
	if w.lets(alert) {
		return now
	}
	spent, byAlerts := w.spent+w.pending, w.spentByAlerts+w.pendingByAlerts
	for _, e := range w.entries {
		spent, byAlerts = spent-e.alerts-e.others, byAlerts-e.alerts
		if w.leaving(alert, spent, byAlerts) > 0 {
			return e.at.Add(w.span)
		}
	}
	return now.Add(w.span)
}
