package frames

import (
	"github.com/grafana/grafana-plugin-sdk-go/data"

	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting"
	"github.com/huntboard/huntboard-defender-datasource/pkg/kql"
)

// shaped is an answer in the frames of a format.
type shaped struct {
	frames   data.Frames
	warnings []string // about the rows in this shape, one sentence each
	fill     string   // what was put into bins without rows: none, null, zero or auto
	partial  []string // bins that the executed range cuts, ISO 8601
}

// Build shapes an answer: one frame, or two for a graph. An answer that does not
// have what its format or an alert rule needs is a *ShapeError; an answer without
// rows never is.
func Build(a *hunting.Answer, o Options) (data.Frames, error) {
	if o.Alert {
		if err := judge(a, o); err != nil {
			return nil, err
		}
	}
	o.Gaps = o.Gaps || capNotice(a, o) != "" || weightNotice(a, o) != ""
	rows, odd := a, []string(nil)
	if o.Hunt.Flatten {
		rows, odd = flatten(rows)
	}
	rows = textIDs(rows)
	made, err := shape(rows, o)
	if err != nil {
		return nil, err
	}
	made.warnings = append(odd, made.warnings...)
	for _, frame := range made.frames {
		frame.RefID = o.RefID
	}
	describe(made, a, o)
	made.frames[0].Meta.Notices = notices(rows, made, o)
	return made.frames, nil
}

// shape chooses by format and reader.
func shape(a *hunting.Answer, o Options) (shaped, error) {
	switch format := o.Hunt.Format; {
	case o.Hunt.Counts != nil:
		return volume(a, o)
	case o.Alert && (format == kql.FormatLogs || format == kql.FormatGraph):
		return shaped{}, unfit(o, "An alert rule judges numbers, and the format "+string(format)+" has none for it. "+
			"Choose the format auto and summarize, for example: summarize count() by DeviceName.")
	case format == kql.FormatTimeSeries:
		return wide(a, o)
	case format == kql.FormatTable && o.Alert:
		return numbers(a, o)
	case format == kql.FormatTable:
		return table(a, o), nil
	case format == kql.FormatLogs:
		return logs(a, o)
	case format == kql.FormatGraph && o.Sketch != nil:
		return graph(o.Sketch, o)
	case format == kql.FormatGraph:
		return graph(a, o)
	}
	return shaped{}, unknownFormat(o)
}

func one(frame *data.Frame) shaped { return shaped{frames: data.Frames{frame}} }
