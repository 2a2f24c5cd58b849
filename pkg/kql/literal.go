package kql

import (
	"strconv"
	"time"
)

// Kusto counts time in ticks of 100 ns, so a datetime has 7 digits of a second.
const (
	tick           = 100 * time.Nanosecond
	datetimeLayout = "2006-01-02T15:04:05.0000000Z"
	isoLayout      = "2006-01-02T15:04:05.9999999Z" // no zeros at the end
)

// datetimeLiteral writes a time for KQL; what is finer than a tick is cut off.
func datetimeLiteral(t time.Time) string {
	return "datetime(" + t.UTC().Format(datetimeLayout) + ")"
}

// timespan writes the Timespan that Graph takes beside a query.
func timespan(from, to time.Time) string {
	return from.UTC().Format(isoLayout) + "/" + to.UTC().Format(isoLayout)
}

// units are all units of Kusto's timespan literals that hold whole ticks. There
// is no week, month or year: https://learn.microsoft.com/kusto/query/scalar-data-types/timespan
var units = []struct {
	name   string
	length time.Duration
}{
	{"d", 24 * time.Hour},
	{"h", time.Hour},
	{"m", time.Minute},
	{"s", time.Second},
	{"ms", time.Millisecond},
	{"microsecond", time.Microsecond},
	{"tick", tick},
}

// timespanLiteral writes a positive length of time exactly, as a whole number of
// the largest unit that divides it: 90s, 7d, 250ms. It is never less than a tick.
func timespanLiteral(length time.Duration) string {
	length = max(length.Truncate(tick), tick)
	for _, unit := range units {
		if length%unit.length == 0 {
			return strconv.FormatInt(int64(length/unit.length), 10) + unit.name
		}
	}
	return "1tick" // not reached: a tick divides what was cut to ticks
}

// timespanUnits are the units that the documentation names, and their long forms.
var timespanUnits = map[string]time.Duration{
	"d": 24 * time.Hour, "day": 24 * time.Hour, "days": 24 * time.Hour,
	"h": time.Hour, "hour": time.Hour, "hours": time.Hour,
	"m": time.Minute, "minute": time.Minute, "minutes": time.Minute,
	"s": time.Second, "second": time.Second, "seconds": time.Second,
	"ms": time.Millisecond, "millisecond": time.Millisecond, "milliseconds": time.Millisecond,
	"microsecond": time.Microsecond, "microseconds": time.Microsecond,
	"tick": tick, "ticks": tick,
}

// readTimespan reads a literal such as 30d or 1.5h; false for a plain number.
func readTimespan(literal string) (time.Duration, bool) {
	digits := span(literal, func(r rune) bool { return isDigit(r) || r == '.' })
	unit, known := timespanUnits[literal[digits:]]
	count, err := strconv.ParseFloat(literal[:digits], 64)
	if !known || err != nil || count*float64(unit) > float64(1<<62) {
		return 0, false
	}
	return time.Duration(count * float64(unit)), true
}

// readDatetime reads what may stand in `datetime(…)`, UTC unless it says else.
func readDatetime(text string) (time.Time, bool) {
	for _, layout := range []string{
		time.RFC3339Nano, "2006-01-02T15:04:05.9999999", "2006-01-02T15:04", "2006-01-02 15:04:05.9999999",
		"2006-01-02 15:04", "2006-01-02",
	} {
		if t, err := time.Parse(layout, text); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// tokenTimespan reads a token that is a timespan literal.
func tokenTimespan(t Token) (time.Duration, bool) {
	if t.Kind != Number {
		return 0, false
	}
	return readTimespan(t.Text)
}
