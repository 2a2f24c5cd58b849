package hunting

import (
	"strings"
	"testing"
	"time"
)

// counted is an answer of one column of whole numbers, null where one is negative.
func counted(numbers ...int64) *Answer {
	cells := make(Longs, len(numbers))
	for row, n := range numbers {
		if n >= 0 {
			cells[row] = new(n)
		}
	}
	return &Answer{
		Columns: []Column{{Name: "n", Type: TypeLong, Cells: cells}}, Rows: len(numbers), Bytes: 10,
		Duration: time.Second, Wait: time.Minute, RequestID: "first", Notices: []string{"of one part"},
		Stats: []Stat{{Name: "CPU total", Value: 2}, {Name: "Peak memory per node", Value: float64(len(numbers))}},
	}
}

func TestJoinKeepsEachRowAndAddsUpWhatItCost(t *testing.T) {
	first, second, third := counted(1, 1), counted(), counted(1, -1, 7)
	first.Columns[0].Misfits, third.Columns[0].Misfits = 1, 2
	third.Columns[0].Unsafe.Count, third.Columns[0].Unsafe.Row, third.Columns[0].Unsafe.Value = 4, 3, 7
	all, err := Join([]*Answer{first, second, third})
	if err != nil {
		t.Fatal(err)
	}
	column := all.Columns[0]
	cells, are := column.Cells.(Longs)
	if !are || len(cells) != 5 || all.Rows != 5 || *cells[1] != 1 || *cells[2] != 1 || cells[3] != nil || *cells[4] != 7 {
		t.Errorf("%d rows: %v", all.Rows, cells)
	}
	if column.Misfits != 3 || column.Unsafe.Count != 4 || column.Unsafe.Row != 5 || column.Unsafe.Value != 7 {
		t.Errorf("%+v", column)
	}
	if all.Bytes != 30 || all.Duration != 3*time.Second || all.Wait != 3*time.Minute || len(all.Notices) > 0 {
		t.Errorf("%+v", all)
	}
	if all.Stats[0].Value != 6 || all.Stats[1].Value != 3 || first.Stats[0].Value != 2 || first.Rows != 2 {
		t.Errorf("%+v, of %+v", all.Stats, first.Stats)
	}
}

func TestAnswersOfOtherColumnsAreNotJoined(t *testing.T) {
	renamed, retyped, more := counted(1), counted(1), counted(1)
	renamed.Columns[0].Name = "m"
	retyped.Columns[0].Type = TypeInt
	more.Columns = append(more.Columns, more.Columns[0])
	for name, other := range map[string]*Answer{"name": renamed, "type": retyped, "number": more} {
		if _, err := Join([]*Answer{counted(1), other}); err == nil || !strings.Contains(err.Error(), "different columns") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
