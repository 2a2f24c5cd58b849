package kql

import (
	"fmt"
	"slices"
	"time"
)

// bound is a place where a query limits time without our macros.
type bound struct {
	text  string    // as the author wrote it: ago(30d)
	start time.Time // when it begins, zero if that cannot be told
}

var comparisons = []string{"<", "<=", ">", ">=", "==", "between", "in"}

// filters are the stages in which a comparison drops rows.
var filters = []string{"where", "filter", "search", "find"}

// ownBounds are the places where the query bounds time itself: every `ago(`, and
// in a filter every comparison or `between` of a column that dates rows, or
// `between` two times. Strings and comments hold none, and a plain
// `RemotePort between (1 .. 1024)` is none.
func (w *writer) ownBounds() []bound {
	var found []bound
	for i := range w.script.tokens {
		word := w.script.word(i)
		switch {
		case word == "ago" && w.script.text(i+1) == "(":
			found = append(found, w.agoAt(i))
		case word == "between" && w.hasTime(i+1):
			found = append(found, bound{text: "between", start: w.datetimeAt(i + 2)})
		case w.datesRows(word) && w.compared(i):
			found = append(found, w.comparisonAt(i))
		}
	}
	return found
}

// agoAt reads `ago(30d)`.
func (w *writer) agoAt(i int) bound {
	s := w.script
	if i+3 < len(s.tokens) && s.text(i+3) == ")" {
		if back, known := tokenTimespan(s.tokens[i+2]); known {
			return bound{text: s.join(i, i+4), start: w.moment.now().Add(-back)}
		}
	}
	return bound{text: "ago()"}
}

// rangeTokens is more than the tokens of any `(datetime(…) .. now())` by hand.
const rangeTokens = 64

// hasTime tells whether the brackets at a token hold a time.
func (w *writer) hasTime(bracket int) bool {
	s := w.script
	if s.text(bracket) != "(" {
		return false
	}
	for i := bracket + 1; i < min(s.closing[bracket], bracket+rangeTokens); i++ {
		if slices.Contains([]string{"datetime", "now", "ago", "todatetime", "startofday", "endofday"}, s.word(i)) {
			return true
		}
	}
	return false
}

// compared tells whether a column stands beside a comparison in a filter, as in
// `Timestamp > x`, `x < Timestamp` or `startofday(Timestamp) == x`.
func (w *writer) compared(i int) bool {
	s := w.script
	home := w.stageOf(i)
	if !slices.Contains(filters, home) || s.text(i-1) == "." {
		return false
	}
	before, after := i-1, i+1
	for s.text(after) == ")" {
		after++
	}
	for s.text(before) == "(" || s.text(before+1) == "(" && s.calls(before) {
		before--
	}
	if s.text(after) == "!" {
		after++ // !between, !in
	}
	if sign := s.text(before); sign == "-" || sign == "+" {
		return false // a difference of times is a length of time
	}
	return slices.Contains(comparisons, s.text(after)) || slices.Contains(comparisons[:5], s.text(before))
}

// calls tells whether a token before a bracket is a function's name.
func (s *script) calls(i int) bool {
	return s.word(i) != "" && !slices.Contains(filters, s.word(i))
}

// stageOf is the operator of the stage that a token stands in.
func (w *writer) stageOf(i int) string {
	home := w.script.home[i]
	stage, _ := slices.BinarySearch(home.starts, i+1)
	return w.script.operator(home, stage-1)
}

// comparisonAt reads `Timestamp >= datetime(2026-01-01)`, the only kind of
// comparison whose start is told.
func (w *writer) comparisonAt(i int) bound {
	s := w.script
	found := bound{text: s.text(i)}
	if operator := s.text(i + 1); operator == ">" || operator == ">=" {
		found.start = w.datetimeAt(i + 2)
		if !found.start.IsZero() {
			found.text = s.join(i, s.closing[i+3]+1)
		}
	}
	return found
}

// datetimeAt reads the literal `datetime(…)` at a token; zero if there is none.
func (w *writer) datetimeAt(i int) time.Time {
	s := w.script
	if s.word(i) != "datetime" || s.text(i+1) != "(" || s.text(s.closing[i+1]) != ")" {
		return time.Time{}
	}
	start, _ := readDatetime(unquote(s.join(i+2, s.closing[i+1])))
	return start
}

// narrowed warns that rows of the query's own range are left out by the dashboard's.
func (w *writer) narrowed(own []bound) []string {
	for _, b := range own {
		if !b.start.IsZero() && b.start.Before(w.from) {
			return []string{fmt.Sprintf("The query starts at %s, earlier than the dashboard's range, which is sent with it: "+
				"only rows of the dashboard's range are here. Set the range to %q to use the query's own.", b.text, RangeQuery)}
		}
	}
	return nil
}
