package decode

import (
	"encoding/json"
	"time"
)

// Type is the Kusto type of a column, after the service's own spellings
// (`SByte`, `Int64`, `Object` …) have been read.
type Type string

// The scalar types of Kusto: https://learn.microsoft.com/kusto/query/scalar-data-types
const (
	TypeString   Type = "string"
	TypeDateTime Type = "datetime"
	TypeTimeSpan Type = "timespan"
	TypeBool     Type = "bool"
	TypeInt      Type = "int"
	TypeLong     Type = "long"
	TypeReal     Type = "real"
	TypeDecimal  Type = "decimal"
	TypeGUID     Type = "guid"
	TypeDynamic  Type = "dynamic"
)

// Cells are the values of one column; a nil pointer is Kusto's null. Cells may
// share what they point to, so nobody writes through them.
// The set is closed: Texts, Times, Bools, Ints, Longs, Reals, Documents.
type Cells interface {
	Len() int
	cells()
}

// Texts are the cells of a string or guid column.
type Texts []*string

// Times are the cells of a datetime column, in UTC.
type Times []*time.Time

// Bools are the cells of a bool column.
type Bools []*bool

// Ints are the cells of an int column.
type Ints []*int32

// Longs are the cells of a long column.
type Longs []*int64

// Reals are the cells of a real or decimal column, or of a timespan column in seconds.
type Reals []*float64

// Documents are the cells of a dynamic column, each a JSON text.
type Documents []*json.RawMessage

// Column is one column of an answer, named exactly as the service named it:
// `LogonId` and `LogonID` are two columns.
type Column struct {
	Name    string
	Type    Type
	Cells   Cells
	Misfits int    // cells that were not of the type and are null for that reason
	Unsafe  Unsafe // of a long column
}

// Unsafe are the cells of a long column beyond 2^53 on either side. They are
// exact here, and rounded wherever a number is a float64, as in a browser.
type Unsafe struct {
	Count int
	Row   int   // of the first, counted from 1
	Value int64 // of the first
}

// Table is what the service answered.
type Table struct {
	Columns []Column // in the schema's order
	Rows    int
	Stats   []Stat   // the service's own, where it sends them
	Bytes   int64    // of the body
	Notices []string // what a reader must know about the rows, one sentence each
}

// Stat is one leaf of the service's `Stats` with Grafana's unit id.
type Stat struct {
	Name  string
	Value float64
	Unit  string
}

// Len is the number of rows.
func (c Texts) Len() int { return len(c) }

// Len is the number of rows.
func (c Times) Len() int { return len(c) }

// Len is the number of rows.
func (c Bools) Len() int { return len(c) }

// Len is the number of rows.
func (c Ints) Len() int { return len(c) }

// Len is the number of rows.
func (c Longs) Len() int { return len(c) }

// Len is the number of rows.
func (c Reals) Len() int { return len(c) }

// Len is the number of rows.
func (c Documents) Len() int { return len(c) }

func (Texts) cells()     {}
func (Times) cells()     {}
func (Bools) cells()     {}
func (Ints) cells()      {}
func (Longs) cells()     {}
func (Reals) cells()     {}
func (Documents) cells() {}

// First are the first cells of a column that has no fewer.
func First(cells Cells, rows int) Cells {
	switch c := cells.(type) {
	case Texts:
		return c[:rows]
	case Times:
		return c[:rows]
	case Bools:
		return c[:rows]
	case Ints:
		return c[:rows]
	case Longs:
		return c[:rows]
	case Reals:
		return c[:rows]
	case Documents:
		return c[:rows]
	}
	return cells
}
