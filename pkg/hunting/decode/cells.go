package decode

import (
	"encoding/json"
	"time"
)

// scalar are the Go types that cells point to.
type scalar interface {
	string | time.Time | bool | int32 | int64 | float64 | json.RawMessage
}

// cells are the cells of one column while they arrive. How many rows there will
// be is not known, so they are kept in chunks: a slice that grows would copy
// itself many times over and leave its old selves to the garbage collector.
type cells[T scalar] struct {
	full    [][]*T
	open    []*T // the chunk that is being filled
	rows    int  // in all chunks
	missing *T   // what a cell is that a row does not have
}

const (
	firstChunk = 64
	chunk      = 16 << 10
)

// put makes the cell of a row, which is counted from 1.
func (c *cells[T]) put(row int, value *T) {
	if row == c.rows+1 && len(c.open) < cap(c.open) {
		c.open = append(c.open, value)
		c.rows = row
		return
	}
	c.place(row, value)
}

func (c *cells[T]) null(row int) { c.put(row, c.missing) }

// place is put where it is not simply the next cell.
func (c *cells[T]) place(row int, value *T) {
	if row == c.rows { // the key was there before; the last one counts
		c.open[len(c.open)-1] = value
		return
	}
	for c.rows < row {
		if len(c.open) == cap(c.open) {
			c.grow()
		}
		c.open = append(c.open, c.missing)
		c.rows++
	}
	c.open[len(c.open)-1] = value
}

func (c *cells[T]) grow() {
	if c.open == nil {
		c.open = make([]*T, 0, firstChunk)
		return
	}
	c.full = append(c.full, c.open)
	c.open = make([]*T, 0, min(4*cap(c.open), chunk))
}

// joined are all cells of so many rows in one slice.
func (c *cells[T]) joined(rows int) []*T {
	if c.rows < rows {
		c.place(rows, c.missing)
	}
	if len(c.full) == 0 {
		return c.open
	}
	all := make([]*T, 0, rows)
	for i, part := range c.full {
		all = append(all, part...)
		c.full[i] = nil
	}
	all = append(all, c.open...)
	c.open = nil
	return all
}
