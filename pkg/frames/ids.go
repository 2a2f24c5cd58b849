package frames

import (
	"slices"
	"strconv"

	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting"
	"github.com/huntboard/huntboard-defender-datasource/pkg/schema"
)

// textIDs writes columns of 64-bit identifiers as text, whatever their values are: a
// browser would round some of them, and a panel must not change its type with its rows.
func textIDs(a *hunting.Answer) *hunting.Answer {
	isID := func(c hunting.Column) bool {
		longs, are := c.Cells.(hunting.Longs)
		return are && schema.IsWideID(c.Name) && len(longs) == a.Rows
	}
	if !slices.ContainsFunc(a.Columns, isID) {
		return a
	}
	written := *a
	written.Columns = slices.Clone(a.Columns)
	for i, column := range written.Columns {
		if isID(column) {
			longs, _ := column.Cells.(hunting.Longs)
			written.Columns[i].Cells = digits(longs)
		}
	}
	return &written
}

func digits(longs hunting.Longs) hunting.Texts {
	texts, values := make(hunting.Texts, len(longs)), make([]string, len(longs))
	for row, cell := range longs {
		if cell != nil {
			values[row] = strconv.FormatInt(*cell, 10)
			texts[row] = &values[row]
		}
	}
	return texts
}
