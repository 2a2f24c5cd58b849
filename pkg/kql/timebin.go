package kql

import (
	"slices"
	"time"
)

// rounded is a key of `summarize … by` that rounds a time.
type rounded struct {
	name  string        // the column it makes, "" if it cannot be told
	width time.Duration // 0 if it cannot be told, or is not the same for all (months)
}

// timeBinAt reads a key of `summarize … by` between two tokens.
// `Hour = bin(Timestamp, 1h)` is a time bin, so is `Hour` where an earlier stage of
// the same pipeline made it so. `bin(FileSize, 1000)` is none.
func (w *writer) timeBinAt(from, to int, of *statement, stage int) (bin rounded, rounds bool) {
	s := w.script
	name := ""
	if s.text(from+1) == "=" {
		name, from = s.word(from), from+2
	}
	if to-from == 1 && name == "" {
		bin, rounds = w.madeEarlier(s.word(from), of, stage)
		bin.name = s.word(from)
		return bin, rounds
	}
	bin, rounds = w.rounding(from, to)
	if name != "" {
		bin.name = name
	}
	return bin, rounds
}

// rounding tells whether the tokens begin with a call that rounds a time down; the
// bin is named after the column that is rounded.
func (w *writer) rounding(from, to int) (bin rounded, rounds bool) {
	s := w.script
	if from >= to {
		return rounded{}, false
	}
	if token := s.tokens[from]; token.Kind == Macro && token.name() == "$__timeBin" {
		return rounded{w.binnedColumn(from), w.moment.interval()}, true
	}
	call := s.word(from)
	if s.text(from+1) != "(" {
		return rounded{}, false
	}
	bin.name = s.word(from + 2)
	end := min(s.closing[from+1], to)
	switch {
	case slices.Contains(rounders, call):
		bin.width = calendarWidths[call]
		if call == "bin_at" {
			bin.width = w.widthAfterComma(from+2, end)
		}
		return bin, true
	case call == "bin" || call == "floor" || call == "bin_auto":
		bin.width = w.widthAfterComma(from+2, end)
		return bin, w.datesRows(bin.name) || s.hasLength(from+2, end)
	}
	return rounded{}, false
}

// calendarWidths are those of bins by the calendar that are all of one length.
var calendarWidths = map[string]time.Duration{"startofday": 24 * time.Hour, "startofweek": 7 * 24 * time.Hour}

// widthAfterComma reads the second argument of a call, 0 if that is no plain length.
func (w *writer) widthAfterComma(from, to int) time.Duration {
	comma := w.script.find(from, to, ",")
	if comma < 0 {
		return 0
	}
	end := w.script.find(comma+1, to, ",")
	if end < 0 {
		end = to
	}
	return w.lengthAt(comma+1, end, maxLets)
}

// lengthAt reads `1h`, `time(1h)`, `$__interval` or a let's name for one of them, if
// that is all that stands between two tokens.
func (w *writer) lengthAt(from, to, lets int) time.Duration {
	s := w.script
	if word := s.word(from); (word == "time" || word == "timespan") && s.text(from+1) == "(" && s.closing[from+1] == to-1 {
		from, to = from+2, to-1
	}
	if to-from != 1 || from >= len(s.tokens) {
		return 0
	}
	if token := s.tokens[from]; token.Kind == Macro && token.name() == "$__interval" {
		return w.moment.interval()
	}
	if let, isLet := s.lets[s.word(from)]; isLet && lets > 0 {
		return w.lengthAt(let.value, let.statement.end, lets-1)
	}
	width, _ := tokenTimespan(s.tokens[from])
	return width
}

// binnedColumn is the column that $__timeBin rounds.
func (w *writer) binnedColumn(at int) string {
	if w.script.text(at+1) == "(" && w.script.word(at+2) != "" {
		return w.script.word(at + 2)
	}
	column, err := w.defaultColumn(at)
	if err != nil {
		return "" // writing the macro has refused the query already
	}
	return column
}

// hasLength tells whether a length of time stands between two tokens.
func (s *script) hasLength(from, to int) bool {
	return slices.ContainsFunc(s.tokens[min(from, to):to], func(t Token) bool {
		_, literal := tokenTimespan(t)
		return literal || t.Kind == Macro && t.name() == "$__interval" ||
			t.Kind == Identifier && (t.Text == "time" || t.Text == "timespan")
	})
}

// madeEarlier tells whether an `extend` or `project` before a stage makes a time
// bin of that name.
func (w *writer) madeEarlier(name string, of *statement, stage int) (bin rounded, made bool) {
	s := w.script
	for earlier := stage - 1; earlier > 0 && name != ""; earlier-- {
		if operator := s.operator(of, earlier); operator != "extend" && operator != "project" {
			continue
		}
		from, to := w.stageRange(of, earlier)
		for i := from; i < to; i++ {
			if s.word(i) == name && s.text(i+1) == "=" {
				return w.rounding(i+2, to)
			}
			if s.closing[i] > 0 {
				i = s.closing[i]
			}
		}
	}
	return rounded{}, false
}
