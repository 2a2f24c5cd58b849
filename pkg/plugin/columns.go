package plugin

import (
	"github.com/huntboard/huntboard-defender-datasource/pkg/kql"
	"github.com/huntboard/huntboard-defender-datasource/pkg/schema"
)

// columns tells package kql what package schema knows of a table.
func columns(table string) (found []kql.Column, known bool) {
	described, known := schema.FindTable(table)
	for _, column := range described.Columns {
		found = append(found, kql.Column{Name: column.Name, Type: column.Type})
	}
	return found, known
}
