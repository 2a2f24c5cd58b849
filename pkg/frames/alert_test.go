package frames

import (
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/grafana/dataplane/sdata/numeric"
	"github.com/grafana/dataplane/sdata/timeseries"

	"github.com/huntboard/huntboard-defender-datasource/pkg/kql"
)

// What would be a smaller number than the true one is an error for an alert rule,
// and shown to people with a notice.
func TestAnAlertRuleJudgesNoPart(t *testing.T) {
	tests := map[string]struct {
		change   func(*answerFile)
		fragment string
	}{
		"rows that were cut on the way": {
			func(f *answerFile) { f.Cut = "Only 2 of 3 rows are here." }, "must not judge a part of the rows",
		},
		"an answer of 50 MB": {func(f *answerFile) { f.Bytes = 49_900_000 }, "weighs 49 MB"},
		"a stale answer":     {func(f *answerFile) { f.Freshness = Stale }, "The answer is 12 s old"},
		"a value that could not be read": {
			func(f *answerFile) { f.Columns[1].Misfits = 2 }, "2 cells of the column n could not be read as long",
		},
		"a label that could not be read": {
			func(f *answerFile) { f.Columns[0].Misfits = 1 }, "1 cell of the column D could not be read as string",
		},
		"log lines": {func(f *answerFile) { f.Format = kql.FormatLogs }, "the format logs has none for it"},
		"a graph":   {func(f *answerFile) { f.Format = kql.FormatGraph }, "the format graph has none for it"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			file := quick(t, kql.FormatTable, "D:string n:long", `[["a", 1]]`)
			tt.change(&file)
			if file.Format == kql.FormatTable {
				build(t, file)
			}
			file.Alert = true
			_, err := Build(file.answer(t), options(file))
			var unfit *ShapeError
			if !errors.As(err, &unfit) || !strings.Contains(unfit.Reason, tt.fragment) {
				t.Errorf("got the error %v, want one that says %q", err, tt.fragment)
			}
		})
	}
}

// The alert engine takes every number for a value: a key that stayed one would be
// judged, and a key that is no text would be lost.
func TestKeysOfEveryKindAreLabelsToTheAlertEngine(t *testing.T) {
	file := quick(t, kql.FormatTable, "Port:int ok:bool Id:long Set:dynamic n:long",
		`[[443, true, 9007199254740993, ["a"], 0], [null, null, null, null, 7]]`)
	file.Alert, file.Summary.Keys = true, []string{"Port", "ok", "Id", "Set"}
	read, err := numeric.CollectionReaderFromFrames(buildAll(t, file))
	if err != nil {
		t.Fatal(err)
	}
	found, err := read.GetCollection(false)
	if err != nil || len(found.Refs) != 2 || len(found.RemainderIndices) != 0 {
		t.Fatalf("%d instances, %v ignored, %v", len(found.Refs), found.RemainderIndices, err)
	}
	wantLabels(t, found.Refs[0].GetLabels().String(), `Id=9007199254740993, Port=443, Set=["a"], ok=true`)
	wantLabels(t, found.Refs[1].GetLabels().String(), "Id=null, Port=null, Set=null, ok=null")
	for i, want := range []float64{0, 7} {
		if value, _, err := found.Refs[i].NullableFloat64Value(); err != nil || value == nil || *value != want {
			t.Errorf("instance %d has %v, %v, want %v", i, value, err, want)
		}
	}
}

func TestKeysOfASeriesAreLabelsToTheAlertEngine(t *testing.T) {
	file := quick(t, kql.FormatTimeSeries, "T:datetime Port:int ok:bool n:long",
		`[[`+noon+`, 443, true, 1], [`+noon+`, null, null, 2]]`)
	file.Alert = true
	file.Summary = kql.Summary{Keys: []string{"T", "Port", "ok"}, Axis: "T"}
	read, err := timeseries.CollectionReaderFromFrames(buildAll(t, file))
	if err != nil {
		t.Fatal(err)
	}
	found, err := read.GetCollection(true)
	if err != nil || len(found.Refs) != 2 || len(found.RemainderIndices) != 0 || found.Warning != nil {
		t.Fatalf("%d series, %v ignored, %v, %v", len(found.Refs), found.RemainderIndices, found.Warning, err)
	}
	wantLabels(t, found.Refs[0].GetLabels().String(), "Port=443, ok=true")
	wantLabels(t, found.Refs[1].GetLabels().String(), "Port=null, ok=null")
}

func wantLabels(t *testing.T, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("the labels are %s, want %s", got, want)
	}
}

func TestAskingForFillWithoutABinIsRefused(t *testing.T) {
	const uneven = `[[` + noon + `, 1], ["2026-11-23T12:00:07Z", 2]]`
	tests := map[string]struct {
		fill, rows string
		bin        int64
		fragment   string
	}{
		"zeros in bins of an unknown width": {fillZero, uneven, 0, "the width of the time bins is not known"},
		"nulls in times that are no bins":   {fillNull, uneven, 60e9, "the width of the time bins is not known"},
		"more bins than a graph holds":      {fillZero, `[[` + noon + `, 1]]`, 100, "makes too many points"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			file := quick(t, kql.FormatTimeSeries, "T:datetime n:long", tt.rows)
			file.Fill = tt.fill
			file.Summary.Bin = time.Duration(tt.bin)
			_, err := Build(file.answer(t), options(file))
			if err == nil || !strings.Contains(err.Error(), tt.fragment) {
				t.Errorf("got the error %v, want one that says %q", err, tt.fragment)
			}
			file.Fill = fillAuto
			if frame := build(t, file); frame.Fields[0].Len() != strings.Count(tt.rows, "T12") {
				t.Errorf("auto has made %d times", frame.Fields[0].Len())
			}
		})
	}
}

func TestPortalLinksHoldTheQuery(t *testing.T) {
	file := quick(t, kql.FormatTable, "n:long", `[[1]]`)
	o := options(file)
	o.Hunt.KQL = "DeviceEvents | where FileName == 'ä😀\n<&>'"
	if got := unpack(t, portalURL(o)); got != o.Hunt.KQL {
		t.Errorf("the portal reads %q", got)
	}
	if got := portalURL(o); !strings.HasPrefix(got, "https://security.microsoft.com/v2/advanced-hunting?query=H4sI") ||
		!strings.HasSuffix(got, "&timeRangeId=day") {
		t.Errorf("the link is %s", got)
	}
	random, dice := make([]rune, 6000), rand.New(rand.NewPCG(1, 2))
	for i := range random {
		random[i] = rune('一' + dice.IntN(20_000))
	}
	o.Hunt.KQL = string(random)
	if got := portalURL(o); got != "" {
		t.Errorf("a link of %d characters", len(got))
	}
	o.Hunt.KQL, o.Site.Portal = "T", ""
	if got := portalURL(o); got != "" {
		t.Errorf("a cloud without a portal has %s", got)
	}
}

func TestLinksGoNowhereUntilHuntsAboutEntitiesExist(t *testing.T) {
	file := quick(t, kql.FormatTable, "DeviceId:string", `[["a"]]`)
	links := build(t, file).Fields[0].Config.Links
	if len(links) != 1 || links[0].Internal != nil {
		t.Errorf("the links are %+v", links)
	}
	file.Go = true
	if links = build(t, file).Fields[0].Config.Links; len(links) != 2 || links[1].Internal == nil {
		t.Errorf("the links are %+v", links)
	}
}

func TestMeaningfulTimesOfAKeyAreNoAxis(t *testing.T) {
	file := quick(t, kql.FormatTimeSeries, "First:datetime T:datetime n:long",
		`[["2026-01-01T00:00:00Z", `+noon+`, 1], ["2026-01-02T00:00:00Z", `+noon+`, 2]]`)
	file.Summary = kql.Summary{Keys: []string{"First", "T"}, Axis: "T"}
	frame := build(t, file)
	if names := []string{frame.Fields[0].Name, frame.Fields[1].Labels.String()}; !slices.Equal(names,
		[]string{"T", "First=2026-01-01T00:00:00Z"}) {
		t.Errorf("the fields are %v", names)
	}
}
