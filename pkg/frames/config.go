package frames

import (
	"encoding/json"

	"github.com/grafana/grafana-plugin-sdk-go/data"

	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting"
	"github.com/huntboard/huntboard-defender-datasource/pkg/schema"
)

// jsonCells let Grafana's table open a JSON cell, indented.
// https://grafana.com/docs/grafana/latest/panels-visualizations/visualizations/table/
const jsonCells = `{"cellOptions":{"type":"json-view"},"inspect":true}`

// config says what the schema knows of a column, and the unit of its numbers; nil
// if there is nothing to say. It goes by name and type, so a column that a query
// makes under a table column's name and type takes its description.
func config(column hunting.Column, o Options) *data.FieldConfig {
	c := data.FieldConfig{}
	if found, known := schema.FindColumn(o.Hunt.Table, column.Name); known {
		c.Description = found.Description
	} else {
		c.Description = schema.Describe(column.Name, string(column.Type))
	}
	said := c.Description != ""
	switch column.Type {
	case hunting.TypeTimeSpan:
		c.Unit, said = "s", true
	case hunting.TypeDynamic:
		said = json.Unmarshal([]byte(jsonCells), &c.Custom) == nil
	default:
		if c.Unit = schema.Unit(column.Name, string(column.Type)); c.Unit != "" {
			said = true
		}
	}
	if !said {
		return nil
	}
	return &c
}
