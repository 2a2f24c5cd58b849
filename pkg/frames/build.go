package frames

import (
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/data"

	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting"
)

// The formats that Build makes; package kql has the same names.
const (
	FormatTable      = "table"
	FormatTimeSeries = "timeseries"
)

// Options say how an answer is shaped and what is known about its hunt.
type Options struct {
	RefID        string    // the query's letter
	Format       string    // FormatTable or FormatTimeSeries
	FormatReason string    // why that format, one sentence
	KQL          string    // as sent
	Timespan     string    // as sent, "" = none
	From, To     time.Time // the executed range; zero = not known
	Alert        bool      // an alert rule reads the frames
	API          string    // graph, xdr or mde
	Notices      []string  // warnings from before the answer
}

// Build shapes an answer. An answer that does not have what its format needs is
// a *ShapeError; an answer without rows never is.
func Build(a *hunting.Answer, o Options) (data.Frames, error) {
	return data.Frames{data.NewFrame("")}, nil
}

// ShapeError says what an answer lacks for its format and what to add to the query.
type ShapeError struct {
	Format string
	Reason string // ready for the panel
}

func (e *ShapeError) Error() string { return e.Reason }
