package hunting

import (
	"time"

	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting/decode"
)

// What an answer is made of is the decoder's; its words are defined there.
type (
	// Type is the Kusto type of a column.
	Type = decode.Type
	// Column is one column of an answer.
	Column = decode.Column
	// Cells are the values of one column.
	Cells = decode.Cells
	// Texts are the cells of a string or guid column.
	Texts = decode.Texts
	// Times are the cells of a datetime column, in UTC.
	Times = decode.Times
	// Bools are the cells of a bool column.
	Bools = decode.Bools
	// Ints are the cells of an int column.
	Ints = decode.Ints
	// Longs are the cells of a long column.
	Longs = decode.Longs
	// Reals are the cells of a real, decimal or timespan column.
	Reals = decode.Reals
	// Documents are the cells of a dynamic column.
	Documents = decode.Documents
	// Stat is one leaf of the service's `Stats`.
	Stat = decode.Stat
)

// The types of columns.
const (
	TypeString   = decode.TypeString
	TypeDateTime = decode.TypeDateTime
	TypeTimeSpan = decode.TypeTimeSpan
	TypeBool     = decode.TypeBool
	TypeInt      = decode.TypeInt
	TypeLong     = decode.TypeLong
	TypeReal     = decode.TypeReal
	TypeDecimal  = decode.TypeDecimal
	TypeGUID     = decode.TypeGUID
	TypeDynamic  = decode.TypeDynamic
)

// Answer is what the service said to one hunt.
type Answer struct {
	Columns   []Column
	Rows      int
	Stats     []Stat        // the service's own, where it sends them (the two older APIs do)
	Bytes     int64         // decoded bytes of the body
	Duration  time.Duration // from the first byte sent to the last byte decoded
	Wait      time.Duration // before that: for a turn, a token, the service's quota
	RequestID string
	Notices   []string // what a reader must know about the rows, one sentence each
}

// First is the answer with its first rows only; itself when it has no more.
func (a *Answer) First(rows int) *Answer {
	if a.Rows <= rows {
		return a
	}
	short := *a
	short.Rows = rows
	short.Columns = make([]Column, len(a.Columns))
	for i, c := range a.Columns {
		c.Cells = decode.First(c.Cells, rows)
		short.Columns[i] = c
	}
	return &short
}
