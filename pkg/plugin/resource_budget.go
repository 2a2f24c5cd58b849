package plugin

import (
	"encoding/json"
	"net/http"
	"time"

	"github.com/huntboard/huntboard-defender-datasource/pkg/budget"
	"github.com/huntboard/huntboard-defender-datasource/pkg/service"
)

// budgetAnswer is the resource `budget`, for the editor's gauge; the case
// tests/cases/resources/budget.json has one. Times are ISO 8601 UTC, null = none.
type budgetAnswer struct {
	API    service.API `json:"api"`
	Joined bool        `json:"joined"` // false: this source has sent nothing yet, so that only its limits are known
	// Sources share the tenant's budget with this one, which is among them.
	Sources int       `json:"sources"`
	At      time.Time `json:"at"`

	CallsPerMinute int `json:"callsPerMinute"`
	Used           int `json:"used"`         // calls in the last 60 s
	UsedByAlerts   int `json:"usedByAlerts"` // of them
	Left           int `json:"left"`         // that dashboards and people can send now
	LeftForAlerts  int `json:"leftForAlerts"`
	InFlight       int `json:"inFlight"`
	MaxInFlight    int `json:"maxInFlight"`
	Waiting        int `json:"waiting"`

	ClosedUntil *time.Time  `json:"closedUntil"` // the service takes no calls before
	CPU         cpuAnswer   `json:"cpu"`
	Cache       cacheAnswer `json:"cache"`
}

// cpuAnswer is the tenant's share of CPU in this quarter of an hour.
type cpuAnswer struct {
	Estimate     bool       `json:"estimate"` // from durations, as the service tells no CPU time
	SpentSeconds float64    `json:"spentSeconds"`
	ShareSeconds *float64   `json:"shareSeconds"` // what was spent when the service last closed, null = never seen
	Ends         *time.Time `json:"ends"`         // of the quarter
	ClosedUntil  *time.Time `json:"closedUntil"`
}

// cacheAnswer is this data source's own.
type cacheAnswer struct {
	Seconds  float64 `json:"seconds"` // cacheSeconds, 0 = off
	Answers  int     `json:"answers"`
	Bytes    int64   `json:"bytes"`
	MaxBytes int64   `json:"maxBytes"`
}

func (d *Datasource) budgetResource(*http.Request) ([]byte, error) {
	answers, bytes, most := d.memory.Size()
	cache := cacheAnswer{d.settings.alignment.Seconds(), answers, bytes, most}
	return json.Marshal(budgetOf(d.settings.site.API, d.budget.State(), cache))
}

func budgetOf(api service.API, s budget.State, cache cacheAnswer) budgetAnswer {
	waiting := 0
	for _, queued := range s.Queued {
		waiting += queued
	}
	answer := budgetAnswer{
		API: api, Joined: s.Joined, Sources: s.Sources, At: s.At.UTC(),
		CallsPerMinute: s.Limits.CallsPerMinute,
		Used:           s.Used, UsedByAlerts: s.UsedByAlerts, Left: s.LeftOthers, LeftForAlerts: s.Left,
		InFlight: s.InFlight, MaxInFlight: s.Limits.InFlight, Waiting: waiting,
		ClosedUntil: known(s.ClosedUntil),
		CPU: cpuAnswer{
			Estimate: s.CPU.Estimated, SpentSeconds: s.CPU.Spent.Seconds(),
			Ends: known(s.CPU.Ends), ClosedUntil: known(s.CPU.ClosedUntil),
		},
		Cache: cache,
	}
	if s.CPU.Share > 0 {
		answer.CPU.ShareSeconds = new(s.CPU.Share.Seconds())
	}
	return answer
}

// known is nil for the zero time.
func known(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return new(t.UTC())
}
