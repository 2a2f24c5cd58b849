package kql

import (
	"fmt"
	"time"
)

// Window is a part of a range, half open.
type Window struct{ From, To time.Time }

// String is for sentences.
func (w Window) String() string {
	return w.From.UTC().Format(isoLayout) + " to " + w.To.UTC().Format(isoLayout)
}

// Windows is how a hunt is cut into windows of time. The rows of all of them, one
// window after the other, are the rows of the hunt.
type Windows struct {
	From, To  time.Time     // what they cover together
	Width     time.Duration // of each but the first and the last
	Unit      time.Duration // what a window is halved down to; edges are multiples of it
	Ascending bool          // the oldest window comes first, as the query sorts by time; else the newest

	column        string
	before, after string // the KQL around the condition of a window
}

// leastWindow is what a window is halved down to where no bin asks for more.
const leastWindow = time.Minute

// newWindows cuts at multiples of a width, counted as Kusto's bin counts: from the
// year 1. A bin, 0 for none, is never cut.
func newWindows(from, to time.Time, width, bin time.Duration) Windows {
	unit := leastWindow
	if bin > 0 {
		unit, width = roundUp(leastWindow, bin), roundUp(width, bin)
	}
	return Windows{From: from.UTC(), To: to.UTC(), Width: width, Unit: unit}
}

func roundUp(length, step time.Duration) time.Duration { return (length + step - 1) / step * step }

// count is how many windows there are.
func (w Windows) count() int64 {
	first := w.From.Truncate(w.Width)
	return max(1, int64((w.To.Sub(first)+w.Width-1)/w.Width))
}

// All are the windows in the order of the answer.
func (w Windows) All() []Window {
	var all []Window
	for from := w.From; from.Before(w.To); {
		to := from.Truncate(w.Width).Add(w.Width)
		if to.After(w.To) {
			to = w.To
		}
		all = append(all, Window{from, to})
		from = to
	}
	if len(all) == 0 {
		return []Window{{w.From, w.To}}
	}
	return w.ordered(all)
}

// Halves are both halves of a window in the order of the answer; false for a window
// that is as narrow as can be.
func (w Windows) Halves(whole Window) (halves []Window, ok bool) {
	middle := whole.From.Add(whole.To.Sub(whole.From) / 2).Truncate(w.Unit)
	if !middle.After(whole.From) {
		middle = middle.Add(w.Unit)
	}
	if !middle.Before(whole.To) {
		return nil, false
	}
	return w.ordered([]Window{{whole.From, middle}, {middle, whole.To}}), true
}

// ordered puts windows that ascend into the order of the answer.
func (w Windows) ordered(ascending []Window) []Window {
	if w.Ascending {
		return ascending
	}
	descending := make([]Window, len(ascending))
	for i, window := range ascending {
		descending[len(ascending)-1-i] = window
	}
	return descending
}

// KQL is the hunt for the rows of one window: the condition stands right behind the
// table.
func (w Windows) KQL(of Window) string {
	return w.before + fmt.Sprintf("\n| where %s >= %s and %s < %s",
		w.column, datetimeLiteral(of.From), w.column, datetimeLiteral(of.To)) + w.after
}
