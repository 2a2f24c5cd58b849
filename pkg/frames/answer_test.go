package frames

import (
	"encoding/json"
	"os"
	"testing"
	"time"

	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting"
	"github.com/huntboard/huntboard-defender-datasource/pkg/kql"
)

// answerFile is an answer as a contract case writes it: cells are JSON, datetimes
// ISO 8601, timespans seconds.
type answerFile struct {
	Name      string
	Format    kql.Format
	Alert     bool
	Table     string      // the rows' table
	Body      []string    `json:"body"`
	Summary   kql.Summary // what the query says of its last summarize; a bin is in nanoseconds
	Fill      string
	Flatten   bool
	Nodes     int
	Notices   []string // of the decoder
	Own       []string // of the query's range
	Cut       string
	Freshness string
	From      time.Time // of the executed range; zero = ten o'clock
	Bytes     int64     // zero = 2048
	Go        bool      // links to hunts about entities
	Columns   []columnFile
	Rows      [][]json.RawMessage
}

type columnFile struct {
	Name    string
	Type    hunting.Type
	Misfits int
}

func readAnswer(t *testing.T, path string) answerFile {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var file answerFile
	if err := json.Unmarshal(raw, &file); err != nil || len(file.Columns) == 0 {
		t.Fatalf("%s is no answer: %v", path, err)
	}
	return file
}

// answer is the file as package hunting would have decoded it.
func (f answerFile) answer(t *testing.T) *hunting.Answer {
	t.Helper()
	a := &hunting.Answer{
		Rows: len(f.Rows), Bytes: 2048, Duration: 1500 * time.Millisecond, RequestID: "a-request",
		Stats: []hunting.Stat{{Name: "Execution time", Value: 0.25, Unit: "s"}}, Notices: f.Notices,
	}
	if f.Bytes > 0 {
		a.Bytes = f.Bytes
	}
	for at, column := range f.Columns {
		cells := make([]json.RawMessage, len(f.Rows))
		for row := range f.Rows {
			cells[row] = f.Rows[row][at]
		}
		a.Columns = append(a.Columns, hunting.Column{
			Name: column.Name, Type: column.Type, Cells: typedCells(t, column.Type, cells), Misfits: column.Misfits,
		})
		if longs, are := a.Columns[at].Cells.(hunting.Longs); are {
			a.Columns[at].Unsafe = unsafe(longs)
		}
	}
	return a
}

func typedCells(t *testing.T, kind hunting.Type, raw []json.RawMessage) hunting.Cells {
	t.Helper()
	switch kind {
	case hunting.TypeDateTime:
		return hunting.Times(read[time.Time](t, raw))
	case hunting.TypeBool:
		return hunting.Bools(read[bool](t, raw))
	case hunting.TypeInt:
		return hunting.Ints(read[int32](t, raw))
	case hunting.TypeLong:
		return hunting.Longs(read[int64](t, raw))
	case hunting.TypeReal, hunting.TypeDecimal, hunting.TypeTimeSpan:
		return hunting.Reals(read[float64](t, raw))
	case hunting.TypeDynamic:
		cells := make(hunting.Documents, len(raw))
		for row, cell := range raw {
			if string(cell) != "null" {
				cells[row] = new(json.RawMessage(compact(t, cell)))
			}
		}
		return cells
	}
	return hunting.Texts(read[string](t, raw))
}

func read[T time.Time | bool | int32 | int64 | float64 | string](t *testing.T, raw []json.RawMessage) []*T {
	t.Helper()
	var cells []*T // nil without rows, as the decoder leaves it
	if len(raw) > 0 {
		cells = make([]*T, len(raw))
	}
	for row, cell := range raw {
		if err := json.Unmarshal(cell, &cells[row]); err != nil {
			t.Fatalf("row %d: %v", row, err)
		}
	}
	return cells
}
