package kql

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"
)

// month is a range of 30 days that begins and ends within an hour.
var month = Moment{
	From: time.Date(2026, 10, 24, 9, 20, 0, 0, time.UTC), To: time.Date(2026, 11, 23, 9, 20, 0, 0, time.UTC),
	Interval: 5 * time.Minute, TimeColumns: knownTables, Columns: knownColumns, Rules: Rules{External: true},
}

func TestAHuntIsCutWhereItsRowsStayTheSame(t *testing.T) {
	type splitCase struct {
		Name, KQL, Refused string
		Ascending          bool
	}
	for _, raw := range cases(t, "split.json") {
		var tt splitCase
		if err := json.Unmarshal(raw, &tt); err != nil {
			t.Fatal(err)
		}
		t.Run(tt.Name, func(t *testing.T) {
			hunt, err := Query{Query: tt.KQL, Split: SplitDay, QueryType: QueryHunt}.Write(month)
			if tt.Refused != "" {
				wantRefusal(t, err, tt.Refused)
				return
			}
			if err != nil || hunt.Windows == nil || hunt.Windows.Ascending != tt.Ascending {
				t.Fatalf("%s: %+v, %v", tt.KQL, hunt.Windows, err)
			}
			covers(t, *hunt.Windows, hunt.Windows.All())
			whole, err := Query{Query: tt.KQL, QueryType: QueryHunt}.Write(month)
			if err != nil || hunt.KQL != whole.KQL || hunt.Timespan != whole.Timespan {
				t.Errorf("cut: %q, %q; whole: %q, %q, %v", hunt.KQL, hunt.Timespan, whole.KQL, whole.Timespan, err)
			}
		})
	}
}

// covers checks that windows meet without a gap or an overlap, in their order.
func covers(t *testing.T, all Windows, windows []Window) {
	t.Helper()
	first, last := windows[0], windows[len(windows)-1]
	if !all.Ascending {
		first, last = last, first
	}
	if !first.From.Equal(all.From) || !last.To.Equal(all.To) {
		t.Errorf("%v to %v of %v to %v", first.From, last.To, all.From, all.To)
	}
	for i := range windows[1:] {
		older, newer := windows[i+1], windows[i]
		if all.Ascending {
			older, newer = newer, older
		}
		if !older.To.Equal(newer.From) || !older.From.Before(older.To) {
			t.Errorf("%v meets %v", older, newer)
		}
	}
}

func TestTheConditionOfAWindowStandsBehindTheTable(t *testing.T) {
	const window = "\n| where Timestamp >= datetime(2026-11-23T10:00:00.0000000Z) and " +
		"Timestamp < datetime(2026-11-23T11:00:00.0000000Z)"
	tests := map[string]struct {
		query Query
		want  string
	}{
		"a table alone": {Query{Query: "DeviceEvents"}, "DeviceEvents" + window},
		"a table with a comment": {
			Query{Query: "DeviceEvents // all\n| project A"}, "DeviceEvents" + window + " // all\n| project A",
		},
		"a let": {
			Query{Query: "let A = DeviceEvents;\nA | project B;"}, "let A = DeviceEvents" + window + ";\nA | project B;",
		},
		"an ad hoc filter": {
			Query{Query: "DeviceEvents", Filters: []Filter{{Key: "FileName", Operator: "=", Value: "x"}}},
			`DeviceEvents` + window + ` | where FileName == 'x'`,
		},
		"another column of a table that no schema knows": {
			Query{Query: "Mine | where $__timeFilter()", TimeColumn: "My Time"},
			strings.ReplaceAll("Mine"+window, "Timestamp", "['My Time']") + " | where ['My Time'] >= " +
				"datetime(2026-11-23T10:00:00.0000000Z) and ['My Time'] < datetime(2026-11-23T11:00:00.0000000Z)",
		},
		"a table dated by another column": {
			Query{Query: "CallActivityEvents | where $__timeFilter()"},
			strings.ReplaceAll("CallActivityEvents"+window, "Timestamp", "ActivityTimestamp") + " | where ActivityTimestamp " +
				">= datetime(2026-11-23T10:00:00.0000000Z) and ActivityTimestamp < datetime(2026-11-23T11:00:00.0000000Z)",
		},
		"logs, which are bounded by nothing else": {
			Query{Query: "DeviceEvents", Format: FormatLogs}, "DeviceEvents" + window,
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			tt.query.Split, tt.query.QueryType = SplitHour, QueryHunt
			hunt, err := tt.query.Write(Moment{From: ten, To: eleven, TimeColumns: knownTables, Columns: knownColumns})
			if err != nil {
				t.Fatal(err)
			}
			if got := hunt.Windows.KQL(hunt.Windows.All()[0]); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}

func TestOtherOptionsWithSplit(t *testing.T) {
	tests := map[string]struct {
		query  Query
		moment Moment
		want   string
	}{
		"a limit of rows": {Query{Query: "DeviceEvents", Limits: Limits{Rows: 10}}, month, "limits.rows keeps"},
		"rows from elsewhere": {
			Query{Query: "let k = externaldata(A: string)['https://x']; DeviceEvents | where FileName in (k)"},
			month, "externaldata() reads rows of its own",
		},
		"choices of a variable":    {Query{Query: "DeviceEvents", Origin: "variable"}, month, "choices and annotations"},
		"the query's own range":    {Query{Query: "DeviceEvents", Range: RangeQuery}, month, "it bounds time by itself"},
		"hours of a month":         {Query{Query: "DeviceEvents", Split: SplitHour}, month, "the range makes 721 windows"},
		"a column nobody measures": {Query{Query: "Mine", TimeColumn: "Seen"}, month, "Write | where $__timeFilter(Seen)"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if tt.query.QueryType = QueryHunt; tt.query.Split == "" {
				tt.query.Split = SplitDay
			}
			_, err := tt.query.Write(tt.moment)
			wantRefusal(t, err, tt.want)
		})
	}
	t.Run("a volume counts at once", func(t *testing.T) {
		hunt, err := Query{Query: "DeviceEvents", Split: SplitDay, Volume: &Volume{By: "severity"}}.Write(month)
		if err != nil || hunt.Windows != nil {
			t.Errorf("%+v, %v", hunt.Windows, err)
		}
	})
}

func TestNoEdgeOfAWindowCutsABin(t *testing.T) {
	for _, bin := range []string{"1s", "7s", "5m", "11m", "1h", "7h", "1d", "2d", "9d"} {
		for _, split := range []Split{SplitHour, SplitDay} {
			m := month
			if split == SplitHour {
				m.From = m.To.Add(-5 * 24 * time.Hour)
			}
			kql := fmt.Sprintf("DeviceEvents | summarize count() by bin(Timestamp, %s)", bin)
			hunt, err := Query{Query: kql, Split: split, QueryType: QueryHunt}.Write(m)
			if err != nil {
				t.Fatal(err)
			}
			width, _ := readTimespan(bin)
			windows := hunt.Windows.All()
			for len(windows) > 0 {
				whole := windows[0]
				windows = windows[1:]
				for _, edge := range []time.Time{whole.From, whole.To} {
					inside := edge.After(m.From) && edge.Before(m.To)
					if inside && !edge.Equal(edge.Truncate(width)) {
						t.Fatalf("bins of %s by %s: an edge at %v", bin, split, edge)
					}
				}
				halves, ok := hunt.Windows.Halves(whole)
				if wide := whole.To.Sub(whole.From); !ok && wide > 2*hunt.Windows.Unit {
					t.Fatalf("bins of %s by %s: %v is not halved", bin, split, whole)
				}
				if ok {
					covers(t, Windows{From: whole.From, To: whole.To}, halves)
					windows = append(windows, halves[:1]...)
				}
			}
		}
	}
}

func TestAWindowIsHalvedDownToAMinute(t *testing.T) {
	all := newWindows(ten, eleven, time.Hour, 0)
	window, cuts := Window{ten, eleven}, 0
	for {
		halves, ok := all.Halves(window)
		if !ok {
			break
		}
		covers(t, Windows{From: window.From, To: window.To}, halves)
		window, cuts = halves[1], cuts+1 // the older one
	}
	if window.To.Sub(window.From) != time.Minute || cuts > 6 {
		t.Errorf("%v after %d cuts", window, cuts)
	}
}
