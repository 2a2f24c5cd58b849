package frames

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting"
)

// arrays is a dynamic column each of whose cells is an array.
type arrays struct {
	column hunting.Column
	cells  [][]json.RawMessage
}

// expandArrays turns the rows of `make-series`, each a series with an array of
// times and arrays of numbers, into rows of one time each, and tells items that are
// no numbers. Any other answer is returned as it is.
func expandArrays(a *hunting.Answer, o Options) (long *hunting.Answer, odd []string, err error) {
	if len(partsOf(a, o.Hunt.Summary, true).times) > 0 {
		return a, nil, nil
	}
	found, timesAt := arraysOf(a)
	if timesAt < 0 {
		return a, nil, nil
	}
	times, rows := found[timesAt], []int{} // for each row made, the row it is from
	for row, cell := range times.cells {
		for _, other := range found {
			if len(other.cells[row]) != len(cell) {
				return nil, nil, unfit(o, fmt.Sprintf("Row %d has %d times in %s and %d values in %s, so it is no series. "+
					"Remove %s with project-away.", row+1, len(cell), times.column.Name,
					len(other.cells[row]), other.column.Name, other.column.Name))
			}
		}
		for range cell {
			rows = append(rows, row)
		}
	}
	long = &hunting.Answer{Rows: len(rows)}
	next := 0
	for _, column := range a.Columns {
		if next < len(found) && found[next].column.Name == column.Name {
			column = found[next].flat(next == timesAt)
			next++
			if column.Misfits == 0 {
				long.Columns = append(long.Columns, column)
				continue
			}
			odd = append(odd, fmt.Sprintf("%s in the arrays of %s is not a %s and is shown as null.",
				counted(column.Misfits, "item"), column.Name, column.Type))
			if o.Alert {
				return nil, nil, unfit(o, odd[0]+" An alert rule must not judge a part of the values: convert them in the query.")
			}
		} else {
			column.Cells = take(column.Cells, rows)
		}
		long.Columns = append(long.Columns, column)
	}
	return long, odd, nil
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
	made := hunting.Column{Name: c.column.Name, Type: hunting.TypeReal}
	moments, numbers := hunting.Times{}, hunting.Reals{}
	for _, cell := range c.cells {
		for _, item := range cell {
			if times {
				moments = append(moments, timeOf(item))
				continue
			}
			number, fits := numberOf(item)
			if numbers = append(numbers, number); !fits {
				made.Misfits++
			}
		}
	}
	made.Cells = numbers
	if times {
		made.Type, made.Cells = hunting.TypeDateTime, moments
	}
	return made
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

// numberOf reads a JSON number; nil for null and for Kusto's "NaN", and for what
// does not fit.
func numberOf(item json.RawMessage) (number *float64, fits bool) {
	var text string
	if json.Unmarshal(item, &text) == nil {
		return nil, string(item) == "null" || strings.EqualFold(text, "NaN")
	}
	if json.Unmarshal(item, &number) != nil {
		return nil, false
	}
	return number, true
}
