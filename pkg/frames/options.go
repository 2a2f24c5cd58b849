package frames

import "time"

// The formats that Build makes; package kql has the same names.
const (
	FormatTable      = "table"
	FormatTimeSeries = "timeseries"
)

// How an answer came to the one who reads it; package recall has the same names.
const (
	Fresh  = "fresh"  // the service was asked for it
	Shared = "shared" // another's call was under way, and served both
	Stored = "stored" // it was kept from an earlier call
	Stale  = "stale"  // the last good one, as the service takes no calls now
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

	Freshness string        // Fresh, Shared, Stored or Stale
	Age       time.Duration // since the service was asked; 0 if the reader waited for it
}
