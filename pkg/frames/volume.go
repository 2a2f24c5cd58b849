package frames

import (
	"slices"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/data"

	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting"
	"github.com/huntboard/huntboard-defender-datasource/pkg/kql"
	"github.com/huntboard/huntboard-defender-datasource/pkg/schema"
)

// The labels of a volume's series.
const (
	labelLevel  = "level"
	labelAction = "ActionType"
)

// mostBins is how many bins a series may have; more are shown without the empty ones.
const mostBins = 5000

// volume makes one time series a level, or an ActionType: how many rows each bin has.
// Bins without rows are 0 within the executed range.
func volume(a *hunting.Answer, o Options) (shaped, error) {
	counts := *o.Hunt.Counts
	label := labelLevel
	if counts.By == "action" {
		label = labelAction
	}
	series := map[string]map[int64]float64{}
	bins := map[int64]bool{}
	for row := range a.Rows {
		at, number, keyed := countAt(a, counts, row)
		if at == nil {
			continue
		}
		if series[keyed] == nil {
			series[keyed] = map[int64]float64{}
		}
		series[keyed][at.UnixNano()] += number
		bins[at.UnixNano()] = true
	}
	times := binTimes(bins, counts.Width, o)
	made := shaped{}
	for _, name := range namesOf(series) {
		values := make([]float64, len(times))
		for i, at := range times {
			values[i] = series[name][at.UnixNano()]
		}
		value := data.NewField("Value", data.Labels{label: name}, values)
		value.Config = &data.FieldConfig{DisplayNameFromDS: name}
		frame := typed(data.NewFrame(name, data.NewField("Time", nil, slices.Clone(times)), value),
			data.FrameTypeTimeSeriesMulti, data.VisTypeGraph)
		made.frames = append(made.frames, frame)
	}
	if len(made.frames) == 0 {
		made.frames = data.Frames{typed(data.NewFrame(""), data.FrameTypeTimeSeriesMulti, data.VisTypeGraph)}
	}
	return made, nil
}

// countAt reads a row of the answer: its bin, its count, and the series it is of.
func countAt(a *hunting.Answer, counts kql.Counts, row int) (at *time.Time, number float64, name string) {
	severity, action := "", ""
	for _, column := range a.Columns {
		switch cells := column.Cells.(type) {
		case hunting.Times:
			if column.Name == counts.Time {
				at = cells[row]
			}
		case hunting.Longs:
			if column.Name == kql.CountColumn && cells[row] != nil {
				number = float64(*cells[row])
			}
		case hunting.Texts:
			text, _ := cellText(column, row)
			switch column.Name {
			case "Severity":
				severity = text
			case labelAction:
				action = text
			}
		}
	}
	if counts.By == "action" {
		return at, number, action
	}
	return at, number, schema.Level(severity, action)
}

// namesOf are the names of the series, in order.
func namesOf(series map[string]map[int64]float64) []string {
	names := make([]string, 0, len(series))
	for name := range series {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// binTimes are the bins of the executed range, and those that hold rows.
func binTimes(bins map[int64]bool, width time.Duration, o Options) []time.Time {
	from, to := o.Hunt.From, o.Hunt.To
	if !from.IsZero() && width > 0 && to.Sub(from)/width <= mostBins {
		for at := from.Truncate(width); at.Before(to); at = at.Add(width) {
			bins[at.UnixNano()] = true
		}
	}
	times := make([]time.Time, 0, len(bins))
	for at := range bins {
		times = append(times, time.Unix(0, at).UTC())
	}
	slices.SortFunc(times, time.Time.Compare)
	return times
}
