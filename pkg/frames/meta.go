package frames

import (
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/data"

	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting"
)

// typeVersion is the dataplane contract's version that the frames follow:
// https://grafana.github.io/dataplane/contract/
var typeVersion = data.FrameTypeVersion{0, 1}

// custom is `meta.custom` of the first frame; the editor's footer reads it.
type custom struct {
	API          string     `json:"api"`
	RequestID    string     `json:"requestId"`
	Range        *timeRange `json:"range,omitempty"` // absent when the query alone decides
	Timespan     string     `json:"timespan"`
	Format       string     `json:"format"`
	FormatReason string     `json:"formatReason"`
	Fill         string     `json:"fill,omitempty"`        // of a time series: what bins without rows hold
	PartialBins  []string   `json:"partialBins,omitempty"` // starts of the bins that the range cuts, ISO 8601
	Hunts        []Part     `json:"hunts,omitempty"`       // of an answer of several; each runs alone, all together do not
	PortalURL    string     `json:"portalUrl,omitempty"`   // the query in the Defender portal
	Freshness    string     `json:"freshness"`
	AgeSeconds   float64    `json:"ageSeconds"`        // since the service was asked; 0 while the caller waited for it
	Windows      []Window   `json:"windows,omitempty"` // of a hunt that is split: each was a call
	Missing      *timeRange `json:"missing,omitempty"` // the part of the range that was not asked for
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

// describe says in the first frame's metadata how it came about.
func describe(made shaped, a *hunting.Answer, o Options) {
	meta, hunt := made.frames[0].Meta, o.Hunt
	meta.ExecutedQueryString = executed(o)
	meta.Stats = stats(a, o)
	about := custom{
		API: string(o.Site.API), RequestID: a.RequestID, Timespan: hunt.Timespan,
		Format: string(hunt.Format), FormatReason: hunt.FormatReason, Fill: made.fill, PartialBins: made.partial,
		Hunts: o.Parts, PortalURL: portalURL(o), Freshness: o.Freshness, AgeSeconds: o.Age.Seconds(),
		Windows: o.Windows,
	}
	if !o.Missing.From.IsZero() {
		about.Missing = &timeRange{From: iso(o.Missing.From), To: iso(o.Missing.To)}
	}
	if !hunt.From.IsZero() || !hunt.To.IsZero() {
		about.Range = &timeRange{From: iso(hunt.From), To: iso(hunt.To)}
	}
	meta.Custom = about
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
