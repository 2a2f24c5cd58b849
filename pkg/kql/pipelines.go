package kql

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// pipeline writes stages one under the other.
func pipeline(indent string, stages []string) string { return strings.Join(stages, "\n"+indent+"| ") }

// united is one pipeline, or the union of several; "" of none.
func united(parts [][]string) string {
	switch len(parts) {
	case 0:
		return ""
	case 1:
		return pipeline("", parts[0])
	}
	written := make([]string, len(parts))
	for i, stages := range parts {
		written[i] = "  (" + pipeline("   ", stages) + ")"
	}
	return "union\n" + strings.Join(written, ",\n")
}

// within is the stage that bounds a table's events. The range is half open.
func within(from, to time.Time) string {
	return fmt.Sprintf("where %s >= %s and %s < %s", defaultTimeColumn, datetimeLiteral(from), defaultTimeColumn,
		datetimeLiteral(to))
}

// readable are the tables that a hunt of the backend's own may read and that are not
// known to be missing. What is left out is told in notices.
func (m Moment) readable(tables []string) (kept, notices []string) {
	var lacking, forbidden []string
	for _, table := range tables {
		switch {
		case m.Rules.permits(table) != nil:
			forbidden = append(forbidden, table)
		case m.Lacking != nil && m.Lacking(table):
			lacking = append(lacking, table)
		default:
			kept = append(kept, table)
		}
	}
	if len(lacking) > 0 {
		notices = append(notices, "Left out, as the tenant lacks them: "+strings.Join(lacking, ", ")+".")
	}
	if len(forbidden) > 0 {
		notices = append(notices, "Left out, as the data source does not allow them: "+strings.Join(forbidden, ", ")+".")
	}
	return kept, notices
}

// wholeHours are the hours that hold what is so far around a time. As windows are of
// whole hours, graphs that begin at neighbors ask the same and share an answer.
func wholeHours(at time.Time, reach time.Duration) (from, to time.Time) {
	return at.Add(-reach).Truncate(time.Hour), at.Add(reach).Truncate(time.Hour).Add(time.Hour)
}

// reach is how far a hunt looks before and after its time: as it says, else as usual,
// or less where the data source does not allow that much.
func (h Target) reach(m Moment, usual time.Duration) time.Duration {
	if h.Hours > 0 {
		return h.hours()
	}
	if most := m.Rules.MaxRange; most > 0 {
		return min(usual, (most-time.Hour)/2)
	}
	return usual
}

// keptLegs are those whose tables may be read.
func (m Moment) keptLegs(parts []leg) (kept []leg, notices []string) {
	tables, notices := m.readable(tablesOfLegs(parts))
	return slices.DeleteFunc(parts, func(l leg) bool { return !slices.Contains(tables, l.table) }), notices
}
