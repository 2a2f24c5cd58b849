package kql

import (
	"strings"
	"testing"
	"time"
)

// aTree is a query for the tree of a process that was created at ten.
func aTree(edges ...string) Query {
	return Query{QueryType: QueryProcess, Hunt: &Target{
		DeviceID: "d'1", ProcessID: "7", CreatedMs: Millis(ten.UnixMilli()), Edges: edges,
	}}
}

func TestEarlierAncestorsAreEachLookedForAtTheirCreation(t *testing.T) {
	hunt, err := aTree().WriteEarlier(Moment{}, []ProcessKey{{4, ten.Add(-240 * time.Hour)}, {8, ten}})
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{
		`DeviceId == 'd\'1'`,
		"(ProcessId == 4 and Timestamp >= datetime(2026-11-13T09:00:00.0000000Z) and " +
			"Timestamp < datetime(2026-11-13T11:00:00.0000000Z))",
		" or (ProcessId == 8 and ",
	} {
		if !strings.Contains(hunt.KQL, part) {
			t.Errorf("no %q in\n%s", part, hunt.KQL)
		}
	}
}

func TestDeeds(t *testing.T) {
	who := []ProcessKey{{70, ten}, {8, ten}, {8, eleven}}
	tests := map[string]struct {
		edges  []string
		moment Moment
		tables string // as they are asked, in order
		notice string
	}{
		"each kind in one hunt, in the same order": {
			[]string{"registry", "network", "file"}, Moment{}, "DeviceNetworkEvents DeviceFileEvents DeviceRegistryEvents", "",
		},
		"one kind": {[]string{"file"}, Moment{}, "DeviceFileEvents", ""},
		"without a table that the tenant lacks": {
			[]string{"file", "network"},
			Moment{Lacking: func(table string) bool { return table == "DeviceFileEvents" }},
			"DeviceNetworkEvents", "as the tenant lacks them: DeviceFileEvents.",
		},
		"without a table that is denied": {
			[]string{"file", "network"},
			Moment{Rules: Rules{Denied: []string{"DeviceNetworkEvents"}}},
			"DeviceFileEvents", "as the data source does not allow them: DeviceNetworkEvents.",
		},
		"no table is left": {
			[]string{"network"},
			Moment{Rules: Rules{Allowed: []string{StartsTable}}},
			"",
			"as the data source does not allow them: DeviceNetworkEvents.",
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			hunt, err := aTree(tt.edges...).WriteDeeds(tt.moment, who)
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(hunt.Tables, " "); got != tt.tables || (tt.tables == "") != (hunt.KQL == "") {
				t.Errorf("the tables are %q in\n%s", got, hunt.KQL)
			}
			if tt.tables != "" && !strings.Contains(hunt.KQL, `DeviceId == 'd\'1' and InitiatingProcessId in (70, 8)`) {
				t.Errorf("not the processes' in\n%s", hunt.KQL)
			}
			if got := strings.Join(hunt.Notices, " "); !strings.Contains(got, tt.notice) || (tt.notice == "") != (got == "") {
				t.Errorf("the notices are %q, want %q", got, tt.notice)
			}
		})
	}
}

func TestGraphsStayWithinTheRules(t *testing.T) {
	alert := Query{QueryType: QueryIncident, Hunt: &Target{AlertID: "a", AtMs: Millis(ten.UnixMilli())}}
	far := aTree()
	far.Hunt.Hours = 48
	tests := map[string]struct {
		query    Query
		rules    Rules
		hours    float64 // of the hunt's range
		notice   string
		fragment string // of the error, "" = none
	}{
		"a tree":                               {aTree(), Rules{}, 25, "", ""},
		"a tree, where a day is the longest":   {aTree(), Rules{MaxRange: 24 * time.Hour}, 24, "", ""},
		"an alert":                             {alert, Rules{}, 145, "", ""},
		"an alert, where a day is the longest": {alert, Rules{MaxRange: 24 * time.Hour}, 24, "", ""},
		"more hours than are allowed":          {far, Rules{MaxRange: 24 * time.Hour}, 0, "", "at most 1 days"},
		"a tree without its table": {
			aTree(), Rules{Denied: []string{StartsTable}}, 0, "", "does not allow them: DeviceProcessEvents.",
		},
		"a tree without verdicts": {
			aTree(), Rules{Denied: []string{EvidenceTable}}, 25, "does not allow them: AlertEvidence.", "",
		},
		"an alert without its name": {
			alert, Rules{Denied: []string{infoTable}}, 145, "does not allow them: AlertInfo.", "",
		},
		"an alert without its evidence": {
			alert, Rules{Allowed: []string{infoTable}}, 145, "does not allow them: AlertEvidence.", "",
		},
		"an alert without any table": {
			alert, Rules{Allowed: []string{"T"}}, 0, "", "No table is left to hunt in.",
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			hunt, err := tt.query.Write(Moment{Rules: tt.rules})
			if tt.fragment != "" {
				wantRefusal(t, err, tt.fragment)
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if got := hunt.To.Sub(hunt.From).Hours(); got != tt.hours {
				t.Errorf("the range is of %v hours, want %v", got, tt.hours)
			}
			if got := strings.Join(hunt.Notices, " "); !strings.Contains(got, tt.notice) || (tt.notice == "") != (got == "") {
				t.Errorf("the notices are %q, want %q", got, tt.notice)
			}
			for _, table := range tt.rules.Denied {
				if strings.Contains(hunt.KQL, table+"\n") {
					t.Errorf("%s is read in\n%s", table, hunt.KQL)
				}
			}
		})
	}
}
