package frames

import (
	"fmt"
	"slices"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/data"

	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting"
)

// typeVersion is the dataplane contract's version that the frames follow:
// https://grafana.github.io/dataplane/contract/
var typeVersion = data.FrameTypeVersion{0, 1}

// custom is `meta.custom` of every frame; the editor's footer reads it.
type custom struct {
	API          string     `json:"api"`
	RequestID    string     `json:"requestId"`
	Range        *timeRange `json:"range,omitempty"` // absent when the query alone decides
	Timespan     string     `json:"timespan"`
	Format       string     `json:"format"`
	FormatReason string     `json:"formatReason"`
	Freshness    string     `json:"freshness"`
	AgeSeconds   float64    `json:"ageSeconds"` // since the service was asked; 0 while the caller waited for it
}

// timeRange is the executed range, half open, in ISO 8601 UTC.
type timeRange struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// typed gives a frame its dataplane type and the visualization that fits it.
func typed(frame *data.Frame, kind data.FrameType, visualization data.VisType) *data.Frame {
	frame.Meta = &data.FrameMeta{Type: kind, TypeVersion: typeVersion, PreferredVisualization: visualization}
	return frame
}

// describe says in the frame's metadata how it came about.
func describe(frame *data.Frame, a *hunting.Answer, o Options) {
	frame.Meta.ExecutedQueryString = o.KQL
	frame.Meta.Stats = stats(a, o)
	about := custom{
		API: o.API, RequestID: a.RequestID, Timespan: o.Timespan, Format: o.Format, FormatReason: o.FormatReason,
		Freshness: o.Freshness, AgeSeconds: o.Age.Seconds(),
	}
	if !o.From.IsZero() || !o.To.IsZero() {
		about.Range = &timeRange{From: iso(o.From), To: iso(o.To)}
	}
	frame.Meta.Custom = about
}

func iso(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.9999999Z") }

// stats are ours first, then the service's own.
func stats(a *hunting.Answer, o Options) []data.QueryStat {
	wait, hit := a.Wait, 0.0
	if o.Freshness == Stored || o.Freshness == Stale {
		wait, hit = 0, 1 // others have waited for it
	}
	all := []data.QueryStat{
		stat("Duration", float64(a.Duration)/float64(time.Millisecond), "ms"),
		stat("Rows", float64(a.Rows), "short"),
		stat("Bytes", float64(a.Bytes), "decbytes"),
		stat("Wait", float64(wait)/float64(time.Millisecond), "ms"),
		stat("Cache hit", hit, "short"),
		stat("Age", o.Age.Seconds(), "s"),
	}
	for _, own := range a.Stats {
		all = append(all, stat(own.Name, own.Value, own.Unit))
	}
	return all
}

func stat(name string, value float64, unit string) data.QueryStat {
	return data.QueryStat{FieldConfig: data.FieldConfig{DisplayName: name, Unit: unit}, Value: value}
}

// caps are the numbers of rows at which a service cuts an answer without saying
// so. The oldest form of the mde API cuts at 10,000.
func caps(api string) []int {
	if api == "mde" {
		return []int{10_000, 100_000}
	}
	return []int{100_000}
}

// cutNotice warns of an answer that is as long as the service makes them, "" for others.
func cutNotice(a *hunting.Answer, api string) string {
	if !slices.Contains(caps(api), a.Rows) {
		return ""
	}
	return fmt.Sprintf("The answer has exactly %s rows, the most that the service sends, so rows are probably missing. "+
		"Shorten the range, filter more or summarize.", grouped(a.Rows))
}

// grouped writes 100000 as 100,000.
func grouped(n int) string {
	text := fmt.Sprint(n)
	for at := len(text) - 3; at > 0; at -= 3 {
		text = text[:at] + "," + text[at:]
	}
	return text
}

// warnings are notices of one sentence each.
func warnings(texts ...string) []data.Notice {
	var notices []data.Notice
	for _, text := range texts {
		if text != "" {
			notices = append(notices, data.Notice{Severity: data.NoticeSeverityWarning, Text: text})
		}
	}
	return notices
}
