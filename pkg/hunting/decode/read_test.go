package decode

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"
)

// cellText writes a cell so that tables can name it: ∅ is null.
func cellText(c Cells, row int) string {
	switch c := c.(type) {
	case Texts:
		return show(c[row], func(v string) string { return fmt.Sprintf("%q", v) })
	case Times:
		return show(c[row], func(v time.Time) string { return v.Format(time.RFC3339Nano) })
	case Bools:
		return show(c[row], func(v bool) string { return fmt.Sprint(v) })
	case Ints:
		return show(c[row], func(v int32) string { return fmt.Sprint(v) })
	case Longs:
		return show(c[row], func(v int64) string { return fmt.Sprint(v) })
	case Reals:
		return show(c[row], func(v float64) string { return fmt.Sprint(v) })
	case Documents:
		return show(c[row], func(v json.RawMessage) string { return string(v) })
	}
	return "?"
}

func show[T string | time.Time | bool | int32 | int64 | float64 | json.RawMessage](v *T, text func(T) string) string {
	if v == nil {
		return "∅"
	}
	return text(*v)
}

func TestACellIsReadByTheTypeOfItsColumn(t *testing.T) {
	tests := map[string]struct {
		kind, cell, want string
		misfit           bool
	}{
		"a datetime has seven digits": {
			"DateTime", `"2020-08-30T06:38:35.7664356Z"`, "2020-08-30T06:38:35.7664356Z", false,
		},
		"the oldest service's datetime is UTC": {
			"DateTime", `"2018-07-09T07:16:26.8017265"`, "2018-07-09T07:16:26.8017265Z", false,
		},
		"a datetime with an offset becomes UTC":  {"DateTime", `"2026-01-01T01:00:00+01:00"`, "2026-01-01T00:00:00Z", false},
		"a datetime without a fraction":          {"DateTime", `"2026-01-01T00:00:00Z"`, "2026-01-01T00:00:00Z", false},
		"Kusto's earliest datetime":              {"DateTime", `"0001-01-01T00:00:00Z"`, "0001-01-01T00:00:00Z", false},
		"a datetime that is none":                {"DateTime", `"yesterday"`, "∅", true},
		"a datetime that is a number":            {"DateTime", `1600000000`, "∅", true},
		"a null datetime arrives as {}":          {"DateTime", `{}`, "∅", false},
		"a null datetime arrives as null":        {"DateTime", `null`, "∅", false},
		"a string":                               {"String", `"a\u0430<>&\n"`, `"aа<>&\n"`, false},
		"a null string is empty":                 {"String", `null`, `""`, false},
		"a null string as {} is empty":           {"String", `{}`, `""`, false},
		"JSON in a string column stays its text": {"String", `{"a":[1]}`, `"{\"a\":[1]}"`, false},
		"a number in a string column":            {"String", `5`, `"5"`, false},
		"an int":                                 {"Int32", `-2147483648`, "-2147483648", false},
		"an int that is too large":               {"Int32", `2147483648`, "∅", true},
		"a null int":                             {"Int32", `{}`, "∅", false},
		"a long beyond 2^53 is exact":            {"Int64", `9007199254740993`, "9007199254740993", false},
		"the greatest long":                      {"Long", `9223372036854775807`, "9223372036854775807", false},
		"a long beyond the greatest":             {"Int64", `9223372036854775808`, "∅", true},
		"a long as a string":                     {"Int64", `"9007199254740993"`, "9007199254740993", false},
		"a long written 3.0":                     {"Int64", `3.0`, "3", false},
		"a long with a fraction":                 {"Int64", `3.5`, "∅", true},
		"a long that is a word":                  {"Int64", `"many"`, "∅", true},
		"a bool as SByte 1":                      {"SByte", `1`, "true", false},
		"a bool as SByte 0":                      {"SByte", `0`, "false", false},
		"a bool as true":                         {"Boolean", `true`, "true", false},
		"a bool as \"False\"":                    {"SByte", `"False"`, "false", false},
		"a bool as \"True\"":                     {"Boolean", `"True"`, "true", false},
		"a bool that is 2":                       {"SByte", `2`, "∅", true},
		"a null bool":                            {"SByte", `{}`, "∅", false},
		"a real":                                 {"Double", `4.3`, "4.3", false},
		"a real that is NaN":                     {"Double", `"NaN"`, "NaN", false},
		"a real that is Infinity":                {"Double", `"Infinity"`, "+Inf", false},
		"a real that is -Infinity":               {"Double", `"-Infinity"`, "-Inf", false},
		"a real in Go's hexadecimal":             {"Double", `"0x1p4"`, "∅", true},
		"a real that is empty text":              {"Double", `""`, "∅", true},
		"a decimal as a string":                  {"SqlDecimal", `"0.1"`, "0.1", false},
		"a decimal as a number":                  {"Decimal", `12.50`, "12.5", false},
		"a guid": {
			"Guid", `"74be27de-1e4e-49d9-b579-fe0b331d3642"`, `"74be27de-1e4e-49d9-b579-fe0b331d3642"`, false,
		},
		"a guid that is none":     {"Guid", `"74be27de"`, "∅", true},
		"a null guid":             {"Guid", `null`, "∅", false},
		"a timespan":              {"TimeSpan", `"00:00:19.0468750"`, "19.046875", false},
		"a timespan of days":      {"TimeSpan", `"1.02:03:04"`, "93784", false},
		"a negative timespan":     {"TimeSpan", `"-00:00:01"`, "-1", false},
		"a timespan that is none": {"TimeSpan", `"25:00:00"`, "∅", true},
		"a bag":                   {"Object", `{"a":1,"b":[true,null]}`, `{"a":1,"b":[true,null]}`, false},
		"a bag's numbers keep their digits": {
			"Dynamic", `{"@odata.type":"#x","n":9007199254740993,"f":1.50}`, `{"n":9007199254740993,"f":1.50}`, false,
		},
		"inner types are removed at every level": {
			"Object", `{"@odata.type":"#microsoft.graph.security.x","a":{"@odata.type":"#x","b@odata.type":"#SByte","b":1}}`,
			`{"a":{"b":1}}`, false,
		},
		"a dynamic text":            {"Object", `"x<y"`, `"x<y"`, false},
		"a null dynamic":            {"Object", `null`, "∅", false},
		"a null dynamic as {}":      {"Object", `{ }`, "∅", false},
		"a null dynamic with types": {"Object", `{"@odata.type":"#x"}`, "∅", false},
		"System.Int64 is Int64":     {"System.Int64", `1`, "1", false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			answer, err := Read(strings.NewReader(table("X:"+tt.kind, `{"X":`+tt.cell+`}`)), testLimit)
			if err != nil {
				t.Fatal(err)
			}
			if got := cellText(answer.Columns[0].Cells, 0); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
			if misfit := answer.Columns[0].Misfits == 1; misfit != tt.misfit || misfit != (len(answer.Notices) == 1) {
				t.Errorf("%d misfits, notices %q", answer.Columns[0].Misfits, answer.Notices)
			}
		})
	}
}

// table is an answer: columns are "name:type name:type", rows are JSON objects.
func table(columns, rows string) string {
	var schema []string
	for column := range strings.FieldsSeq(columns) {
		name, kind, _ := strings.Cut(column, ":")
		schema = append(schema, fmt.Sprintf(`{"name":%q,"type":%q}`, name, kind))
	}
	return `{"schema":[` + strings.Join(schema, ",") + `],"results":[` + rows + `]}`
}

func TestEnvelope(t *testing.T) {
	tests := map[string]struct{ body, want string }{
		"columns follow the schema, not the rows": {
			table("A:Int64 B:String", `{"B":"b","A":1}`), `A=1 B="b"`,
		},
		"columns that differ by case are two": {
			table("LogonId:Int64 LogonID:Int64", `{"LogonID":2,"LogonId":1}`),
			`LogonId=1 LogonID=2`,
		},
		"a cell that is missing is null": {table("A:Int64", `{}`), `A=∅`},
		"keys of the envelope in capitals": {
			`{"Stats":{},"Schema":[{"Name":"A","Type":"Int64"}],"Results":[{"A":1}]}`, `A=1`,
		},
		"a schema after the results": {`{"results":[{"A":1}],"schema":[{"name":"A","type":"Int64"}]}`, `A=1`},
		"unknown members are skipped": {
			`{"@odata.context":{"x":[1]},"schema":[{"name":"A","type":"Int64"}],"results":[{"A":1}],"y":2}`, `A=1`,
		},
		"keys that are no column":       {table("A:Int64", `{"Z":{"A":9},"A@odata.type":"#Int64","A":1}`), `A=1`},
		"a column named like a sidecar": {table("A@odata.type:String", `{"A@odata.type":"x"}`), `A@odata.type="x"`},
		"an array of objects in strings": {
			table("A:Object", `{"A@odata.type":"#Collection(String)","A":["{\"b\":1,\"@odata.type\":\"#x\"}"]}`), `A=[{"b":1}]`,
		},
		"an array of words stays": {
			table("A:Object", `{"A@odata.type":"#Collection(String)","A":["x","{}"]}`), `A=["x","{}"]`,
		},
		"a sidecar is for its column only": {
			table("A:Object B:Object", `{"A@odata.type":"#Collection(String)","A":["{\"b\":1}"],"B":["{\"b\":1}"]}`),
			`A=[{"b":1}] B=["{\"b\":1}"]`,
		},
		"a sidecar is for its row only": {
			table("A:Object", `{"A@odata.type":"#Collection(String)"},{"A":["{\"b\":1}"]}`), `A=∅ | A=["{\"b\":1}"]`,
		},
		"inner arrays of objects": {
			table("A:Object", `{"A":{"l@odata.type":"#Collection(String)","l":["{\"b\":1}"]}}`), `A={"l":[{"b":1}]}`,
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			answer, err := Read(strings.NewReader(tt.body), testLimit)
			if err != nil {
				t.Fatal(err)
			}
			if got := rowsText(answer); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
			if answer.Bytes != int64(len(tt.body)) {
				t.Errorf("%d bytes of %d", answer.Bytes, len(tt.body))
			}
		})
	}
}

func rowsText(a *Table) string {
	var rows []string
	for i := range a.Rows {
		var cells []string
		for _, c := range a.Columns {
			cells = append(cells, c.Name+"="+cellText(c.Cells, i))
		}
		rows = append(rows, strings.Join(cells, " "))
	}
	return strings.Join(rows, " | ")
}

func TestAnAnswerThatIsNoneSaysWhy(t *testing.T) {
	const head = `{"schema":[{"name":"A","type":"Int64"}],"results":[`
	tests := map[string]struct{ body, want string }{
		"nothing":                 {"", "it is empty"},
		"an HTML page":            {"\n <html></html>", "it is an HTML page"},
		"a list":                  {"[]", "there is [ where { belongs"},
		"half a row":              {head + `{"A":1`, "it ends too early, after"},
		"no end":                  {head + `{"A":1}]`, "it ends too early, after"},
		"something after the end": {head + `]} {}`, "something follows the end"},
		"broken JSON":             {head + `{"A":nope}]}`, "it is not JSON"},
		"no schema":               {`{"results":[]}`, "it has no schema"},
		"no results":              {`{"schema":[]}`, "it has no results"},
		"two lists of results":    {head + `],"Results":[]}`, "two lists of results"},
		"two schemas":             {`{"schema":[],"Schema":[]}`, "two schemas"},
		"one name for two":        {`{"schema":[{"name":"A","type":"x"},{"name":"A","type":"x"}]}`, `the column "A" twice`},
		"a row that is a number":  {head + `1]}`, "there is 1 where { belongs"},
		"an error of Graph":       {`{"error":{"code":"x"}}`, "it has no schema"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := Read(strings.NewReader(tt.body), testLimit)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
}

func TestMisfitsAreOneCountedNotice(t *testing.T) {
	body := `{"schema":[{"name":"A","type":"Int64"},{"name":"B","type":"Shape"}],"results":[{"A":1},{"A":"` +
		strings.Repeat("x", 200) + `"},{"A":[]}]}`
	answer, err := Read(strings.NewReader(body), testLimit)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		`2 cells of the column A are not a long and are shown as null, ` +
			`the first being "` + strings.Repeat("x", 59) + `… in row 2.`,
		`The column B has the type Shape, which this version does not know; it is shown as text.`,
	}
	if fmt.Sprint(answer.Notices) != fmt.Sprint(want) {
		t.Errorf("got %q, want %q", answer.Notices, want)
	}
	if answer.Columns[0].Misfits != 2 {
		t.Errorf("%d misfits", answer.Columns[0].Misfits)
	}
}

func TestNaNIsNotNull(t *testing.T) {
	answer, err := Read(strings.NewReader(table("A:Double", `{"A":"NaN"}`)), testLimit)
	if err != nil {
		t.Fatal(err)
	}
	if reals, ok := answer.Columns[0].Cells.(Reals); !ok || reals[0] == nil || !math.IsNaN(*reals[0]) {
		t.Errorf("%v", answer.Columns[0].Cells)
	}
}

// testLimit is more than any body here has.
const testLimit = 128 << 20
