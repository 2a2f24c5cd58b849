package kql

import (
	"fmt"
	"slices"
	"time"
)

// Split says into what windows of time a hunt is cut.
type Split string

// The ways to cut.
const (
	SplitNone Split = "none" // one call
	SplitHour Split = "hour"
	SplitDay  Split = "day"
)

// splitWidths are the widths of windows.
var splitWidths = map[Split]time.Duration{SplitHour: time.Hour, SplitDay: 24 * time.Hour}

// MaxWindows is how many windows a hunt may be cut into: each is a call of the
// tenant's quota.
const MaxWindows = 200

// cuts tells whether there is more than one call.
func (s Split) cuts() bool { return splitWidths[s] > 0 }

// checkSplit refuses windows of what is no hunt.
func (q Query) checkSplit() error {
	if q.Split.cuts() && q.QueryType != QueryHunt {
		return refuse("split", fmt.Sprintf("The option split cuts hunts, not queries of queryType %q. Set it to %q.",
			q.QueryType, SplitNone))
	}
	return nil
}

// noSplit says why a query is not cut and what to do instead.
func noSplit(reason, remedy string) error {
	return refuse("split", fmt.Sprintf("The option split cannot cut this query into windows of time: %s. %s, or set "+
		"split to %q.", reason, remedy, SplitNone))
}

// cut cuts a hunt whose rows are the same in windows as at once: each row of the
// answer comes of one row of one table, or of the rows of one time bin. All else is
// refused by name, since the rows would be others.
func (w *writer) cut(hunt *Hunt) error {
	if !w.query.Split.cuts() {
		return nil
	}
	if _, capped := originRows[w.query.Origin]; capped && !w.moment.Alert {
		return noSplit("choices and annotations are the first of the whole range", "Leave it out")
	}
	if w.query.Limits.Rows > 0 {
		return noSplit("limits.rows keeps the newest rows of the whole range", "Remove that limit")
	}
	c, err := w.cutter(hunt.KQL)
	if err != nil {
		return err
	}
	for _, check := range []func() error{c.looksAtOneRow, c.callsNothingElse, c.readsOneTable, c.follow} {
		if err := check(); err != nil {
			return err
		}
	}
	if err := w.bounded(hunt, c.column); err != nil {
		return err
	}
	return c.windows(hunt)
}

// windows hands the windows to the hunt.
func (c *cutter) windows(hunt *Hunt) error {
	made := newWindows(hunt.From, hunt.To, splitWidths[c.query.Split], c.bin)
	if n := made.count(); n > MaxWindows {
		return noSplit(fmt.Sprintf("the range makes %d windows, each a call of the tenant's quota, and %d are the most",
			n, MaxWindows), "Shorten the range, or choose wider windows")
	}
	table := c.script.tokens[c.table]
	end := table.Offset + len(table.Text)
	made.Ascending, made.column = c.ascending, columnName(c.column)
	made.before, made.after = hunt.KQL[:end], hunt.KQL[end:]
	hunt.Windows = &made
	return nil
}

// bounded holds a hunt against its windows: uncut it must read no row outside the
// range that they cover, as the windows would hide it. Timespan sees to that, and so
// does the whole range over the table's time in a filter of its own.
func (w *writer) bounded(hunt *Hunt, column string) error {
	if hunt.Timespan != "" && slices.Contains(timeColumns, column) || w.filtersRange(column) {
		return nil
	}
	return noSplit("its windows are those of the dashboard's range, and it bounds time by itself",
		fmt.Sprintf("Write | where $__timeFilter(%s) after the table", column))
}

// filtersRange finds `where $__timeFilter()` over a column among the stages, before
// any that makes another column of that name.
func (w *writer) filtersRange(column string) bool {
	v := &follower{writer: w}
	for _, ref := range w.pipeline(w.final(), 0) {
		operator := w.script.operator(ref.of, ref.stage)
		from, to := w.stageRange(ref.of, ref.stage)
		switch {
		case operator == "where" || operator == "filter":
			if w.filtersRangeIn(ref, column) {
				return true
			}
		case slices.Contains(choosing, operator):
			if kept, _ := v.after(operator, column, min(from+operatorParts(operator), to), to); kept != column {
				return false
			}
		default:
			return false
		}
	}
	return false
}

func (w *writer) filtersRangeIn(ref stageRef, column string) bool {
	from, to := w.stageRange(ref.of, ref.stage)
	if w.script.find(from, to, "or") >= 0 {
		return false
	}
	for i := from; i < to; i++ {
		token := w.script.tokens[i]
		if token.Kind != Macro || token.name() != "$__timeFilter" || w.script.home[i] != ref.of || !w.standsAlone(i) {
			continue
		}
		args, _, _ := w.arguments(i)
		if filtered, err := w.column(i, args); err == nil && filtered == columnName(column) {
			return true
		}
	}
	return false
}
