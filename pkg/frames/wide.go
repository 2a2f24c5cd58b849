package frames

import (
	"fmt"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/data"

	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting"
)

// maxSeries is how many series a panel or an alert rule can make sense of.
const maxSeries = 1000

// maxPoints bounds the memory of a wide frame, whose every series has a place at
// every time: times that are not rounded would make mostly empty gigabytes.
const maxPoints = 5_000_000

// wide makes one frame of all series: rows of (time, labels, values) become an
// ascending time field and a field for each value column under each set of labels.
func wide(a *hunting.Answer, o Options) (shaped, error) {
	if a.Rows == 0 {
		return one(noSeries(a, o)), nil
	}
	long, odd, err := expandArrays(a, o)
	if err != nil {
		return shaped{}, err
	}
	if long.Rows == 0 {
		return one(noSeries(a, o)), nil
	}
	p := partsOf(long, o.Hunt.Summary, true)
	if err := p.fitSeries(o); err != nil {
		return shaped{}, err
	}
	g, err := group(p, o)
	if err != nil {
		return shaped{}, err
	}
	frame := data.NewFrame("", data.NewField(p.times[0].Name, nil, g.times))
	frame.Fields[0].Config = timeConfig(p.times[0], g, o)
	for _, s := range g.series {
		for _, column := range p.values {
			frame.Fields = append(frame.Fields, s.field(column, p, g, o))
		}
	}
	made := one(typed(frame, data.FrameTypeTimeSeriesWide, data.VisTypeGraph))
	made.fill, made.partial, made.warnings = g.fill.mode, g.fill.partial, odd
	if g.untimed > 0 {
		made.warnings = append(made.warnings, fmt.Sprintf("%s no %s and cannot be placed. "+
			"Drop them with where isnotnull(%s).", countedHave(g.untimed), p.times[0].Name, p.times[0].Name))
	}
	return made, nil
}

// timeConfig tells Grafana the distance of the points where it is known.
func timeConfig(column hunting.Column, g groups, o Options) *data.FieldConfig {
	c := config(column, o)
	if g.fill.bin > 0 {
		if c == nil {
			c = &data.FieldConfig{}
		}
		c.Interval = float64(g.fill.bin.Milliseconds())
	}
	return c
}

// noSeries keeps the names of an answer without rows where they fit, so that a
// panel's overrides hold. An alert rule takes only a frame without fields for no data.
func noSeries(a *hunting.Answer, o Options) *data.Frame {
	frame := data.NewFrame("")
	if p := partsOf(a, o.Hunt.Summary, true); !o.Alert && len(p.times) == 1 && len(p.values) > 0 {
		frame.Fields = append(frame.Fields, data.NewField(p.times[0].Name, nil, []time.Time{}))
		for _, column := range p.values {
			frame.Fields = append(frame.Fields, field(column, o))
		}
	}
	return typed(frame, data.FrameTypeTimeSeriesWide, data.VisTypeGraph)
}

// fitSeries says what the answer lacks, or has too much of, for a time series.
func (p parts) fitSeries(o Options) error {
	switch {
	case len(p.times) == 0:
		return unfit(o, "The format time series needs a datetime column and the answer has none. "+
			"Summarize by a time bin, for example: summarize count() by bin(Timestamp, $__interval), "+
			"or choose the format table.")
	case len(p.times) > 1:
		return unfit(o, fmt.Sprintf("The format time series needs one datetime column and the answer has %d: %s. "+
			"Remove all but one with project-away.", len(p.times), names(p.times)))
	case len(p.others) > 0:
		return unfit(o, fmt.Sprintf("A time series has no place for the dynamic column %s. "+
			"Remove it with project-away, or turn it into text with tostring().", names(p.others)))
	case len(p.values) == 0:
		return unfit(o, "The format time series needs a column of numbers and the answer has none. "+
			"Add an aggregate, for example: summarize count() by bin(Timestamp, $__interval), or choose the format table.")
	}
	return nil
}
