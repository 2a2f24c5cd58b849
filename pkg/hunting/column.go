package hunting

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// column is one column while its cells arrive.
type column struct {
	name    string
	kind    Type
	unknown string // the service's type, where this client does not know it
	cells   cells
	misfits misfits
}

// misfits are the cells of a column that are not of its type.
type misfits struct {
	count int
	row   int    // of the first, counted from 1
	value string // of the first, shortened
}

// cellAt is a cell that is too long to be kept.
type cellAt struct {
	column string
	row    int // counted from 1
	bytes  int
}

func newColumn(name, serviceType string) column {
	kind, known := typeOf(serviceType)
	c := column{name: name, kind: kind, cells: newCells(kind)}
	if !known {
		c.unknown = serviceType
	}
	return c
}

// set puts a value into the row that was grown last.
func (c *column) set(raw []byte, collection bool, row int) {
	if c.cells.set(raw, collection) {
		return
	}
	if c.misfits.count == 0 {
		c.misfits.row, c.misfits.value = row, shorten(string(raw))
	}
	c.misfits.count++
}

// notices are what a reader must know about this column.
func (c *column) notices() []string {
	var all []string
	if c.unknown != "" {
		all = append(all, fmt.Sprintf("The column %s has the type %s, which this version does not know; it is shown as text.",
			c.name, shorten(c.unknown)))
	}
	switch n := c.misfits.count; {
	case n == 1:
		all = append(all, fmt.Sprintf("1 cell of the column %s is not a %s and is shown as null: %s in row %d.",
			c.name, c.kind, c.misfits.value, c.misfits.row))
	case n > 1:
		all = append(all, fmt.Sprintf("%d cells of the column %s are not a %s and are shown as null,"+
			" the first being %s in row %d.", n, c.name, c.kind, c.misfits.value, c.misfits.row))
	}
	return all
}

// shorten keeps a foreign text on one short line.
func shorten(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if utf8.RuneCountInString(text) <= maxShown {
		return text
	}
	return string([]rune(text)[:maxShown]) + "…"
}
