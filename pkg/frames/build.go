package frames

import (
	"slices"

	"github.com/grafana/grafana-plugin-sdk-go/data"

	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting"
)

// Build shapes an answer into one frame. An answer that does not have what its
// format or an alert rule needs is a *ShapeError; an answer without rows never is.
func Build(a *hunting.Answer, o Options) (data.Frames, error) {
	cut := cutNotice(a, o.API)
	if o.Alert && cut != "" {
		return nil, unfit(o, cut+" An alert rule must not judge a part of the rows.")
	}
	frame, err := shape(a, o)
	if err != nil {
		return nil, err
	}
	frame.RefID = o.RefID
	describe(frame, a, o)
	frame.Meta.Notices = slices.Concat(warnings(cut), warnings(o.Notices...), warnings(a.Notices...), frame.Meta.Notices)
	return data.Frames{frame}, nil
}

// shape chooses by format and reader.
func shape(a *hunting.Answer, o Options) (*data.Frame, error) {
	switch {
	case o.Format == FormatTimeSeries:
		return wide(a, o)
	case o.Format == FormatTable && o.Alert:
		return numbers(a, o)
	case o.Format == FormatTable:
		return table(a), nil
	}
	return nil, unknownFormat(o)
}
