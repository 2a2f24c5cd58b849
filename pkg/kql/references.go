package kql

import (
	"fmt"
	"slices"
	"strings"
)

// reference is a place where a query names a table whose columns are known.
type reference struct {
	at      int // its token
	table   string
	columns map[string]Column
}

// references are all of a query: no column is called like a table.
func (w *writer) references() []reference {
	var found []reference
	for i := range w.script.tokens {
		name := w.script.word(i)
		columns, known := w.moment.columns(name)
		if !known || name == "" || w.script.text(i-1) == "let" || w.script.text(i+1) == ":" {
			continue
		}
		if _, isLet := w.script.lets[name]; isLet {
			continue
		}
		ref := reference{at: i, table: name, columns: map[string]Column{}}
		for _, column := range columns {
			ref.columns[column.Name] = column
		}
		found = append(found, ref)
	}
	return found
}

// placesOf are the tables to which a filter goes: the one that the query names, or
// those for which it provably means the same as over the rows of the answer.
func (w *writer) placesOf(filter Filter, refs []reference) ([]reference, error) {
	var carriers []reference
	for _, ref := range refs {
		if _, has := ref.columns[filter.Key]; has {
			carriers = append(carriers, ref)
		}
	}
	switch {
	case len(refs) == 0:
		return nil, w.askMacro(filter, "the query names no table whose columns are known")
	case len(carriers) == 0:
		return nil, refuse("adhocFilters", fmt.Sprintf("The ad hoc filter %s names a column that %s does not have. "+
			"Remove the filter, or write $__adhocFilters() where the column exists.", filter, tableNames(refs)))
	case w.mentionsAny("find", "search", "fork", "facet"):
		return nil, w.askMacro(filter, "the query reads its tables all at once")
	}
	combining := w.combining()
	switch {
	case len(combining) == 0 && len(refs) == 1:
		return carriers, nil
	case w.hasSubquery():
		return nil, w.askMacro(filter, "the query reads tables inside a condition, too")
	case len(combining) == 0 || allAre(combining, "union"):
		return w.placesInUnion(filter, refs, carriers)
	case len(combining) == 1 && len(refs) <= 2:
		return w.placesInJoin(filter, carriers, refs, combining[0])
	}
	return nil, w.askMacro(filter, "the query combines tables in several ways")
}

func (w *writer) askMacro(filter Filter, why string) error {
	return refuse("adhocFilters", fmt.Sprintf("Where the ad hoc filter %s belongs cannot be told, since %s. "+
		"Write | where $__adhocFilters() where the filters of the dashboard are to apply.", filter, why))
}

// combining are the tokens of operators that bring tables together.
func (w *writer) combining() []Token {
	var found []Token
	for i, token := range w.script.tokens {
		word := w.script.word(i)
		if slices.Contains([]string{"union", "join", "lookup"}, word) && (word == "union" || w.script.text(i-1) == "|") {
			found = append(found, token)
		}
	}
	return found
}

func allAre(tokens []Token, text string) bool {
	return !slices.ContainsFunc(tokens, func(t Token) bool { return t.Text != text })
}

func (w *writer) mentionsAny(words ...string) bool {
	return slices.ContainsFunc(w.script.tokens, func(t Token) bool {
		return t.Kind == Identifier && slices.Contains(words, t.Text)
	})
}

// hasSubquery tells whether a condition may read rows: `in (…)` of anything but
// literals, toscalar, a graph.
func (w *writer) hasSubquery() bool {
	s := w.script
	if w.mentionsAny("toscalar", "evaluate", "invoke", "materialize", "graph", "partition") {
		return true
	}
	for i := range s.tokens {
		list := slices.Contains([]string{"in", "has_any", "has_all", "~"}, s.text(i)) && s.text(i+1) == "("
		if list && slices.ContainsFunc(s.tokens[i+1:s.closing[i+1]], func(t Token) bool { return t.Kind == Identifier }) {
			return true
		}
	}
	return false
}

// placesInUnion wants the column in every table: the rows of one that lacks it
// would stay as they are.
func (w *writer) placesInUnion(filter Filter, refs, carriers []reference) ([]reference, error) {
	sources := w.script.sources(w.final())
	for _, ref := range refs {
		if !slices.Contains(sources, ref.table) {
			return nil, w.askMacro(filter, "the answer's rows are not of "+ref.table)
		}
	}
	for _, source := range sources {
		if _, known := w.moment.columns(source); !known {
			return nil, w.askMacro(filter, "the columns of "+source+" are not known")
		}
	}
	if len(carriers) < len(refs) {
		return nil, w.askMacro(filter, "not every one of "+tableNames(refs)+" has the column")
	}
	if w.makes(filter.Key) {
		return nil, w.askMacro(filter, "the query makes a column of that name itself")
	}
	return carriers, nil
}

func tableNames(refs []reference) string {
	var names []string
	for _, ref := range refs {
		if !slices.Contains(names, ref.table) {
			names = append(names, ref.table)
		}
	}
	return strings.Join(names, ", ")
}
