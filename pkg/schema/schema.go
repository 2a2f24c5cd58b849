package schema

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"sync"
)

// Table is one table of the hunting schema.
type Table struct {
	Name        string   `json:"name"`
	Description string   `json:"description"`
	Category    string   `json:"category"`   // as the portal's tree groups them
	Status      string   `json:"status"`     // ga, preview or deprecated
	TimeColumn  string   `json:"timeColumn"` // "" for a table of snapshots
	Columns     []Column `json:"columns"`
}

// Column is one column of a table.
type Column struct {
	Name        string `json:"name"`
	Type        string `json:"type"` // Kusto's name: string, datetime, dynamic, long, bool, int, guid, real
	Description string `json:"description"`
}

//go:embed tables.json
var tablesJSON []byte

// index is read once, on first use: most of a plugin's instances never need it at start.
type index struct {
	tables  []Table
	byName  map[string]*Table
	columns map[string]map[string]*Column // table, column

	described map[Column]string // by name and type alone
}

var load = sync.OnceValue(func() index {
	var file struct {
		Tables []Table `json:"tables"`
	}
	if err := json.Unmarshal(tablesJSON, &file); err != nil {
		panic(fmt.Sprintf("schema: the embedded tables.json is broken: %v", err)) // a broken build, found by any test
	}
	ix := index{
		tables: file.Tables, byName: map[string]*Table{},
		columns: map[string]map[string]*Column{}, described: map[Column]string{},
	}
	for i := range ix.tables {
		table := &ix.tables[i]
		columns := make(map[string]*Column, len(table.Columns))
		for j := range table.Columns {
			column := &table.Columns[j]
			columns[column.Name] = column
			ix.describe(*column)
		}
		ix.byName[table.Name], ix.columns[table.Name] = table, columns
	}
	return ix
})

// describe keeps a description that all tables agree on.
func (ix index) describe(column Column) {
	key := Column{Name: column.Name, Type: column.Type}
	if known, seen := ix.described[key]; seen && known != column.Description {
		column.Description = ""
	}
	ix.described[key] = column.Description
}

// Tables are all tables, ordered by name. The slice is shared: do not change it.
func Tables() []Table { return load().tables }

// FindTable is the table of that exact name.
func FindTable(name string) (Table, bool) {
	table, known := load().byName[name]
	if !known {
		return Table{}, false
	}
	return *table, true
}

// FindColumn is the column of that exact name in that table.
func FindColumn(table, column string) (Column, bool) {
	found, known := load().columns[table][column]
	if !known {
		return Column{}, false
	}
	return *found, true
}

// TimeColumn is the column that a table's rows are dated by: "" and true for a
// known table that has none, false for a table that is not listed.
func TimeColumn(table string) (column string, known bool) {
	found, known := load().byName[table]
	if !known {
		return "", false
	}
	return found.TimeColumn, true
}

// Describe is the description that every table gives a column of that name and
// type; "" where they differ or none has it.
func Describe(column, kustoType string) string {
	return load().described[Column{Name: column, Type: kustoType}]
}
