package frames

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting"
)

// arrays is a dynamic column each of whose cells is an array.
type arrays struct {
	column hunting.Column
	cells  [][]json.RawMessage
}

// expandArrays turns the rows of `make-series`, each a series with an array of
// times and arrays of numbers, into rows of one time each. Any other answer is
// returned as it is.
func expandArrays(a *hunting.Answer, o Options) (*hunting.Answer, error) {
	if len(partsOf(a).times) > 0 {
		return a, nil
	}
	found, timesAt := arraysOf(a)
	if timesAt < 0 {
		return a, nil
	}
	times, rows := found[timesAt], []int{} // for each row made, the row it is from
	for row, cell := range times.cells {
		for _, other := range found {
			if len(other.cells[row]) != len(cell) {
				return nil, unfit(o, fmt.Sprintf("Row %d has %d times in %s and %d values in %s, so it is no series. "+
					"Remove %s with project-away.", row+1, len(cell), times.column.Name,
					len(other.cells[row]), other.column.Name, other.column.Name))
			}
		}
		for range cell {
			rows = append(rows, row)
		}
	}
	long := &hunting.Answer{Rows: len(rows)}
	next := 0
	for _, column := range a.Columns {
		if next < len(found) && found[next].column.Name == column.Name {
			column = found[next].flat(next == timesAt)
			next++
		} else {
			column.Cells = repeat(column.Cells, rows)
		}
		long.Columns = append(long.Columns, column)
	}
	return long, nil
}

// arraysOf finds the columns of arrays, and which of them holds times (-1: none).
func arraysOf(a *hunting.Answer) (found []arrays, timesAt int) {
	timesAt = -1
	for _, column := range a.Columns {
		documents, dynamic := column.Cells.(hunting.Documents)
		if !dynamic {
			continue
		}
		candidate := arrays{column: column, cells: make([][]json.RawMessage, len(documents))}
		fits := true
		for row, document := range documents {
			fits = fits && document != nil && json.Unmarshal(*document, &candidate.cells[row]) == nil
		}
		if !fits {
			continue
		}
		if first := candidate.cells[0]; timesAt < 0 && len(first) > 0 && timeOf(first[0]) != nil {
			timesAt = len(found)
		}
		found = append(found, candidate)
	}
	return found, timesAt
}

// flat is the column with one cell for each item of its arrays.
func (c arrays) flat(times bool) hunting.Column {
	if times {
		cells := hunting.Times{}
		for _, cell := range c.cells {
			for _, item := range cell {
				cells = append(cells, timeOf(item))
			}
		}
		return hunting.Column{Name: c.column.Name, Type: hunting.TypeDateTime, Cells: cells}
	}
	cells := hunting.Reals{}
	for _, cell := range c.cells {
		for _, item := range cell {
			cells = append(cells, numberOf(item))
		}
	}
	return hunting.Column{Name: c.column.Name, Type: hunting.TypeReal, Cells: cells}
}

// timeOf reads a JSON text that is a time; nil for anything else.
func timeOf(item json.RawMessage) *time.Time {
	var text string
	if json.Unmarshal(item, &text) != nil {
		return nil
	}
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05.9999999"} {
		if at, err := time.Parse(layout, text); err == nil {
			return new(at.UTC())
		}
	}
	return nil
}

// numberOf reads a JSON number; nil for null and for Kusto's "NaN".
func numberOf(item json.RawMessage) *float64 {
	var number *float64
	if json.Unmarshal(item, &number) != nil {
		return nil
	}
	return number
}

// repeat is the cells of the given rows.
func repeat(cells hunting.Cells, rows []int) hunting.Cells {
	switch c := cells.(type) {
	case hunting.Texts:
		return hunting.Texts(pick(c, rows))
	case hunting.Times:
		return hunting.Times(pick(c, rows))
	case hunting.Bools:
		return hunting.Bools(pick(c, rows))
	case hunting.Ints:
		return hunting.Ints(pick(c, rows))
	case hunting.Longs:
		return hunting.Longs(pick(c, rows))
	case hunting.Reals:
		return hunting.Reals(pick(c, rows))
	case hunting.Documents:
		return hunting.Documents(pick(c, rows))
	}
	return cells
}

func pick[T string | time.Time | bool | int32 | int64 | float64 | json.RawMessage](cells []*T, rows []int) []*T {
	picked := make([]*T, len(rows))
	for i, row := range rows {
		picked[i] = cells[row]
	}
	return picked
}
