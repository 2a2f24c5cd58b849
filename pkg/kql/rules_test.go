package kql

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
)

var someTables = []string{"DeviceInfo", "DeviceProcessEvents", "EmailEvents", "AlertInfo", "DeviceNetworkInfo"}

func knownTable(table string) bool { return slices.Contains(someTables, table) }

func TestTheRulesOnTablesCannotBeWalkedAround(t *testing.T) {
	allow := Rules{Allowed: []string{"DeviceInfo", "AlertInfo"}, Known: knownTable}
	deny := Rules{Denied: []string{"EmailEvents", "Secret_CL"}, Known: knownTable}
	external := Rules{Allowed: []string{"DeviceInfo"}, External: true, Known: knownTable}
	const passes = ""
	tests := map[string]struct {
		rules Rules
		kql   string
		want  string // the rule, "" = it passes
	}{
		"an allowed table":             {allow, "DeviceInfo | where OSPlatform has 'x' | take 1", passes},
		"no table at all":              {allow, "print 1", passes},
		"a table of its own":           {allow, "datatable(a:int)[1] | where a == 1", passes},
		"another table":                {allow, "EmailEvents | take 1", "allowedTables"},
		"another table alone":          {allow, "EmailEvents", "allowedTables"},
		"a table that no schema knows": {allow, "Secret_CL | take 1", "allowedTables"},
		"in brackets":                  {allow, "['EmailEvents'] | take 1", "allowedTables"},
		"in double brackets":           {allow, `["Secret_CL"] | take 1`, "allowedTables"},
		"an escaped name":              {allow, `['\u0053ecret_CL'] | take 1`, "allowedTables"},
		"by table()":                   {allow, "table('Secret_CL') | take 1", "allowedTables"},
		"an allowed one by table()":    {allow, "table('DeviceInfo') | take 1", passes},
		"table() of an expression":     {allow, "table(strcat('Email','Events'))", "allowedTables"},
		"table() of a name":            {allow, "let n = 'EmailEvents'; table(n)", "allowedTables"},
		"a join":                       {allow, "DeviceInfo | join kind=inner (AlertInfo) on DeviceId", passes},
		"a join with another":          {allow, "DeviceInfo | join kind=inner (Secret_CL) on DeviceId", "allowedTables"},
		"a join without brackets":      {allow, "DeviceInfo | join kind = inner Secret_CL on DeviceId", "allowedTables"},
		"a join with a hint": {
			allow, "DeviceInfo | join hint.strategy=broadcast Secret_CL on X", "allowedTables",
		},
		"a join with a query":        {allow, "DeviceInfo | join (Secret_CL | project X) on X", "allowedTables"},
		"a lookup":                   {allow, "DeviceInfo | lookup Secret_CL on X", "allowedTables"},
		"a union":                    {allow, "union DeviceInfo, (AlertInfo | take 1)", passes},
		"a union with another":       {allow, "union DeviceInfo, (AlertInfo | take 1), Secret_CL", "allowedTables"},
		"a union with options":       {allow, "union kind=outer withsource=T isfuzzy=true Secret_CL", "allowedTables"},
		"a union at the end":         {allow, "DeviceInfo | union Secret_CL", "allowedTables"},
		"a union of all":             {allow, "union *", "allowedTables"},
		"a union of many":            {allow, "union withsource=T Device*", "allowedTables"},
		"a union's brackets":         {allow, "union (Secret_CL)", "allowedTables"},
		"a search of all":            {allow, "search 'x'", "allowedTables"},
		"a search in tables":         {allow, "search in (DeviceInfo, AlertInfo) 'x'", passes},
		"a search in others":         {allow, "search kind=default in (DeviceInfo, Secret_CL) 'x'", "allowedTables"},
		"a search with in elsewhere": {allow, "search 'x' and A in (DeviceInfo)", "allowedTables"},
		"a search of rows":           {allow, "DeviceInfo | search 'x'", passes},
		"a find":                     {allow, "find where X == 1", "allowedTables"},
		"a find in tables":           {allow, "find in (DeviceInfo) where X == 1", passes},
		"a list from a table":        {allow, "DeviceInfo | where X in (Secret_CL)", "allowedTables"},
		"a list from a query":        {allow, "DeviceInfo | where X !in~ (Secret_CL | project X)", "allowedTables"},
		"a list of words":            {allow, "DeviceInfo | where X in ('a', 'b') or Y in (A, B)", passes},
		"has_any of a table":         {allow, "DeviceInfo | where X has_any (Secret_CL)", "allowedTables"},
		"toscalar":                   {allow, "print toscalar(Secret_CL | count)", "allowedTables"},
		"materialize":                {allow, "let x = materialize(Secret_CL); x", "allowedTables"},
		"a let":                      {allow, "let x = DeviceInfo | take 1; x | count", passes},
		"a let of another":           {allow, "let x = Secret_CL; x | count", "allowedTables"},
		"a let of a number":          {allow, "let n = 5; let d = ago(1d); DeviceInfo | where A > d | take n", passes},
		"a name before its let":      {allow, "Secret_CL | take 1; let Secret_CL = DeviceInfo;", "allowedTables"},
		"a let of its own name":      {allow, "let Secret_CL = Secret_CL | take 5; Secret_CL", "allowedTables"},
		"a let within braces only": {
			allow, "let f = () { let Secret_CL = DeviceInfo; Secret_CL }; Secret_CL", "allowedTables",
		},
		"a function":                      {allow, "let f = (T:(*), n:int) { T | take n }; f(DeviceInfo, 1)", passes},
		"a function of another":           {allow, "let f = (T:(*)) { T | take 1 }; f(Secret_CL)", "allowedTables"},
		"a function's body":               {allow, "let f = () { Secret_CL | take 1 }; f()", "allowedTables"},
		"a parameter's name outside":      {allow, "let f = (Secret_CL:(*)) { Secret_CL }; Secret_CL", "allowedTables"},
		"a saved function":                {allow, "MyFunction() | take 1", "allowedTables"},
		"a saved function without rows":   {allow, "print MyFunction()", "allowedTables"},
		"a saved function by invoke":      {allow, "DeviceInfo | invoke MyFunction()", "allowedTables"},
		"a function of Defender's":        {allow, "DeviceInfo | invoke FileProfile(SHA1, 100)", passes},
		"a function that reads a table":   {allow, "AssignedIPAddresses('x')", "allowedTables"},
		"an alias":                        {allow, "DeviceInfo | as X | union X", passes},
		"an alias beyond its statement":   {allow, "DeviceInfo | as Secret_CL; Secret_CL", "allowedTables"},
		"an inner query":                  {allow, "DeviceInfo | partition by X (summarize count() by Y)", passes},
		"an inner query of tables":        {allow, "DeviceInfo | partition by X (union Secret_CL)", "allowedTables"},
		"mv-apply":                        {allow, "DeviceInfo | mv-apply x = L on (where x > 1 | project x)", passes},
		"a graph's nodes":                 {allow, "DeviceInfo | make-graph A --> B with Secret_CL on Id", "allowedTables"},
		"a comment":                       {allow, "DeviceInfo // EmailEvents\n| take 1", passes},
		"a word in a text":                {allow, "DeviceInfo | where X == 'EmailEvents'", passes},
		"a stored query result":           {allow, "stored_query_result('x')", "allowedTables"},
		"a materialized view":             {allow, "materialized_view('Secret_CL')", "allowedTables"},
		"a workspace's table":             {external, "workspace('x').DeviceInfo", passes},
		"a workspace's other table":       {external, "workspace('x').Secret_CL | take 1", "allowedTables"},
		"a workspace's table in brackets": {external, "workspace('x').['Secret_CL'] | take 1", "allowedTables"},
		"a workspace's table by table()":  {external, "database('x').table('Secret_CL')", "allowedTables"},
		"not denied":                      {deny, "DeviceInfo | take 1", passes},
		"denied":                          {deny, "EmailEvents | take 1", "deniedTables"},
		"denied behind a word":            {deny, "union['Secret_CL']", "deniedTables"},
		"denied in a bracket of its own":  {deny, "DeviceInfo | join['Secret_CL'] on X", "deniedTables"},
		"denied twice in brackets":        {deny, "((Secret_CL)) | take 1", "deniedTables"},
		"denied and never closed":         {deny, "DeviceInfo | where X in (Secret_CL", "deniedTables"},
		"denied in other casing":          {deny, "emailevents | take 1", "deniedTables"},
		"denied in the middle":            {deny, "DeviceInfo | join Secret_CL on X", "deniedTables"},
		"denied by a union of all":        {deny, "union *", "deniedTables"},
		"denied by a search":              {deny, "search 'x'", "deniedTables"},
		"denied behind a function":        {deny, "MyFunction()", "deniedTables"},
		"an index is no table":            {deny, "DeviceInfo | extend x = d['EmailEvents']", passes},
		"denied though allowed": {
			Rules{Allowed: []string{"AlertInfo"}, Denied: []string{"AlertInfo"}}, "AlertInfo", "deniedTables",
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			obeys(t, tt.rules, tt.kql, tt.want)
			for end := range len(tt.kql) { // what is half written must end in words too, not in a panic
				_, _ = Query{Query: tt.kql[:end]}.Write(Moment{Rules: tt.rules})
			}
		})
	}
}

func obeys(t *testing.T, rules Rules, kql, want string) {
	t.Helper()
	_, err := Query{Query: kql, Format: FormatAuto, Range: RangeQuery}.Write(Moment{Rules: rules})
	var refused *Error
	if !errors.As(err, &refused) {
		if err != nil || want != "" {
			t.Errorf("%s: %v, want %q", kql, err, want)
		}
		return
	}
	if refused.Subject != want || !strings.Contains(refused.Reason, want) {
		t.Errorf("%s: %s: %v, want %q", kql, refused.Subject, err, want)
	}
}

func TestWhatReachesBeyondTheTenantIsOffUnlessAllowed(t *testing.T) {
	for _, kql := range []string{
		"externaldata(a:string)['https://example.org/a.csv'] | take 1",
		"adx('https://x.kusto.windows.net/db').T | take 1",
		`arg("").Resources | take 1`,
		"workspace('x').SigninLogs | take 1",
		"cluster('x').database('y').T",
		"database('y').T",
		"app('x').requests",
		"evaluate http_request('https://example.org')",
		"evaluate sql_request('a', 'b')",
		"let x = externaldata (a:string) ['u']; DeviceInfo | where A in (x)",
		"['cluster']('x').database('y').T",
		"DeviceInfo | evaluate python(typeof(*), 'code')",
		"externaldata\u200b(a:string)['https://example.org/a.csv']",
		"//\u2028externaldata(a:string)['u']",
		"external_data(a:string)['u']",
		"macro-expand entity_group [cluster('a').database('b')] as X (X.T)",
		"macro-expand Saved as X (X.T)",
		"['work' 'space']('x').T",
	} {
		obeys(t, Rules{}, kql, "allowExternal")
		obeys(t, Rules{External: true}, kql, "")
	}
	for _, kql := range []string{
		"DeviceInfo | where workspace == 1 and cluster in ('a') // adx('x')",
		"DeviceInfo | where X == \"externaldata(a)['u']\"",
		"DeviceInfo | extend r = 1 | project r, app, arg = 2",
		"DeviceInfo | extend macro = 1, expand = 2 | extend n = macro - expand",
	} {
		obeys(t, Rules{}, kql, "")
	}
}

func TestTheRulesHoldForEveryOriginAndAfterMacros(t *testing.T) {
	for _, origin := range []string{"dashboard", "explore", "variable", "annotation", "volume", "context"} {
		for _, alert := range []bool{false, true} {
			m := Moment{Origin: origin, Alert: alert, Rules: Rules{Denied: []string{"EmailEvents"}}}
			_, err := Query{Query: "DeviceInfo | where $__timeFilter() | union EmailEvents"}.Write(m)
			var refused *Error
			if !errors.As(err, &refused) || refused.Subject != "deniedTables" {
				t.Errorf("%s, alert %v: %v", origin, alert, err)
			}
		}
	}
}

func TestARangeHasItsLimit(t *testing.T) {
	to := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	tests := map[string]struct {
		days     int
		kql      string
		rule     Range
		api      string // one without Timespan
		want     string // the subject, "" = it goes out
		timespan bool
	}{
		"within":                          {7, "DeviceInfo", RangeAuto, "", "", true},
		"beyond":                          {8, "DeviceInfo", RangeAuto, "", "maxRangeDays", false},
		"a query's own bound gets it too": {7, "DeviceInfo | where Timestamp > ago(90d)", RangeAuto, "", "", true},
		"a macro's does":                  {7, "DeviceInfo | where $__timeFilter()", RangeAuto, "", "", true},
		"a query's own range":             {1, "DeviceInfo", RangeQuery, "", "maxRangeDays", false},
		"xdr with each table filtered":    {7, "DeviceInfo | where $__timeFilter() | take 1", RangeAuto, "xdr", "", false},
		"xdr with more in the filter": {
			7, "DeviceInfo | where $__timeFilter() or true", RangeAuto, "xdr", "maxRangeDays", false,
		},
		"xdr with a table that is not": {
			7, "DeviceInfo | where $__timeFilter() | join (DeviceInfo) on A", RangeAuto, "xdr", "maxRangeDays", false,
		},
		"xdr with its own bound": {
			7, "DeviceInfo | where Timestamp > ago(90d)", RangeAuto, "xdr", "maxRangeDays", false,
		},
		"xdr with a snapshot":               {7, "Snapshot | take 1", RangeAuto, "xdr", "", false},
		"xdr with an unknown function":      {7, "Everything() | take 1", RangeAuto, "xdr", "maxRangeDays", false},
		"xdr with each table of all tables": {7, "union *", RangeAuto, "xdr", "maxRangeDays", false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			hunt, err := Query{Query: tt.kql, Range: tt.rule}.Write(Moment{
				From: to.AddDate(0, 0, -tt.days), To: to, Rules: Rules{MaxRange: 7 * 24 * time.Hour}, NoTimespan: tt.api,
				TimeColumns: someColumns,
			})
			expect(t, hunt, err, tt.want, tt.timespan)
		})
	}
}

func someColumns(table string) (string, bool) {
	column, known := map[string]string{"DeviceInfo": "Timestamp", "Snapshot": ""}[table]
	return column, known
}

func expect(t *testing.T, hunt Hunt, err error, subject string, timespan bool) {
	t.Helper()
	var refused *Error
	errors.As(err, &refused)
	if refused == nil {
		refused = &Error{}
	}
	if refused.Subject != subject || (hunt.Timespan != "") != timespan {
		t.Errorf("%v, Timespan %q", err, hunt.Timespan)
	}
}

func TestAnAPIWithoutTimespanNeverDropsTheRange(t *testing.T) {
	to := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	tests := map[string]struct {
		kql  string
		rule Range
		want string
	}{
		"a table without a bound":        {"DeviceInfo | take 1", RangeAuto, "range"},
		"a table of another schema":      {"Custom | take 1", RangeAuto, "range"},
		"a search":                       {"search 'x'", RangeAuto, "range"},
		"always the dashboard's":         {"DeviceInfo | where Timestamp > ago(1d)", RangeDashboard, "range"},
		"by a macro":                     {"DeviceInfo | where $__timeFilter()", RangeAuto, ""},
		"the dashboard's, by a macro":    {"DeviceInfo | where $__timeFilter()", RangeDashboard, ""},
		"by the query itself":            {"DeviceInfo | where Timestamp > ago(1d)", RangeAuto, ""},
		"all that the service keeps":     {"DeviceInfo", RangeQuery, ""},
		"a snapshot, which has no time":  {"Snapshot | take 1", RangeAuto, ""},
		"no table":                       {"print 1", RangeAuto, ""},
		"a table behind a list of words": {"let x = DeviceInfo; print toscalar(x | count)", RangeAuto, "range"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			hunt, err := Query{Query: tt.kql, Range: tt.rule}.Write(Moment{
				From: to.Add(-time.Hour), To: to, NoTimespan: "xdr", TimeColumns: someColumns,
			})
			expect(t, hunt, err, tt.want, false)
		})
	}
}
