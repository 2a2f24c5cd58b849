package kql

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// defaultTimeColumn dates the rows of nearly every table, and is what is taken
// for a source that no schema knows: a function, a let that cannot be followed,
// a table of a Sentinel workspace.
const defaultTimeColumn = "Timestamp"

// timeColumns are the columns that date the rows of some table.
var timeColumns = []string{defaultTimeColumn, "TimeGenerated", "ActivityTimestamp"}

// defaultColumn is the time column for a macro without one: the stored query's,
// else that of the table which the macro's pipeline starts from.
func (w *writer) defaultColumn(macro int) (string, error) {
	if w.query.TimeColumn != "" {
		return columnName(w.query.TimeColumn), nil
	}
	name := w.script.tokens[macro].name()
	column := ""
	for _, table := range w.script.sources(w.script.pipelineOf(macro)) {
		found, known := w.moment.timeColumn(table)
		switch {
		case known && found == "":
			return "", refuse(name, fmt.Sprintf(
				"%s needs a time column, and %s has none: its rows are a snapshot. "+
					"Leave the macro out, or name a column: %s(Column).", name, table, name))
		case !known:
			found = defaultTimeColumn
		}
		if column != "" && column != found {
			return "", refuse(name, fmt.Sprintf(
				"The tables that %s stands behind are dated by different columns, %s and %s. Name the column: %s(%s).",
				name, column, found, name, column))
		}
		column = found
	}
	if column == "" {
		column = defaultTimeColumn
	}
	return column, nil
}

// datesRows tells whether a name is known to date rows.
func (w *writer) datesRows(name string) bool {
	return name != "" && (name == w.query.TimeColumn || slices.Contains(timeColumns, name))
}

var plainName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)

// columnName writes a column's name so that it stays one name.
func columnName(name string) string {
	if plainName.MatchString(name) {
		return name
	}
	return "['" + strings.NewReplacer(`\`, `\\`, `'`, `\'`, "\n", `\n`, "\r", `\r`).Replace(name) + "']"
}

// unquote is what stands between the quotes of a simple literal; escapes stay.
func unquote(literal string) string {
	return strings.Trim(strings.TrimLeft(literal, "hH@"), "'\"`~")
}
