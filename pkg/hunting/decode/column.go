package decode

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
	cells   collector
	misfits misfits
}

// misfits are the cells of a column that are not of its type.
type misfits struct {
	count int
	row   int    // of the first, counted from 1
	value string // of the first, shortened
}

func newColumn(name, serviceType string, s *stores) column {
	kind, known := typeOf(serviceType)
	c := column{name: name, kind: kind, cells: newCollector(kind, s)}
	if !known {
		c.unknown = serviceType
	}
	return c
}

// set makes a cell of a row, which is counted from 1.
func (c *column) set(t *token, row int) {
	if t.null() {
		c.cells.null(row)
		return
	}
	if c.cells.set(t, row) {
		return
	}
	if c.misfits.count == 0 {
		c.misfits.row, c.misfits.value = row, shorten(string(t.raw))
	}
	c.misfits.count++
}

func (c *column) unsafe() Unsafe {
	if longs, are := c.cells.(*longs); are {
		return longs.unsafe
	}
	return Unsafe{}
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
