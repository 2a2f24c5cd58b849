package kql

import (
	"fmt"
	"slices"
	"time"
)

// limitRange holds the range against the rule. With the rule on, the range always
// goes out, since only that bounds whatever a query does by itself.
func (w *writer) limitRange() error {
	most := w.moment.Rules.MaxRange
	days := int(most / (24 * time.Hour))
	switch {
	case w.to.Sub(w.from) > most+calendarEnd:
		return refuse("maxRangeDays", fmt.Sprintf("This data source allows ranges of at most %d days (maxRangeDays)."+
			" Choose a shorter one.", days))
	case w.query.Range == RangeQuery:
		return refuse("maxRangeDays", fmt.Sprintf("This data source limits ranges to %d days (maxRangeDays), so the range of"+
			" a query cannot be %q. Set it to %q.", days, RangeQuery, RangeAuto))
	}
	return nil
}

// noTimespan refuses a query whose range could not go out: it would read all the
// days that the service keeps, at the tenant's cost, under a panel that shows an hour.
func (w *writer) noTimespan() error {
	if w.moment.Rules.MaxRange > 0 {
		return refuse("maxRangeDays", fmt.Sprintf("This data source limits ranges (maxRangeDays), and the API %s takes no"+
			" Timespan beside a query. Follow each table with | where $__timeFilter() and a new stage.", w.moment.NoTimespan))
	}
	return refuse("range", fmt.Sprintf("The API %s takes no Timespan beside a query, so the dashboard's range would be"+
		" lost. Add | where $__timeFilter() after the table, or set the query's range to %q to read all that the"+
		" service keeps.",
		w.moment.NoTimespan, RangeQuery))
}

// readsTime tells whether a table may be read whose rows have a time: all but
// the snapshots that the schema knows, and queries without any table.
func (w *writer) readsTime() bool {
	for _, of := range w.script.statements {
		start := of.starts[0]
		if slices.Contains([]string{"search", "find"}, w.script.word(start)) {
			return true
		}
	}
	for i := range w.script.tokens {
		if column, known := w.moment.timeColumn(w.script.word(i)); known && column != "" {
			return true
		}
	}
	return slices.ContainsFunc(w.script.statements, func(of *statement) bool {
		return slices.ContainsFunc(w.script.sources(of), func(table string) bool {
			column, known := w.moment.timeColumn(table)
			return !known || column != ""
		})
	})
}

// filtersAll tells whether each table that is known is followed at once by a stage
// that is $__timeFilter() and nothing else, and no other source is there.
func (w *writer) filtersAll() bool {
	s := w.script
	for i := range s.tokens {
		if s.word(i) == "" {
			continue
		}
		unknown := s.text(i+1) == "(" && !builtin[s.word(i)]
		if unknown || slices.Contains([]string{"search", "find", "union", "table"}, s.word(i)) {
			return false
		}
		column, known := w.moment.timeColumn(s.word(i))
		if known && column != "" && !w.filteredAt(i) {
			return false
		}
	}
	return !slices.ContainsFunc(s.statements, func(of *statement) bool {
		return slices.ContainsFunc(s.sources(of), func(table string) bool {
			_, known := w.moment.timeColumn(table)
			return !known
		})
	})
}

func (w *writer) filteredAt(table int) bool {
	s, macro := w.script, table+3
	if s.text(table+1) != "|" || s.word(table+2) != "where" || macro+2 >= len(s.tokens) {
		return false
	}
	return s.tokens[macro].Kind == Macro && s.tokens[macro].name() == "$__timeFilter" && s.text(macro+1) == "(" &&
		s.text(macro+2) == ")" && slices.Contains([]string{"", "|", ")", ";", ","}, s.text(macro+3))
}
