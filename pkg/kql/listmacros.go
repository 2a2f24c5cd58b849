package kql

import (
	"fmt"
	"slices"
	"strings"
)

// allMarker is what the front end puts in a list macro for a variable of which All
// is selected: the macro then holds for every row, and no list is needed. A value
// is always a string literal, so none can be taken for it.
const allMarker = "$__all"

// inMacro writes `Column in (…)`.
func inMacro(w *writer, at int, args []string) (string, error) {
	return w.listMacro(at, args, "in")
}

// hasAnyMacro writes `Column has_any (…)`.
func hasAnyMacro(w *writer, at int, args []string) (string, error) {
	return w.listMacro(at, args, "has_any")
}

func (w *writer) listMacro(at int, args []string, operator string) (string, error) {
	name := w.script.tokens[at].name()
	if len(args) < 2 {
		return "", refuse(name, fmt.Sprintf("The macro %s takes a column and a list: %s(Column, $variable).", name, name))
	}
	values, all, err := w.listed(at, 1)
	if err != nil || all {
		return "true", err
	}
	column, known := w.columnAt(at, args[0])
	left := compared(column)
	if operator == "has_any" {
		left = asText(column)
	}
	if !known {
		if left, err = w.column(at, args[:1]); err != nil {
			return "", err
		}
		column = Column{Name: args[0], Type: "string"}
	}
	written := make([]string, len(values))
	for i, value := range values {
		if written[i], err = listItem(name, operator, column, value); err != nil {
			return "", err
		}
	}
	filter := fmt.Sprintf("%s %s (%s)", left, operator, strings.Join(written, ", "))
	if !w.standsAlone(at) {
		filter = "(" + filter + ")"
	}
	return filter, nil
}

// listItem is one value of a list: a literal of the column's type, or KQL that the
// dashboard's author has given for All.
func listItem(macro, operator string, column Column, value listValue) (string, error) {
	switch {
	case !value.literal:
		return value.text, nil
	case operator == "has_any" && value.text == "":
		return "", refuse(macro, fmt.Sprintf("An empty value is a part of every text, so %s would hold for every row. "+
			"Select a value.", macro))
	case operator == "has_any":
		return textLiteral(value.text), nil
	}
	return typedLiteral(column, value.text)
}

// listValue is one argument of a list macro.
type listValue struct {
	text    string // a literal's value, or KQL
	literal bool
}

// listed are the arguments of a list macro from one on; all says that instead of
// them stands what the front end writes for All.
func (w *writer) listed(at, from int) (values []listValue, all bool, err error) {
	s, name := w.script, w.script.tokens[at].name()
	for _, span := range w.argumentSpans(at)[from:] {
		first := s.tokens[span.from]
		switch {
		case first.Kind == Macro && first.name() == allMarker:
			return nil, true, nil
		case first.Kind == Text && span.to == span.from+1:
			value, ok := readText(first.Text)
			if !ok {
				return nil, false, refuse(name, fmt.Sprintf("The macro %s can't read the string %s.", name, shortened(first.Text)))
			}
			values = append(values, listValue{value, true})
		case slices.ContainsFunc(s.tokens[span.from:span.to], isVariable):
			return nil, false, refuse(name, fmt.Sprintf("Nobody has put the variable %s into %s: Grafana fills in variables "+
				"only where a dashboard shows the query, so an alert rule or a public dashboard cannot use it. "+
				"Write the values: %s('a', 'b').", s.join(span.from, span.to), name, strings.TrimSuffix(name, "()")))
		default:
			values = append(values, listValue{s.join(span.from, span.to), false})
		}
	}
	return values, false, nil
}

// isVariable knows `$device`, `${device}` begins with a lone dollar.
func isVariable(t Token) bool {
	return t.Kind != Text && t.Kind != Macro && strings.HasPrefix(t.Text, "$")
}

// tokenSpan is a row of tokens, half open.
type tokenSpan struct{ from, to int }

// argumentSpans are the tokens of each argument of a macro that is called.
func (w *writer) argumentSpans(at int) []tokenSpan {
	s, spans := w.script, []tokenSpan{}
	closing := s.closing[at+1]
	for from := at + 2; from < closing; {
		to := s.find(from, closing, ",")
		if to < 0 {
			to = closing
		}
		spans = append(spans, tokenSpan{from, to})
		from = to + 1
	}
	return spans
}

// columnAt is the column of a name, by the tables that a macro stands behind; false
// for an expression, and for a column that the query makes itself.
func (w *writer) columnAt(at int, name string) (Column, bool) {
	if !plainName.MatchString(name) || w.makes(name) {
		return Column{}, false
	}
	columns, _ := w.columnsIn(w.script.sources(w.script.pipelineOf(at)))
	column, known := columns[name]
	return column, known && column.Type != ""
}

// columnsIn are the columns of tables by name; one whose type they do not agree on
// has none. Complete says that each of the tables is known, and that there is one.
func (w *writer) columnsIn(tables []string) (columns map[string]Column, complete bool) {
	columns, complete = map[string]Column{}, len(tables) > 0
	for _, table := range tables {
		found, known := w.moment.columns(table)
		complete = complete && known
		for _, column := range found {
			if other, seen := columns[column.Name]; seen && other.Type != column.Type {
				column.Type = ""
			}
			columns[column.Name] = column
		}
	}
	return columns, complete
}

// makes tells whether a stage gives a value or another column that name.
func (w *writer) makes(name string) bool {
	s := w.script
	for i := range s.tokens {
		if s.word(i) == name && s.text(i+1) == "=" {
			return true
		}
	}
	return false
}
