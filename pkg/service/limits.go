package service

import (
	"slices"
	"time"
)

// Limits are those of a site that any tenant has; larger tenants may have more.
// Zero means that no document states one.
type Limits struct {
	DaysBack       int           // how far back a hunt reaches
	Caps           []int         // row counts at which some version of the service cuts an answer, without saying so
	AnswerBytes    int64         // more is refused
	OneCall        time.Duration // a hunt that runs longer is ended
	CallsPerMinute int           // of the tenant, analysts in the portal included
	CallsPerHour   int
	RunPerHour     time.Duration // run time of the tenant's calls, added up
	RunPerDay      time.Duration
}

// CutsRows tells a number of rows at which the service cuts an answer, without saying so.
func (l Limits) CutsRows(rows int) bool { return slices.Contains(l.Caps, rows) }

// CutsBytes tells an answer that weighs as much as the service lets one weigh. It
// measures before it writes JSON, so one percent less counts already.
func (l Limits) CutsBytes(bytes int64) bool {
	return l.AnswerBytes > 0 && bytes >= l.AnswerBytes-l.AnswerBytes/100
}

const mb = 1_000_000

var (
	// https://learn.microsoft.com/defender-xdr/advanced-hunting-limits (2026-08)
	graphLimits = Limits{
		DaysBack: 30, Caps: []int{100_000}, AnswerBytes: 50 * mb, OneCall: 3 * time.Minute, CallsPerMinute: 45,
	}

	// https://learn.microsoft.com/defender-xdr/api-advanced-hunting (2024-04-01). Its
	// earlier text, of Microsoft 365 Defender, allows ten minutes.
	xdrLimits = Limits{DaysBack: 30, Caps: []int{100_000}, OneCall: 3 * time.Minute, CallsPerMinute: 45}

	// Calls a minute: 15 in the documents of 2018 and 2020, 45 today. One call: ten
	// minutes, 200 s today. Run time: 15 min an hour and 4 h a day, 10 min and 3 h
	// today. Rows: 10,000 in 2018, 100,000 since.
	// https://learn.microsoft.com/defender-endpoint/api/run-advanced-query-api (2026-08)
	mdeLimits = Limits{
		DaysBack: 30, Caps: []int{10_000, 100_000}, AnswerBytes: 50 * mb, OneCall: 200 * time.Second,
		CallsPerMinute: 15, CallsPerHour: 1500, RunPerHour: 10 * time.Minute, RunPerDay: 3 * time.Hour,
	}
)
