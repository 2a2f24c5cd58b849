package kql

import (
	_ "embed" // the list of functions
	"slices"
	"strings"
)

// functionNames are Kusto's own functions, aggregates and plugins that read no
// table by themselves, one a line (Kusto.Language 12).
//
//go:embed functions.txt
var functionNames string

var builtin = func() map[string]bool {
	known := map[string]bool{}
	for name := range strings.FieldsSeq(functionNames) {
		known[name] = true
	}
	for name := range strings.FieldsSeq(callLike) {
		known[name] = true
	}
	return known
}()

// callLike are the words that a parenthesis may follow and that are no functions:
// types, operators and their parts; and Defender's functions that only look at the
// rows they are given. https://learn.microsoft.com/defender-xdr/advanced-hunting-fileprofile-function
const callLike = `
bool boolean date datetime decimal double dynamic guid int long real string time timespan uuid uniqueid typeof
toscalar materialize view datatable and or not by on of to from step with where filter extend project summarize
distinct sort order print range take limit top sample search find union join lookup in has_any has_all between
contains has hasprefix hassuffix startswith endswith kind inner innerunique leftouter rightouter fullouter leftanti
rightanti leftsemi rightsemi anti semi outer broadcast shuffle native legacy default partition fork facet parse apply
evaluate expand keep away rename reorder nested series scan declare query_parameters externaldata access true false null
FileProfile GetFirstSeenBehaviors GetUncommonValueBehaviors GetHighVolumeAnomalyBehaviors GetAnomalousBehaviorsByKind
GetAnomalousBehaviorsByValue GetAnomalousBehaviorsAbout
`

// tablesOf are the tables that Defender's other functions read.
var tablesOf = map[string]string{
	"AssignedIPAddresses": "DeviceNetworkInfo",
	"DeviceFromIP":        "DeviceNetworkInfo",
	"SeenBy":              "DeviceInfo",
}

// lookups are the plugins whose first argument is a table.
var lookups = []string{"ipv4_lookup", "ipv6_lookup", "geo_polygon_lookup", "geo_line_lookup"}

// heads are the words that may stand where a table could and are none: statements,
// sources without a table, and the operators that begin the inner query of
// `partition`, `fork`, `facet` and `mv-apply`.
var heads = strings.Fields(`
let set declare alias restrict pattern print range datatable externaldata evaluate union search find
where filter extend project summarize distinct sort order take limit top sample count mv make parse invoke join lookup
serialize reduce scan as render consume fork facet partition getschema true false null dynamic`)

func isHead(name string) bool { return slices.Contains(heads, name) }
