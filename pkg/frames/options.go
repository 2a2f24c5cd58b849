package frames

import "time"

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
