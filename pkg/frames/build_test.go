package frames

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/grafana/dataplane/sdata/numeric"
	"github.com/grafana/dataplane/sdata/reader"
	"github.com/grafana/dataplane/sdata/timeseries"
	"github.com/grafana/grafana-plugin-sdk-go/data"

	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting"
	"github.com/huntboard/huntboard-defender-datasource/pkg/kql"
	"github.com/huntboard/huntboard-defender-datasource/pkg/service"
)

// quick writes an answer in a line: the columns, then the rows as JSON.
func quick(t *testing.T, format kql.Format, columns, rows string) answerFile {
	t.Helper()
	file := answerFile{Format: format}
	for column := range strings.FieldsSeq(columns) {
		name, kind, _ := strings.Cut(column, ":")
		file.Columns = append(file.Columns, columnFile{Name: name, Type: hunting.Type(kind)})
	}
	if err := json.Unmarshal([]byte(rows), &file.Rows); err != nil {
		t.Fatal(err)
	}
	return file
}

const noon = `"2026-11-23T12:00:00Z"`

func TestBuildRefuses(t *testing.T) {
	many := make([]string, maxSeries+1)
	for i := range many {
		many[i] = fmt.Sprintf(`[%s, "srv-%d", 1]`, noon, i)
	}
	tests := map[string]struct {
		format        kql.Format
		columns, rows string
		alert         bool
		fragment      string
	}{
		"series without a time": {
			kql.FormatTimeSeries, "D:string n:long", `[["a", 1]]`, false, "needs a datetime column",
		},
		"series without a number": {
			kql.FormatTimeSeries, "T:datetime D:string", `[[` + noon + `, "a"]]`, false, "needs a column of numbers",
		},
		"series with two times": {
			kql.FormatTimeSeries, "T:datetime U:datetime n:long", `[[null, null, 1]]`, false, "has 2: T and U",
		},
		"series with a dynamic": {
			kql.FormatTimeSeries, "T:datetime n:long Set:dynamic", `[[` + noon + `, 1, [2]]]`, false, "dynamic column Set",
		},
		"one point twice": {
			kql.FormatTimeSeries, "T:datetime n:long", `[[` + noon + `, 1], [` + noon + `, 2]]`, false,
			"2026-11-23T12:00:00Z and no labels",
		},
		"one labeled point twice": {
			kql.FormatTimeSeries, "T:datetime D:string n:long", `[[` + noon + `, "a", 1], [` + noon + `, "a", 2]]`, false,
			`D="a"`,
		},
		"a number that is no key": {
			kql.FormatTimeSeries, "T:datetime Port:int n:long", `[[` + noon + `, 1, 1], [` + noon + `, 2, 2]]`, false,
			"tostring()",
		},
		"too many series": {
			kql.FormatTimeSeries, "T:datetime D:string n:long", `[` + strings.Join(many, ",") + `]`, false,
			"makes 1,001 series and at most 1,000 can be shown. Group by fewer or coarser columns than D",
		},
		"arrays of different lengths": {
			kql.FormatTimeSeries, "T:dynamic n:dynamic", `[[[` + noon + `], [1, 2]]]`, false,
			"Row 1 has 1 times in T and 2 values in n",
		},
		"an alert on texts":       {kql.FormatTable, "D:string", `[["a"]]`, true, "needs a number to judge"},
		"an alert on two numbers": {kql.FormatTable, "Port:int n:long", `[[1, 2]]`, true, "has 2: Port and n"},
		"an alert on events": {
			kql.FormatTable, "T:datetime D:string n:long", `[[` + noon + `, "a", 1]]`, true, "no place for the column T",
		},
		"an alert on the same labels":  {kql.FormatTable, "D:string n:long", `[["a", 1], ["a", 2]]`, true, `labels D="a"`},
		"an alert on two bare numbers": {kql.FormatTable, "n:long", `[[1], [2]]`, true, "labels of none"},
		"an alert on a series of texts": {
			kql.FormatTimeSeries, "T:datetime D:string", `[[` + noon + `, "a"]]`, true, "Add an aggregate",
		},
		"an alert on rows without times": {
			kql.FormatTimeSeries, "T:datetime n:long", `[[null, 1], [` + noon + `, 1]]`, true, "1 row has no T",
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			file := quick(t, tt.format, tt.columns, tt.rows)
			file.Alert = tt.alert
			_, err := Build(file.answer(t), options(file))
			var unfit *ShapeError
			if !errors.As(err, &unfit) || !strings.Contains(unfit.Reason, tt.fragment) || unfit.Format != tt.format {
				t.Errorf("got the error %v, want one that says %q", err, tt.fragment)
			}
		})
	}
}

func TestTimesThatAreNotRoundedAreRefused(t *testing.T) {
	const rows = 90_000
	times, devices, counts := make(hunting.Times, rows), make(hunting.Texts, rows), make(hunting.Longs, rows)
	for i := range rows {
		times[i] = new(time.Unix(int64(i), 0))
		devices[i] = new(fmt.Sprintf("srv-%d", i%100))
		counts[i] = new(int64(i))
	}
	_, err := Build(&hunting.Answer{Rows: rows, Columns: []hunting.Column{
		{Name: "Timestamp", Type: hunting.TypeDateTime, Cells: times},
		{Name: "DeviceName", Type: hunting.TypeString, Cells: devices},
		{Name: "count_", Type: hunting.TypeLong, Cells: counts},
	}}, Options{Hunt: kql.Hunt{Format: kql.FormatTimeSeries}})
	if err == nil || !strings.Contains(err.Error(), "90,000 different times for 100 series") {
		t.Errorf("got the error %v", err)
	}
}

func TestAFormatThatIsNotBuiltIsOurFault(t *testing.T) {
	file := quick(t, "pie", "D:string", `[["a"]]`)
	_, err := Build(file.answer(t), options(file))
	var unfit *ShapeError
	if err == nil || errors.As(err, &unfit) {
		t.Errorf("got the error %v, want one that is no ShapeError", err)
	}
}

func TestACutAnswer(t *testing.T) {
	tests := map[string]struct {
		rows   int
		api    service.API
		notice bool
	}{
		"one row less than the most": {99_999, "graph", false},
		"the most rows":              {100_000, "graph", true},
		"the most of the oldest API": {10_000, "mde", true},
		"as many of a newer API":     {10_000, "graph", false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			a := &hunting.Answer{Rows: tt.rows, Notices: []string{"Another."}, Columns: []hunting.Column{
				{Name: "n", Type: hunting.TypeLong, Cells: make(hunting.Longs, tt.rows)},
			}}
			site, err := service.Find(tt.api, service.Commercial, "")
			if err != nil {
				t.Fatal(err)
			}
			o := Options{Hunt: kql.Hunt{Format: kql.FormatTable}, Site: site}
			made, err := Build(a, o)
			if err != nil {
				t.Fatal(err)
			}
			first := made[0].Meta.Notices[0].Text
			if strings.Contains(first, "rows are probably missing") != tt.notice {
				t.Errorf("the first notice is %q", first)
			}
			o.Alert = true
			if _, err := Build(a, o); err == nil {
				t.Error("an alert rule judges so many rows")
			}
		})
	}
}

// The alert engine reads frames with these readers.
func TestAlertRulesReadOurFrames(t *testing.T) {
	series := quick(t, kql.FormatTimeSeries, "T:datetime D:string ok:bool n:long r:real",
		`[[`+noon+`, "b", true, 1, null], ["2026-11-23T11:00:00Z", "a", null, 2, 0.5]]`)
	numbers := quick(t, kql.FormatTable, "D:string ok:bool n:long", `[["a", true, 0], ["b", null, null]]`)
	series.Alert, numbers.Alert = true, true
	none, noNumbers := series, numbers
	none.Rows, noNumbers.Rows = nil, nil

	made := data.Frames{build(t, series)}
	wantKind(t, made, data.FrameTypeTimeSeriesWide)
	read, err := timeseries.CollectionReaderFromFrames(made)
	if err != nil {
		t.Fatal(err)
	}
	points, err := read.GetCollection(true)
	if err != nil || len(points.Refs) != 4 || len(points.RemainderIndices) != 0 || points.Warning != nil {
		t.Fatalf("%d series, %d fields ignored, %v, %v", len(points.Refs), len(points.RemainderIndices), points.Warning, err)
	}
	at, value, err := points.Refs[0].NullableFloat64Point(0)
	if err != nil || *value != 2 || !at.Equal(time.Date(2026, 11, 23, 11, 0, 0, 0, time.UTC)) ||
		points.Refs[0].GetLabels().String() != "D=a, ok=null" {
		t.Errorf("the first series %s begins with %v at %v, %v", points.Refs[0].GetLabels(), value, at, err)
	}

	read, err = timeseries.CollectionReaderFromFrames(data.Frames{build(t, none)})
	if err != nil {
		t.Fatal(err)
	}
	if points, err = read.GetCollection(true); err != nil || !points.NoData() {
		t.Errorf("no rows are read as %d series, %v", len(points.Refs), err)
	}

	made = data.Frames{build(t, numbers)}
	wantKind(t, made, data.FrameTypeNumericLong)
	readNumbers, err := numeric.CollectionReaderFromFrames(made)
	if err != nil {
		t.Fatal(err)
	}
	instances, err := readNumbers.GetCollection(false)
	if err != nil || len(instances.Refs) != 2 || instances.Refs[0].GetLabels().String() != "D=a, ok=true" {
		t.Fatalf("the instances are %v, %v", instances.Refs, err)
	}
	number, _, err := instances.Refs[0].NullableFloat64Value()
	if err != nil || number == nil || *number != 0 {
		t.Errorf("the service's own 0 is read as %v, %v", number, err)
	}

	readNumbers, err = numeric.CollectionReaderFromFrames(data.Frames{build(t, noNumbers)})
	if err != nil {
		t.Fatal(err)
	}
	if instances, err = readNumbers.GetCollection(false); err != nil || !instances.NoData() {
		t.Errorf("no rows are read as %d instances, %v", len(instances.Refs), err)
	}
}

func wantKind(t *testing.T, made data.Frames, want data.FrameType) {
	t.Helper()
	if kind, err := reader.CanReadBasedOnMeta(made); err != nil || kind != want {
		t.Errorf("the frame is read as %s, %v, want %s", kind, err, want)
	}
}

func TestWithoutARangeNoneIsTold(t *testing.T) {
	file := quick(t, kql.FormatTable, "n:long", `[[1]]`)
	made, err := Build(file.answer(t), Options{Hunt: kql.Hunt{Format: kql.FormatTable}})
	if err != nil {
		t.Fatal(err)
	}
	if about, _ := made[0].Meta.Custom.(custom); about.Range != nil {
		t.Errorf("the range is %v", about.Range)
	}
}
