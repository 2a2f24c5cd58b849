package kql

import "testing"

// The rows are shapes of public hunting queries that were refused without need, and
// ways around the rules that Kusto's own parser takes.
func TestTablesAreFoundInEveryShape(t *testing.T) {
	allow := Rules{Allowed: []string{"DeviceInfo", "AlertInfo"}}
	const passes = ""
	tests := map[string]struct {
		kql  string
		want string // the rule
	}{
		"a list from a table in more brackets": {"DeviceInfo | where X in ((Secret_CL))", "allowedTables"},
		"a list of one value in more brackets": {"DeviceInfo | where X in ((('a')))", passes},
		"space without width":                  {"\u200bSecret_CL | take 1", "allowedTables"},
		"space without width in a union":       {"DeviceInfo | union\u200bSecret_CL", "allowedTables"},
		"a separator of vowels":                {"DeviceInfo |\u180e join Secret_CL on X", "allowedTables"},
		"a line break of Unicode":              {"DeviceInfo //\u2028| union Secret_CL", "allowedTables"},
		"a character that KQL does not have":   {"\u0001Secret_CL", "allowedTables"},
		"a name in pieces":                     {"['Secret' '_CL'] | take 1", "allowedTables"},
		"a name in pieces in a union":          {"DeviceInfo | union ['Secret' '_CL']", "allowedTables"},
		"a datatable's text in pieces":         {"datatable(X:string)['a' 'b']", passes},
		"a plugin and a table":                 {"DeviceInfo | evaluate ipv4_lookup(Secret_CL, A, B)", "allowedTables"},
		"a plugin and a query":                 {"DeviceInfo | evaluate ipv6_lookup((Secret_CL), A, B)", "allowedTables"},
		"a plugin and an allowed table":        {"DeviceInfo | evaluate ipv4_lookup(AlertInfo, A, B)", passes},
		"another plugin":                       {"DeviceInfo | evaluate bag_unpack(Column)", passes},
		"an option before brackets":            {"union isfuzzy=true (DeviceInfo), (AlertInfo)", passes},
		"an option before others' brackets":    {"union isfuzzy=true (DeviceInfo), (Secret_CL)", "allowedTables"},
		"the steps of a scan": {
			"DeviceInfo | scan declare (S:string) with (step a: X > 1; step b: X > a.X => S = 'b';)", passes,
		},
		"a step of a scan that reads": {
			"DeviceInfo | scan with (step a: X in (Secret_CL);)", "allowedTables",
		},
		"step, where no scan is": {"step | take 1", "allowedTables"},
		"a function of values":   {"let f = (x:string) { strlen(x) }; DeviceInfo | extend n = f(Column)", passes},
		"a function of values, and one of tables": {
			"let f = (T:(*)) { T }; let g = () { let f = (x:string) { x }; f('a') }; f(Secret_CL)", "allowedTables",
		},
		"a function of values that is given a query": {
			"let f = (x:string) { x }; print f(toscalar(Secret_CL | take 1))", "allowedTables",
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) { obeys(t, allow, tt.kql, tt.want) })
	}
}
