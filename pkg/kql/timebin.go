package kql

import "slices"

// timeBinAt reads a key of `summarize … by` between two tokens, and tells the
// name of its column. `Hour = bin(Timestamp, 1h)` is a time bin, so is `Hour` where an
// earlier stage of the same pipeline made it so. `bin(FileSize, 1000)` is none.
func (w *writer) timeBinAt(from, to int, of *statement, stage int) (name string, rounds bool) {
	s := w.script
	if s.text(from+1) == "=" {
		name, from = s.word(from), from+2
	}
	if to-from == 1 && name == "" {
		return s.word(from), w.madeEarlier(s.word(from), of, stage)
	}
	column, rounds := w.rounding(from, to)
	if name == "" {
		name = column
	}
	return name, rounds
}

// rounding tells whether the tokens begin with a call that rounds a time down,
// and to which column it is applied.
func (w *writer) rounding(from, to int) (column string, rounds bool) {
	s := w.script
	if from >= to {
		return "", false
	}
	if token := s.tokens[from]; token.Kind == Macro && token.name() == "$__timeBin" {
		return w.binnedColumn(from), true
	}
	call := s.word(from)
	if s.text(from+1) != "(" {
		return "", false
	}
	column = s.word(from + 2)
	end := min(s.closing[from+1], to)
	switch {
	case slices.Contains(rounders, call):
		return column, true
	case call == "bin" || call == "floor" || call == "bin_auto":
		return column, w.datesRows(column) || s.hasLength(from+2, end)
	}
	return "", false
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
func (w *writer) madeEarlier(name string, of *statement, stage int) bool {
	s := w.script
	for earlier := stage - 1; earlier > 0 && name != ""; earlier-- {
		if operator := s.operator(of, earlier); operator != "extend" && operator != "project" {
			continue
		}
		from, to := w.stageRange(of, earlier)
		for i := from; i < to; i++ {
			if s.word(i) == name && s.text(i+1) == "=" {
				_, rounds := w.rounding(i+2, to)
				return rounds
			}
			if s.closing[i] > 0 {
				i = s.closing[i]
			}
		}
	}
	return false
}
