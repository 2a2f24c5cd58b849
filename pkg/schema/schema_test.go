package schema_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/huntboard/huntboard-defender-datasource/pkg/schema"
)

func TestTimeColumn(t *testing.T) {
	tests := map[string]struct {
		table, column string
		known         bool
	}{
		"most tables are dated by Timestamp":    {"DeviceProcessEvents", "Timestamp", true},
		"one table has a name of its own":       {"CallActivityEvents", "ActivityTimestamp", true},
		"a snapshot has no time column":         {"DeviceTvmSoftwareInventory", "", true},
		"a table of a Sentinel workspace":       {"SigninLogs", "", false},
		"a table's name is case-sensitive":      {"deviceInfo", "", false},
		"a deprecated table is still listed":    {"AADSignInEventsBeta", "Timestamp", true},
		"the empty name is the name of nothing": {"", "", false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			column, known := schema.TimeColumn(tt.table)
			if column != tt.column || known != tt.known {
				t.Errorf("TimeColumn(%q) = %q, %v, want %q, %v", tt.table, column, known, tt.column, tt.known)
			}
		})
	}
}

func TestDescribe(t *testing.T) {
	tests := map[string]struct {
		column, kustoType string
		described         bool
	}{
		"a column that all tables describe alike":    {"DeviceId", "string", true},
		"a column of that name and another type":     {"DeviceId", "long", false},
		"a column that no table has":                 {"count_", "long", false},
		"a name that means two things in two tables": {"Timestamp", "string", false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := schema.Describe(tt.column, tt.kustoType); (got != "") != tt.described {
				t.Errorf("Describe(%s, %s) = %q", tt.column, tt.kustoType, got)
			}
		})
	}
}

func TestColumnsThatDifferByCaseOnlyAreTwo(t *testing.T) {
	for _, name := range []string{"LogonId", "LogonID"} {
		column, known := schema.FindColumn("DeviceProcessEvents", name)
		if !known || column.Name != name {
			t.Errorf("FindColumn(DeviceProcessEvents, %s) = %v, %v", name, column, known)
		}
	}
	if _, known := schema.FindColumn("DeviceProcessEvents", "logonID"); known {
		t.Error("a third spelling was found")
	}
	if _, known := schema.FindColumn("NoSuchTable", "Timestamp"); known {
		t.Error("a column of an unknown table was found")
	}
}

func TestTheFileKeepsItsPromises(t *testing.T) {
	types := []string{"string", "datetime", "dynamic", "long", "bool", "int", "guid", "real"}
	names := make([]string, 0, len(schema.Tables()))
	columns := 0
	for _, table := range schema.Tables() {
		names = append(names, table.Name)
		columns += len(table.Columns)
		if table.TimeColumn != "" {
			column, known := schema.FindColumn(table.Name, table.TimeColumn)
			if !known || column.Type != "datetime" {
				t.Errorf("%s is dated by %s, which is %q there", table.Name, table.TimeColumn, column.Type)
			}
		}
		for _, column := range table.Columns {
			if !slices.Contains(types, column.Type) || column.Description == "" {
				t.Errorf("%s.%s has type %q and description %q", table.Name, column.Name, column.Type, column.Description)
			}
		}
	}
	if len(names) != 66 || columns != 1704 {
		t.Errorf("%d tables and %d columns, want 66 and 1,704", len(names), columns)
	}
	byName := func(a, b string) int { return strings.Compare(strings.ToLower(a), strings.ToLower(b)) }
	if !slices.IsSortedFunc(names, byName) {
		t.Error("the tables are not ordered by name")
	}
	if _, known := schema.FindTable("EmailEvents"); !known {
		t.Error("EmailEvents is not listed")
	}
}
