package kql

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// writer writes one query out at one moment.
type writer struct {
	query    Query
	moment   Moment
	from, to time.Time // the range after alignment
	script   *script

	filters placed   // the ad hoc filters, once they have a place
	notices []string // what the macros have to tell
}

// write puts the macros out and leaves everything else as it was, byte for byte.
func (w *writer) write() (string, error) {
	var out strings.Builder
	text, done := w.query.Query, 0
	for i, token := range w.script.tokens {
		if filtered, here := w.filters.tables[i]; here {
			out.WriteString(text[done:token.Offset])
			out.WriteString(filtered)
			done = token.Offset + len(token.Text)
		}
		if token.Kind != Macro || token.Offset < done && token.name() == allMarker {
			continue
		}
		if token.Offset < done {
			return "", refuse(token.name(), fmt.Sprintf(
				"The macro %s stands in the argument of another. Name a column there.", token.name()))
		}
		written, end, err := w.macro(i)
		if err != nil {
			return "", err
		}
		out.WriteString(text[done:token.Offset])
		out.WriteString(written)
		done = end
	}
	out.WriteString(text[done:])
	return out.String(), nil
}

// macro writes the macro at a token, and tells the byte after it and its arguments.
func (w *writer) macro(at int) (written string, end int, err error) {
	token := w.script.tokens[at]
	known := slices.IndexFunc(macros, func(m macro) bool { return m.name == token.name() })
	if known < 0 {
		return "", 0, unknownMacro(token.name())
	}
	args, end, called := w.arguments(at)
	m := macros[known]
	switch {
	case !called && !m.bare:
		return "", 0, refuse(m.name, fmt.Sprintf("The macro %s is written with parentheses: %s().", m.name, m.name))
	case end < 0:
		return "", 0, refuse(m.name, fmt.Sprintf("The parenthesis after the macro %s is never closed.", m.name))
	case m.list == "" && len(args) > m.maxArgs:
		return "", 0, refuse(m.name, fmt.Sprintf(
			"The macro %s takes %s, not %d.", m.name, argumentCount(m.maxArgs), len(args)))
	case slices.Contains(args, ""):
		return "", 0, refuse(m.name, fmt.Sprintf(
			"The macro %s has an empty argument. %s", m.name, m.remedy()))
	}
	written, err = m.write(w, at, args)
	return written, end, err
}

func (m macro) remedy() string {
	if m.list != "" {
		return "It is written " + m.list + "."
	}
	return "Name a column or leave it out."
}

func argumentCount(most int) string {
	if most == 0 {
		return "no argument"
	}
	return fmt.Sprintf("at most %d argument", most)
}

// arguments are what stands between the parentheses and commas after a macro. The
// end is -1 if the parenthesis is not closed.
func (w *writer) arguments(at int) (args []string, end int, called bool) {
	s, token := w.script, w.script.tokens[at]
	if s.text(at+1) != "(" {
		return nil, token.Offset + len(token.Text), false
	}
	closing := s.closing[at+1]
	if s.text(closing) != ")" {
		return nil, -1, true
	}
	start := at + 2
	for i := start; i < closing; i++ {
		if s.closing[i] > 0 {
			i = s.closing[i]
		} else if s.text(i) == "," {
			args = append(args, s.join(start, i))
			start = i + 1
		}
	}
	if closing > at+2 {
		args = append(args, s.join(start, closing))
	}
	return args, s.tokens[closing].Offset + 1, true
}

// standsAlone tells whether `a and b` may replace a macro as it is, as in
// `| where $__timeFilter() and …`.
func (w *writer) standsAlone(at int) bool {
	after := at + 1
	if w.script.text(after) == "(" {
		after = w.script.closing[after] + 1
	}
	before := []string{"where", "filter", "and", "or", "(", ","}
	return slices.Contains(before, w.script.text(at-1)) &&
		slices.Contains([]string{"", "|", "and", "or", ")", "}", ",", ";"}, w.script.text(after))
}
