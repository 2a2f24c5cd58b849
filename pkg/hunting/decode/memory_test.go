package decode

import (
	"fmt"
	"strings"
	"testing"
)

// manyRows is an answer with a repeated text, one that is always another, a
// number, a time and a bag in each row.
func manyRows(rows int) string {
	var out strings.Builder
	for i := range rows {
		if i > 0 {
			out.WriteByte(',')
		}
		fmt.Fprintf(&out, `{"A":"device %d","B":"C:\\%d","C@odata.type":"#Int64","C":%d,"D":"2026-01-02T03:04:05.%07dZ",`+
			`"E":{"@odata.type":"#x","n":%d}}`, i%7, i, i, i, i)
	}
	return table("A:String B:String C:Int64 D:DateTime E:Object", out.String())
}

func TestManyRowsTakeFewAllocations(t *testing.T) {
	const rows = 20_000
	body := manyRows(rows)
	allocations := testing.AllocsPerRun(3, func() {
		if _, err := Read(strings.NewReader(body), testLimit); err != nil {
			t.Fatal(err)
		}
	})
	if allocations/rows > 0.05 {
		t.Errorf("%.0f allocations for %d rows", allocations, rows)
	}
}

func TestManyRowsAreTheSameInAnyOrderOfTheEnvelope(t *testing.T) {
	const rows = 20_000
	body := manyRows(rows)
	schema, results, _ := strings.Cut(strings.Trim(body, "{}"), `],"results":`)
	late := `{"results":` + results + "," + schema + "]}"
	for name, text := range map[string]string{"the schema first": body, "the schema last": late} {
		table, err := Read(strings.NewReader(text), testLimit)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if table.Rows != rows || table.Bytes != int64(len(body)) {
			t.Fatalf("%s: %d rows, %d of %d bytes", name, table.Rows, table.Bytes, len(body))
		}
		for i := range rows {
			want := fmt.Sprintf(`"device %d" "C:\\%d" %d {"n":%d}`, i%7, i, i, i)
			var got []string
			for _, column := range []int{0, 1, 2, 4} {
				got = append(got, cellText(table.Columns[column].Cells, i))
			}
			if strings.Join(got, " ") != want {
				t.Fatalf("%s: row %d is %s, want %s", name, i+1, got, want)
			}
		}
	}
}

func TestARepeatedTextIsKeptOnce(t *testing.T) {
	table, err := Read(strings.NewReader(manyRows(1000)), testLimit)
	if err != nil {
		t.Fatal(err)
	}
	different := map[*string]bool{}
	texts, _ := table.Columns[0].Cells.(Texts)
	for _, text := range texts {
		different[text] = true
	}
	if len(different) != 7 {
		t.Errorf("7 texts are kept %d times", len(different))
	}
}

func TestLongsBeyondWhatAFloatHoldsAreCounted(t *testing.T) {
	rows := `{"A":9007199254740992},{"A":9007199254740993},{"A":-9007199254740993},{"A":null}`
	got, err := Read(strings.NewReader(table("A:Int64", rows)), testLimit)
	if err != nil {
		t.Fatal(err)
	}
	if want := (Unsafe{Count: 2, Row: 2, Value: 9007199254740993}); got.Columns[0].Unsafe != want {
		t.Errorf("got %+v, want %+v", got.Columns[0].Unsafe, want)
	}
}

func TestOfTwoCellsForOneColumnTheLastCounts(t *testing.T) {
	rows := `{"A":1,"A":2,"B":"x"},{"B":"y","A":3,"B":"z"}`
	got, err := Read(strings.NewReader(table("A:Int64 B:String", rows)), testLimit)
	if err != nil {
		t.Fatal(err)
	}
	if text := rowsText(got); text != `A=2 B="x" | A=3 B="z"` {
		t.Errorf("got %s", text)
	}
}
