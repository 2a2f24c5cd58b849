package decode

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
	"time"
	"unicode/utf8"
)

// seedWires adds the answer of each service document.
func seedWires(f *testing.F) {
	files, err := filepath.Glob("../../../tests/cases/wire/*.json")
	if err != nil || len(files) < 5 {
		f.Fatalf("%d wire cases, %v", len(files), err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		var c wireCase
		if err := json.Unmarshal(text, &c); err != nil {
			f.Fatal(err)
		}
		f.Add([]byte(c.Response.Body))
	}
}

// FuzzRead compares the decoder with the slow reference: both refuse an answer,
// or both read the same cells out of it, however the stream is cut into pieces.
func FuzzRead(f *testing.F) {
	seedWires(f)
	for kind := range strings.FieldsSeq("DateTime TimeSpan SByte Int32 Int64 Double Guid Object String") {
		for _, cell := range []string{
			`"2020-08-30T06:38:35.7664356Z"`, `"1.02:03:04.5"`, `"True"`, `3.0`, `"9007199254740993"`, `"-Infinity"`, `{ }`,
			`"74be27de-1e4e-49d9-b579-fe0b331d3642"`, `{"@odata.type":"#x","a@odata.type":"#Collection(String)","a":["{}"]}`,
			`"C:\\a\u0430\ud83d\ude00\n"`, `-1.5e-7`, `[1,"ä",null]`,
		} {
			rows := `{"A":` + cell + `,"B":"x"},{"A@odata.type":"#Collection(String)","A":` + cell + `}`
			f.Add([]byte(table("A:"+kind+" B:String", rows)))
		}
	}
	f.Add([]byte(`{"results":[{"A":1}],"schema":[{"name":"A","type":"Int64"}]}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		want, wrong := reference(body)
		for name, got := range map[string]func() (*Table, error){
			"whole":     func() (*Table, error) { return Read(bytes.NewReader(body), testLimit) },
			"in halves": func() (*Table, error) { return Read(iotest.HalfReader(bytes.NewReader(body)), testLimit) },
			"by bytes":  func() (*Table, error) { return Read(iotest.OneByteReader(bytes.NewReader(body)), testLimit) },
		} {
			read, err := got()
			if (err != nil) != (wrong != nil) {
				t.Fatalf("%s: %v; the reference: %v", name, err, wrong)
			}
			if err == nil {
				compare(t, read, want)
			}
		}
	})
}

func compare(t *testing.T, got *Table, want *refTable) {
	t.Helper()
	if got.Rows != want.rows || len(got.Columns) != len(want.names) {
		t.Fatalf("%d rows, %d columns; want %d, %d", got.Rows, len(got.Columns), want.rows, len(want.names))
	}
	for i, c := range got.Columns {
		if c.Name != want.names[i] || c.Type != want.kinds[i] || c.Cells.Len() != want.rows {
			t.Fatalf("column %d is %q %s with %d cells, want %q %s",
				i, c.Name, c.Type, c.Cells.Len(), want.names[i], want.kinds[i])
		}
		misfits := 0
		for row, cell := range want.cells[i] {
			if cell == refMisfit {
				misfits++
				cell = "∅"
			}
			if plain := plainText(c.Cells, row); plain != cell {
				t.Fatalf("row %d of %q is %q, want %q", row+1, c.Name, plain, cell)
			}
		}
		if misfits > c.Misfits { // a cell that came twice may have been one the first time
			t.Fatalf("%d misfits in %q, want %d", c.Misfits, c.Name, misfits)
		}
	}
}

// plainText is a cell as the reference writes it.
func plainText(c Cells, row int) string {
	switch c := c.(type) {
	case Texts:
		if c[row] != nil {
			return *c[row]
		}
		return "∅"
	case Times:
		return show(c[row], func(v time.Time) string { return v.String() })
	}
	return cellText(c, row)
}

// FuzzScanner compares the scanner with encoding/json on one value: both refuse
// it or both find it, to its last byte, and read the same text out of a string.
func FuzzScanner(f *testing.F) {
	for _, seed := range []string{
		`"a"`, `"\u00e4\\\"\ud834\udd1e"`, `"` + "\xff" + `"`, `-0.5e+10`, `01`, `1.`, `[1,{"a":[]}]`, `{"a":1,}`, `tru`,
		`nul `, ` [ ] `, `"\ud800"`, "\"\t\"", `{"a" 1}`, `1 2`, `"12345678\"12345678"`,
		`"2020-08-30T06:38:35.7664356Z"`, `"1.02:03:04.5"`, `"74be27de-1e4e-49d9-b579-fe0b331d3642"`, `"NaN"`,
		`{"@odata.type":"#x","a":["{\"b@odata.type\":\"#x\",\"b\":1}"]}`, `["{}","{\"a\":1}"]`, `9007199254740993`,
	} {
		f.Add([]byte(seed))
	}
	seedWires(f)
	f.Fuzz(func(t *testing.T, text []byte) {
		s := &scanner{window: newWindow(iotest.OneByteReader(bytes.NewReader(text)), testLimit)}
		var got token
		err := s.value(&got)
		raw, said := bytes.Clone(got.raw), string(got.text)
		if err == nil {
			if _, end := s.next(); !cut(end) {
				err = fmt.Errorf("more follows: %w", end)
			}
		}
		valid := json.Valid(text) && utf8.Valid(text) && !halfPair(text)
		if valid != (err == nil) {
			t.Fatalf("%q: %v, valid: %v", text, err, valid)
		}
		if !valid {
			return
		}
		if want := bytes.Trim(text, " \t\r\n"); !bytes.Equal(raw, want) {
			t.Fatalf("%q, want %q", raw, want)
		}
		var want string
		if raw[0] == '"' && (json.Unmarshal(raw, &want) != nil || said != want) {
			t.Fatalf("%s says %q, want %q", raw, said, want)
		}
		asCells(t, raw)
	})
}

// asCells reads a value as the cell of a column of each type: after a text that
// says how it is spelled, after itself, and as a collection.
func asCells(t *testing.T, value []byte) {
	const kinds = "A:DateTime B:TimeSpan C:SByte D:Int32 E:Int64 F:Double G:Guid H:Object I:String"
	spelling, _ := json.Marshal(string(bytes.Trim(value, `"`)))
	var before, row, collections string
	for column := range strings.FieldsSeq(kinds) {
		before += fmt.Sprintf(",%q:%s", column[:1], spelling)
		row += fmt.Sprintf(",%q:%s", column[:1], value)
		collections += fmt.Sprintf(`,"%s@odata.type":"#Collection(String)","%s":%s`, column[:1], column[:1], value)
	}
	body := []byte(table(kinds, "{"+before[1:]+"},{"+row[1:]+"},{"+row[1:]+"},{"+collections[1:]+"}"))
	got, err := Read(bytes.NewReader(body), testLimit)
	want, wrong := reference(body)
	if err != nil || wrong != nil {
		t.Fatalf("%s: %v; the reference: %v", value, err, wrong)
	}
	compare(t, got, want)
}
