package schema

import (
	"slices"
	"strings"
)

// wideIDs are the columns of 64-bit identifiers whose names do not end as such ids
// do. A browser keeps 53 bits of a number, so an id shown as one may be another's.
var wideIDs = []string{"ReportId", "EmailClusterId"}

// idEndings end the names of 64-bit identifiers. Queries and Defender's own
// enrichment make columns of such names besides those of the tables
// (`InitiatingProcessUniqueId`, `ProcessUniqueId`, `LogonId`, `LogonID`).
var idEndings = []string{"UniqueId", "LogonId", "LogonID"}

// IsWideID tells whether a column of whole numbers holds identifiers of up to 64
// bits, which are text and never a quantity.
func IsWideID(column string) bool {
	return slices.Contains(wideIDs, column) ||
		slices.ContainsFunc(idEndings, func(ending string) bool { return strings.HasSuffix(column, ending) })
}
