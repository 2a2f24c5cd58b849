package schema

import "strings"

// unitEndings give a column of numbers its unit by the end of its name, as
// Microsoft's column descriptions state it. The units are Grafana's ids.
var unitEndings = []struct{ ending, kind, unit string }{
	{"FileSize", "long", "bytes"},
	{"ObjectSize", "int", "bytes"},
	{"EmailSize", "long", "bytes"},
	{"ResponseSize", "long", "bytes"},
	{"ResponseLength", "long", "bytes"},
	{"DnsNetworkDuration", "long", "ms"},
}

// Unit is the unit of a column's numbers, "" where none is known. It goes by name
// and Kusto type, so `sum_FileSize` as a long has the unit of its column too.
func Unit(column, kustoType string) string {
	for _, known := range unitEndings {
		if kustoType == known.kind && strings.HasSuffix(column, known.ending) {
			return known.unit
		}
	}
	return ""
}
