package frames

import (
	"encoding/json"
	"strconv"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/data"

	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting"
)

// This file is the only one that goes through all kinds of cells.

// field shares its cells with the column.
func field(column hunting.Column, o Options) *data.Field {
	made := data.NewField(column.Name, nil, []*string{})
	switch cells := column.Cells.(type) {
	case hunting.Texts:
		made = data.NewField(column.Name, nil, []*string(cells))
	case hunting.Times:
		made = data.NewField(column.Name, nil, []*time.Time(cells))
	case hunting.Bools:
		made = data.NewField(column.Name, nil, []*bool(cells))
	case hunting.Ints:
		made = data.NewField(column.Name, nil, []*int32(cells))
	case hunting.Longs:
		made = data.NewField(column.Name, nil, []*int64(cells))
	case hunting.Reals:
		made = data.NewField(column.Name, nil, []*float64(cells))
	case hunting.Documents:
		made = data.NewField(column.Name, nil, []*json.RawMessage(cells))
	}
	made.Config = config(column, o)
	return made
}

// nowhere is the row of a cell that no row has; empty is one that holds 0 instead.
const (
	nowhere = -1
	empty   = -2
)

// take is the cells of the given rows, null where a row is nowhere.
func take(cells hunting.Cells, rows []int) hunting.Cells {
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
	picked, zero := make([]*T, len(rows)), new(T)
	for i, row := range rows {
		switch row {
		case nowhere:
		case empty:
			picked[i] = zero
		default:
			picked[i] = cells[row]
		}
	}
	return picked
}

// null is how a label writes a key without a value: the empty label would be none
// at all to an alert manager. A string is never null in KQL, so "" stays "".
const null = "null"

// labelText is a cell as a label: the same text that KQL's tostring() makes, but for
// times, which are as short as they can be.
func labelText(column hunting.Column, row int) string {
	text, isNull := cellText(column, row)
	switch {
	case !isNull:
		return text
	case column.Type == hunting.TypeString:
		return ""
	}
	return null
}

// cellText is a cell as text, and whether it is null.
func cellText(column hunting.Column, row int) (text string, isNull bool) {
	switch c := column.Cells.(type) {
	case hunting.Texts:
		return written(c[row], func(s string) string { return s })
	case hunting.Times:
		return written(c[row], iso)
	case hunting.Bools:
		return written(c[row], strconv.FormatBool)
	case hunting.Ints:
		return written(c[row], func(n int32) string { return strconv.Itoa(int(n)) })
	case hunting.Longs:
		return written(c[row], func(n int64) string { return strconv.FormatInt(n, 10) })
	case hunting.Reals:
		return written(c[row], func(n float64) string {
			if column.Type == hunting.TypeTimeSpan {
				return strconv.FormatFloat(n, 'f', -1, 64) + "s"
			}
			return strconv.FormatFloat(n, 'g', -1, 64)
		})
	case hunting.Documents:
		return written(c[row], documentText)
	}
	return "", true
}

func written[T string | time.Time | bool | int32 | int64 | float64 | json.RawMessage](
	cell *T, write func(T) string,
) (text string, isNull bool) {
	if cell == nil {
		return "", true
	}
	return write(*cell), false
}

// documentText is a dynamic as text; a dynamic that is a string is that string.
func documentText(document json.RawMessage) string {
	var text string
	if json.Unmarshal(document, &text) == nil {
		return text
	}
	return string(document)
}
