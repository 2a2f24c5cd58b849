package kql

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Millis is a time in milliseconds since 1970. Links of Grafana's write numbers as
// texts, so both are read; zero is no time.
type Millis int64

// UnmarshalJSON reads a number, or digits in a text; "" is no time.
func (m *Millis) UnmarshalJSON(raw []byte) error {
	text := strings.Trim(string(raw), `"`)
	if text == "" || text == "null" || text == "NaN" { // NaN is what Grafana makes of a cell without a time
		*m = 0
		return nil
	}
	number, err := strconv.ParseFloat(text, 64)
	if err != nil || !(number >= 0 && number <= 1e14) {
		return refuse("atMs", fmt.Sprintf("%s is no time: hunts take milliseconds since 1970, in digits.", raw))
	}
	*m = Millis(number)
	return nil
}

// Time is the time in UTC, zero where there is none.
func (m Millis) Time() time.Time {
	if m == 0 {
		return time.Time{}
	}
	return time.UnixMilli(int64(m)).UTC()
}

// Target is what a hunt that the backend writes is about: `hunt` of the stored query.
type Target struct {
	Entity string  `json:"entity"`
	Value  string  `json:"value"`
	AtMs   Millis  `json:"atMs"`   // the row's time; 0 = the dashboard's range
	Table  string  `json:"table"`  // only this table; "" = all that the entity is found in
	Column string  `json:"column"` // only this column; "" = all that name the entity
	Hours  float64 `json:"hours"`  // before and after AtMs; 0 = 1

	DeviceID  string   `json:"deviceId"`
	ProcessID idText   `json:"processId"`
	CreatedMs Millis   `json:"createdMs"` // a process's creation, which tells it from others of its id
	Edges     []string `json:"edges"`     // what else a process did: network, file, registry

	IncidentID string `json:"incidentId"`
	AlertID    string `json:"alertId"`
}

// idText is a number, or its digits in a text.
type idText string

// UnmarshalJSON keeps the digits.
func (i *idText) UnmarshalJSON(raw []byte) error {
	text := strings.Trim(string(raw), `"`)
	if text == "null" {
		text = ""
	}
	if _, err := strconv.ParseUint(text, 10, 63); text != "" && err != nil {
		return refuse("hunt.processId", fmt.Sprintf("The process id %s is no whole number.", raw))
	}
	*i = idText(text)
	return nil
}

// Volume asks for the counts over time of a query's rows. Transient.
type Volume struct {
	By         string `json:"by"`         // severity or action
	IntervalMs int64  `json:"intervalMs"` // of the bins; 0 = the request's interval
}

// Context asks for what happened around a row. Transient.
type Context struct {
	AtMs      Millis  `json:"atMs"`
	Device    string  `json:"device"`  // DeviceId or DeviceName
	Account   string  `json:"account"` // UPN, object id, SID or name
	Mailbox   string  `json:"mailbox"` // an address
	App       string  `json:"app"`     // a cloud app's name or id
	Direction string  `json:"direction"`
	Limit     int     `json:"limit"`   // rows; 0 = 100
	Minutes   float64 `json:"minutes"` // how far from AtMs; 0 = 10
	Filter    string  `json:"filter"`  // a term that some column has
}

// decoded tells a refusal of a field from JSON that cannot be read.
func decoded(err error) error {
	if refused, is := err.(*Error); is { //nolint:errorlint // encoding/json hands on what UnmarshalJSON returns as it is
		return refused
	}
	return unreadable(err)
}

// checkTarget refuses a query type without what it needs, and transient parts where
// they mean nothing.
func (q Query) checkTarget() error {
	switch {
	case q.Volume != nil && q.Context != nil:
		return refuse("context", "A query asks for a volume or for a context, not for both.")
	case (q.Volume != nil || q.Context != nil) && q.QueryType != QueryHunt:
		return refuse("queryType", fmt.Sprintf("Volume and context are those of a hunt, not of queryType %q.", q.QueryType))
	case q.Volume != nil && !slices.Contains([]string{"severity", "action"}, q.Volume.By):
		return refuse("volume.by", fmt.Sprintf("volume.by %q is not known. Use \"severity\" or \"action\".", q.Volume.By))
	case q.Volume != nil && (q.Volume.IntervalMs < 0 || q.Volume.IntervalMs > int64(366*24*time.Hour/time.Millisecond)):
		return refuse("volume.intervalMs", "volume.intervalMs is out of its bounds: it takes 1 ms to 366 days.")
	}
	if q.Context != nil {
		return q.Context.check()
	}
	return q.checkHunt()
}

func (q Query) checkHunt() error {
	h := q.Hunt
	var missing string
	switch {
	case q.QueryType == QueryHunt || q.QueryType == QueryBudget:
		return nil
	case h == nil:
		missing = "hunt"
	case q.QueryType == QueryGo && (h.Entity == "" || strings.TrimSpace(h.Value) == ""):
		missing = "hunt.entity and hunt.value"
	case q.QueryType == QueryProcess && (h.DeviceID == "" || h.ProcessID == "" || h.CreatedMs == 0):
		missing = "hunt.deviceId, hunt.processId and hunt.createdMs"
	case q.QueryType == QueryIncident && h.IncidentID == "" && h.AlertID == "":
		missing = "hunt.alertId"
	}
	if missing != "" {
		return refuse("hunt", fmt.Sprintf("A query of queryType %q needs %s.", q.QueryType, missing))
	}
	if id, _ := strconv.ParseInt(string(h.ProcessID), 10, 64); q.QueryType == QueryProcess && id == 0 {
		return refuse("hunt.processId", "The process id 0 is that of no process: sensors write it for the idle system, or "+
			"where they do not know the parent. Begin at another process.")
	}
	if h.Hours < 0 || h.Hours > maxHours {
		return refuse("hunt.hours", fmt.Sprintf("hunt.hours is %v; it takes more than 0 and at most %d.", h.Hours, maxHours))
	}
	for _, edge := range h.Edges {
		if _, known := deeds[edge]; !known {
			return refuse("hunt.edges", fmt.Sprintf("hunt.edges %q is not known. Use %s.",
				edge, alternatives(edgeKinds)))
		}
	}
	return nil
}

// maxHours is as far back as the service keeps events.
const maxHours = 30 * 24

// hours is how far a hunt looks before and after its time.
func (h Target) hours() time.Duration {
	if h.Hours == 0 {
		return time.Hour
	}
	return time.Duration(h.Hours * float64(time.Hour))
}
