package kql

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

var (
	ten    = time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	eleven = ten.Add(time.Hour)
)

const theDashboards = "2026-11-23T10:00:00Z/2026-11-23T11:00:00Z"

func TestRange(t *testing.T) {
	tests := map[string]struct {
		rule          Range
		kql, timespan string
		known         bool   // the executed range is known
		notice        string // a part of the only notice, "" = none
	}{
		"auto sends the dashboard's range": {RangeAuto, "T | take 5", theDashboards, true, ""},
		"a missing rule is auto":           {"", "T | take 5", theDashboards, true, ""},
		"a macro bounds time":              {RangeAuto, "T | where $__timeFilter()", "", true, ""},
		"an end of the range bounds time":  {RangeAuto, "T | where Seen > $__timeFrom()", "", true, ""},
		"a bin bounds nothing": {
			RangeAuto, "T | summarize count() by $__timeBin()", theDashboards, true, "",
		},
		"an interval bounds nothing": {
			RangeAuto, "T | summarize count() by bin(A, $__interval)", theDashboards, true, "",
		},
		"ago bounds time":                 {RangeAuto, "T | where Timestamp > ago(1h)", "", false, ""},
		"ago in a string bounds nothing":  {RangeAuto, "T | where A == 'ago(1h)'", theDashboards, true, ""},
		"ago in a comment bounds nothing": {RangeAuto, "T // where Timestamp > ago(1h)", theDashboards, true, ""},
		"a column that is called ago":     {RangeAuto, "T | project ago", theDashboards, true, ""},
		"between two times": {
			RangeAuto, "T | where A between (datetime(2026-01-01) .. 1d)", "", false, "",
		},
		"a time column between two names":     {RangeAuto, "T | where Timestamp between (a .. b)", "", false, ""},
		"a time column not between two names": {RangeAuto, "T | where Timestamp !between (a .. b)", "", false, ""},
		"a port between two numbers": {
			RangeAuto, "T | where Port between (1 .. 1024)", theDashboards, true, "",
		},
		"a compared time column":             {RangeAuto, "T | where Timestamp >= start", "", false, ""},
		"a time column on the right":         {RangeAuto, "T | where start <= Timestamp", "", false, ""},
		"a rounded time column":              {RangeAuto, "T | where startofday(Timestamp) == d", "", false, ""},
		"a rounded time column on the right": {RangeAuto, "T | where d == startofday(Timestamp)", "", false, ""},
		"a time column in a subquery": {
			RangeAuto, "T | join (U | where TimeGenerated > d) on A", "", false, "",
		},
		"a compared time outside a filter": {
			RangeAuto, "T | extend Late = Timestamp > d", theDashboards, true, "",
		},
		"a time column that is only shown": {
			RangeAuto, "T | project Timestamp | sort by Timestamp", theDashboards, true, "",
		},
		"a difference of times is no bound": {
			RangeAuto, "T | where Seen - Timestamp > 5m", theDashboards, true, "",
		},
		"another column of the stored query": {RangeAuto, "T | where Seen > d", "", false, ""},
		"dashboard always sends":             {RangeDashboard, "T | where $__timeFilter()", theDashboards, true, ""},
		"dashboard warns of an earlier ago": {
			RangeDashboard, "T | where Timestamp > ago(30d)", theDashboards, true, "ago(30d)",
		},
		"dashboard is silent about a later ago": {
			RangeDashboard, "T | where Timestamp > ago(5m)", theDashboards, true, "",
		},
		"dashboard can't tell what a name means": {
			RangeDashboard, "T | where Timestamp > ago(x)", theDashboards, true, "",
		},
		"dashboard warns of an earlier date": {
			RangeDashboard, "T | where Timestamp >= datetime(2026-11-01)", theDashboards, true, "datetime(2026-11-01)",
		},
		"dashboard warns of an earlier between": {
			RangeDashboard, "T | where Timestamp between (datetime(2026-11-01) .. now())", theDashboards, true, "between",
		},
		"dashboard is silent about an upper date": {
			RangeDashboard, "T | where Timestamp < datetime(2026-11-01)", theDashboards, true, "",
		},
		"query never sends":      {RangeQuery, "T | take 5", "", false, ""},
		"query keeps the macros": {RangeQuery, "T | where $__timeFilter()", "", true, ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			query := Query{Query: tt.kql, Range: tt.rule}
			if strings.HasPrefix(name, "another column") {
				query.TimeColumn = "Seen"
			}
			hunt, err := query.Write(Moment{From: ten, To: eleven, Now: eleven})
			if err != nil {
				t.Fatal(err)
			}
			if hunt.Timespan != tt.timespan || hunt.From.IsZero() == tt.known {
				t.Errorf("%s\n got %q from %v, want %q", tt.kql, hunt.Timespan, hunt.From, tt.timespan)
			}
			notices := strings.Join(hunt.Notices, "\n")
			if !strings.Contains(notices, tt.notice) || (tt.notice == "") != (notices == "") {
				t.Errorf("%s\n got the notice %q, want %q in it", tt.kql, notices, tt.notice)
			}
		})
	}
}

func TestAlign(t *testing.T) {
	relative := Moment{Relative: true, Step: time.Minute, Interval: 5 * time.Minute}
	alert, absolute, uncached := relative, relative, relative
	alert.Alert, absolute.Relative, uncached.Step = true, false, 0
	const plain, binned = "T | take 5", "T | summarize count() by $__timeBin()"
	tests := map[string]struct {
		moment           Moment
		kql              string
		from, to         string // clock times of one day
		wantFrom, wantTo string
	}{
		"both ends move down to the cache's step": {relative, plain, "10:00:17.2", "11:00:17.2", "10:00:00", "11:00:00"},
		"the width stays":                         {relative, plain, "10:59:07", "11:00:37", "10:58:30", "11:00:00"},
		"a longer interval is the step":           {relative, binned, "10:02:17", "11:02:17", "10:00:00", "11:00:00"},
		"an unused interval is not":               {relative, plain, "10:02:17", "11:02:17", "10:02:00", "11:02:00"},
		"the clock read twice gives one range": {
			relative, plain, "10:00:17.001", "11:00:17.003", "10:00:00", "11:00:00",
		},
		"a range shorter than the step": {relative, plain, "11:00:10", "11:00:37", "10:59:33", "11:00:00"},
		"the start of the day stays":    {relative, plain, "00:00:00", "11:00:37", "00:00:00", "11:00:00"},
		"the end of the day stays": {
			relative, plain, "00:00:00", "23:59:59.999", "00:00:00", "23:59:59.999",
		},
		"an aligned range stays":                  {relative, plain, "10:00:00", "11:00:00", "10:00:00", "11:00:00"},
		"an alert's range is never moved":         {alert, binned, "10:02:17", "11:02:17", "10:02:17", "11:02:17"},
		"an absolute range is never moved":        {absolute, binned, "10:02:17", "11:02:17", "10:02:17", "11:02:17"},
		"without a cache the interval aligns":     {uncached, binned, "10:02:17", "11:02:17", "10:00:00", "11:00:00"},
		"without cache or interval nothing moves": {uncached, plain, "10:02:17", "11:02:17", "10:02:17", "11:02:17"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			m := tt.moment
			m.From, m.To = clock(t, tt.from), clock(t, tt.to)
			hunt, err := Query{Query: tt.kql}.Write(m)
			if err != nil || !hunt.From.Equal(clock(t, tt.wantFrom)) || !hunt.To.Equal(clock(t, tt.wantTo)) {
				t.Errorf("got %v to %v, %v, want %s to %s", hunt.From, hunt.To, err, tt.wantFrom, tt.wantTo)
			}
		})
	}
}

func clock(t *testing.T, text string) time.Time {
	t.Helper()
	at, err := time.Parse("2006-01-02 15:04:05", "2026-11-23 "+text)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func TestWriteRefuses(t *testing.T) {
	tests := map[string]struct {
		kql      string
		from, to time.Time
		fragment string
	}{
		"a query of white space":        {" \n", ten, eleven, "The query is empty"},
		"a query of comments":           {"// later", ten, eleven, "The query is empty"},
		"a range that ends before it":   {"T", eleven, ten, "ends before it begins"},
		"an unknown macro in any place": {"let a = $__b; T", ten, eleven, "$__b is not known"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := Query{Query: tt.kql}.Write(Moment{From: tt.from, To: tt.to})
			wantRefusal(t, err, tt.fragment)
		})
	}
}

func TestLetsThatDoubleAreFollowedOnce(t *testing.T) {
	var kql strings.Builder
	kql.WriteString("let a0 = CallActivityEvents; ")
	for i := range 200 {
		fmt.Fprintf(&kql, "let a%d = union a%d, (a%d); ", i+1, i, i)
	}
	kql.WriteString("a200 | where $__timeFilter()")
	hunt, err := Query{Query: kql.String()}.Write(Moment{From: ten, To: eleven, TimeColumns: knownTables})
	if err != nil || !strings.Contains(hunt.KQL, "where ActivityTimestamp >=") {
		t.Errorf("got %v", err)
	}
}

// A query of 200 KB is the service's to judge; ours is to stay quick, however it is made.
func TestLargeQueriesAreWrittenQuickly(t *testing.T) {
	const size = 200_000
	for name, unit := range map[string]string{
		"macros": "| where $__timeFilter() ", "brackets": "(", "lets": "let a = a; ", "bounds": "| where (Timestamp) > a ",
		"unions": "union T, ", "agos": "ago(", "betweens": "between (",
		"bins": "| summarize by bin(A, 1h) ", "strings": "'", "lines": "T\n", "fences": "```",
	} {
		t.Run(name, func(t *testing.T) {
			kql := "T " + strings.Repeat(unit, size/len(unit))
			began := time.Now()
			_, err := Query{Query: kql}.Write(Moment{From: ten, To: eleven})
			if took := time.Since(began); took > 30*time.Second { // a hang, and no measurement: machines may be busy
				t.Errorf("took %v (%v)", took, err)
			}
		})
	}
}
