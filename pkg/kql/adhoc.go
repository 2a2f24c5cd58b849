package kql

import (
	"fmt"
	"slices"
	"strings"
)

// placed is where the ad hoc filters of a query go.
type placed struct {
	tables map[int]string // the text instead of a table's name, by token
	used   map[int]bool   // the filters, by index, that some macro has taken
}

// adhocMacro writes the filters whose column is known where the macro stands.
func adhocMacro(w *writer, at int, _ []string) (string, error) {
	columns, complete := w.columnsIn(w.script.sources(w.script.pipelineOf(at)))
	var conditions []string
	for i, filter := range w.query.Filters {
		column, known := columns[filter.Key]
		if (known && column.Type == "") || w.makes(filter.Key) {
			column = Column{Name: filter.Key} // compared as text, whatever it is
		} else if !known && complete {
			continue // another macro may stand behind the table that has it
		} else if !known {
			column = Column{Name: filter.Key}
		}
		condition, err := filter.condition(column)
		if err != nil {
			return "", err
		}
		w.filters.used[i] = true
		conditions = append(conditions, condition)
	}
	if len(conditions) == 0 {
		return "true", nil
	}
	written := strings.Join(conditions, " and ")
	if !w.standsAlone(at) {
		written = "(" + written + ")"
	}
	return written, nil
}

// placeFilters finds a place for the filters of a query without the macro.
func (w *writer) placeFilters() error {
	w.filters = placed{tables: map[int]string{}, used: map[int]bool{}}
	if len(w.query.Filters) == 0 || w.uses("$__adhocFilters") {
		return nil
	}
	refs := w.references()
	conditions := map[int][]string{}
	for _, filter := range w.query.Filters {
		chosen, err := w.placesOf(filter, refs)
		if err != nil {
			return err
		}
		for _, ref := range chosen {
			condition, err := filter.condition(ref.columns[filter.Key])
			if err != nil {
				return err
			}
			conditions[ref.at] = append(conditions[ref.at], condition)
		}
	}
	for at, of := range conditions {
		w.filters.tables[at] = w.filtered(at, strings.Join(of, " and "))
	}
	return nil
}

// filtered is a table's name with the stage that filters it, in brackets where the
// table is an argument.
func (w *writer) filtered(at int, condition string) string {
	s := w.script
	text := s.text(at) + " | where " + condition
	starts := s.home[at].starts[0] == at || s.text(at-1) == "="
	if starts && slices.Contains([]string{"", "|", ";", ")", "}"}, s.text(at+1)) {
		return text
	}
	return "(" + text + ")"
}

// checkFilters refuses a filter that no macro has taken.
func (w *writer) checkFilters() error {
	if !w.uses("$__adhocFilters") {
		return nil
	}
	for i, filter := range w.query.Filters {
		if !w.filters.used[i] {
			return refuse("adhocFilters", fmt.Sprintf("The ad hoc filter %s names a column that no table before "+
				"$__adhocFilters() has. Remove the filter, or use it on other panels only.", filter))
		}
	}
	return nil
}
