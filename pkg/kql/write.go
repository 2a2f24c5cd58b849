package kql

import (
	"fmt"
	"slices"
	"time"
)

// originRows are the most rows of what is no panel: choices of a variable and events
// on a graph. `take` keeps the order of rows that are sorted.
var originRows = map[string]int{"variable": 5000, "annotation": 1000}

// Write makes the query ready to be sent at a moment: it aligns the range, writes
// the macros out, decides on Timespan and on the format. Errors are *Error.
func (q Query) Write(m Moment) (Hunt, error) {
	switch {
	case m.To.Before(m.From):
		return Hunt{}, refuse("range", "The time range ends before it begins. Correct the dashboard's range.")
	case q.QueryType == QueryGo:
		return q.writeGo(m)
	case q.QueryType == QueryIncident:
		return q.writeAlert(m)
	case q.QueryType == QueryProcess:
		return q.WriteStarts(m)
	case q.Context != nil:
		return q.writeContext(m)
	case q.Volume != nil:
		return q.writeVolume(m)
	}
	return q.writeHunt(m)
}

// writeHunt writes the query of an author.
func (q Query) writeHunt(m Moment) (Hunt, error) {
	w := &writer{query: q, moment: m, script: read(Scan(q.Query))}
	if len(w.script.tokens) == 0 {
		return Hunt{}, errEmpty()
	}
	step := m.step(w.uses("$__interval", "$__interval_ms", "$__timeBin"))
	w.from, w.to = m.align(step)
	if err := w.placeFilters(); err != nil {
		return Hunt{}, err
	}
	text, err := w.write()
	if err != nil {
		return Hunt{}, err
	}
	if err := w.checkFilters(); err != nil {
		return Hunt{}, err
	}
	hunt := Hunt{Notices: w.notices, Step: step, Fill: q.Fill, Flatten: q.Flatten, Nodes: q.Limits.Nodes}
	hunt.Format, hunt.FormatReason = w.format()
	if hunt.KQL, err = w.limitEvents(text, &hunt); err != nil {
		return Hunt{}, err
	}
	if most, capped := originRows[q.Origin]; capped && !m.Alert {
		hunt.KQL = appendStage(hunt.KQL, fmt.Sprintf("take %d", most))
	}
	if err := m.Rules.check(hunt.KQL); err != nil {
		return Hunt{}, err
	}
	hunt.Summary, hunt.Table = w.summary(), w.table()
	if err := w.setRange(&hunt); err != nil {
		return Hunt{}, err
	}
	if err := w.cut(&hunt); err != nil {
		return Hunt{}, err
	}
	return hunt, nil
}

// table is the one table that the answer's rows are from, "" if there are several
// or none is known.
func (w *writer) table() string {
	if final := w.final(); final != nil {
		if tables := w.script.sources(final); len(tables) == 1 {
			return tables[0]
		}
	}
	return ""
}

// setRange decides whether the range goes out beside the query, and tells the
// range that was executed where anything carries it.
func (w *writer) setRange(hunt *Hunt) error {
	byMacro, own := w.uses("$__timeFilter", "$__timeFrom", "$__timeTo"), w.ownBounds()
	send := w.query.Range == RangeDashboard || w.query.Range != RangeQuery && !byMacro && len(own) == 0
	if w.moment.Rules.MaxRange > 0 {
		if err := w.limitRange(); err != nil {
			return err
		}
		send = true
	}
	if send && w.moment.NoTimespan != "" {
		send = false
		if !byMacro && w.readsTime() || w.moment.Rules.MaxRange > 0 && !w.filtersAll() {
			return w.noTimespan()
		}
	}
	if send {
		hunt.Timespan = timespan(w.from, w.to)
		hunt.Notices = append(hunt.Notices, w.narrowed(own)...)
	}
	if send || byMacro {
		hunt.From, hunt.To = w.from.UTC(), w.to.UTC()
	}
	return nil
}

// uses tells whether one of the macros stands in the query.
func (w *writer) uses(names ...string) bool {
	return slices.ContainsFunc(w.script.tokens, func(t Token) bool {
		return t.Kind == Macro && slices.Contains(names, t.name())
	})
}

// calendarEnd is how far before a day's end Grafana ends the day (`now/d`).
const calendarEnd = time.Millisecond

// jitter is how far apart Grafana may read the clock for the two ends of a range.
const jitter = 10 * time.Millisecond

// step is the cache's, or the interval if the query uses it and it is longer.
func (m Moment) step(usesInterval bool) time.Duration {
	if usesInterval {
		return max(m.Step, m.interval())
	}
	return m.Step
}

// align moves both ends of a relative range down together to a multiple of the
// step, so that viewers who look within one step ask the same. The width stays as
// it is. An end that the calendar sets (`now/d`) is the same for all viewers and is
// not moved. Absolute ranges and alert rules are never moved.
func (m Moment) align(step time.Duration) (from, to time.Time) {
	if !m.Relative || m.Alert || step <= 0 {
		return m.From, m.To
	}
	to = m.To.Truncate(step)
	if end := m.To.Add(calendarEnd); end.Equal(end.Truncate(step)) {
		to = m.To
	}
	if m.From.Equal(m.From.Truncate(step)) && m.From.Before(to) {
		return m.From, to
	}
	width := m.To.Sub(m.From)
	if whole := width.Round(time.Second); (width - whole).Abs() <= jitter {
		width = whole
	}
	return to.Add(-width), to
}
