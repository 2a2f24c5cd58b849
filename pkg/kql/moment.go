package kql

import "time"

// Moment is when a query runs and for whom.
type Moment struct {
	From, To time.Time     // the request's range, half open: >= From and < To
	Interval time.Duration // the request's interval: what `$__interval` stands for
	Step     time.Duration // relative ranges are aligned at least to this (the cache's seconds); 0 = not at all
	Relative bool          // the range was given relative to now, so it may be aligned
	Alert    bool          // an alert rule asks: its range is never moved
	Origin   string        // see Query.Origin; an alert wins over it
	Now      time.Time     // what `ago()` counts from when it is compared with the range; zero = the clock

	// Rules are what the data source lets a query do.
	Rules Rules
	// NoTimespan names the API where it takes no Timespan beside a query; "" = it takes one.
	NoTimespan string

	// TimeColumns tells the time column of a table. The column is "" for a known
	// table without one. Nil knows no table.
	TimeColumns func(table string) (column string, known bool)
	// Columns tells the columns of a table. Nil knows no table.
	Columns func(table string) (columns []Column, known bool)
	// Body are the columns that tell an event of a table in a line. Nil knows none.
	Body func(table string) []string
	// Lacking tells a table that the tenant is known not to have. Nil knows none.
	Lacking func(table string) bool
}

// Column is a column of a table; Type is Kusto's name for its type.
type Column struct{ Name, Type string }

// Hunt is one query ready to be sent.
type Hunt struct {
	KQL          string    // plain KQL, no macro left
	Timespan     string    // Graph's Timespan as `start/end` in ISO 8601 UTC; "" = send none
	From, To     time.Time // the range that macros or Timespan carry; zero when the query alone decides
	Format       Format    // any but FormatAuto
	FormatReason string    // why that format, one sentence
	Notices      []string  // warnings for the reader, one sentence each

	// Step is by how much a relative range moves: the cache's, or the interval if the
	// query uses it and it is longer.
	Step time.Duration

	Table   string  // the table that the rows are from, "" if that cannot be told
	Summary Summary // what the last summarize makes
	Fill    string  // as stored: auto, none, null or zero
	Flatten bool    // as stored: the keys of dynamic columns become columns
	Nodes   int     // as stored: the most nodes of a graph, 0 = the default

	Tables []string // those that the backend has chosen to hunt in; nil for the query of an author
	Body   []string // the columns that tell an event in a line; nil = those of the table
	Alert  string   // the alert whose graph the rows become, "" = none
	Counts *Counts  // of a volume: how its answer is read; nil for rows as they are

	Windows *Windows // each of which is sent as a call of its own; nil = one call for all
}

// timeColumn asks TimeColumns and knows nothing without it.
func (m Moment) timeColumn(table string) (column string, known bool) {
	if m.TimeColumns == nil {
		return "", false
	}
	return m.TimeColumns(table)
}

func (m Moment) now() time.Time {
	if m.Now.IsZero() {
		return time.Now()
	}
	return m.Now
}

// grafanaInterval is the interval that Grafana assumes where a request has none.
const grafanaInterval = time.Second

func (m Moment) interval() time.Duration {
	if m.Interval <= 0 {
		return grafanaInterval
	}
	return m.Interval
}

// columns asks Columns and knows nothing without it.
func (m Moment) columns(table string) (columns []Column, known bool) {
	if m.Columns == nil {
		return nil, false
	}
	return m.Columns(table)
}

// milliTime is the time that Grafana's milliseconds stand for.
func milliTime(milliseconds int64) time.Time { return time.UnixMilli(milliseconds).UTC() }
