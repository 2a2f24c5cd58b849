package frames

import (
	"strings"

	"github.com/grafana/grafana-plugin-sdk-go/data"

	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting"
	"github.com/huntboard/huntboard-defender-datasource/pkg/schema"
)

// Grafana 12.3 works out every link of a log line when the line scrolls into view, not
// when its details are opened, and passes over empty cells and hidden fields. So a line
// has each link once, and what only feeds other links is hidden; its values are labels
// all the same.

// linkOnce empties cells that lead nowhere, or where another cell of their row leads: the
// same value of the same kind (the account that acted is often the one acted for), and the
// MD5 of a file that also has a SHA1, which all tables with an MD5 know. The columns are
// the frame's own copies.
func linkOnce(columns []hunting.Column) {
	type link struct {
		entity schema.Entity
		value  string
	}
	var linked []hunting.Column
	byName := map[string]hunting.Texts{}
	for _, column := range columns {
		if texts, are := column.Cells.(hunting.Texts); are {
			linked, byName[column.Name] = append(linked, column), texts
		}
	}
	if len(linked) == 0 {
		return
	}
	for row := range byName[linked[0].Name] {
		seen := map[link]bool{}
		for _, column := range linked {
			cells := byName[column.Name]
			if !says(cells, row) {
				cells[row] = nil
				continue
			}
			entity, _ := schema.EntityOf(column.Name)
			this := link{entity, *cells[row]}
			file, isMD5 := strings.CutSuffix(column.Name, "MD5")
			again := seen[this] && column.Name != "DeviceId" // which the links of processes read
			if again || isMD5 && says(byName[file+"SHA1"], row) {
				cells[row] = nil
			}
			seen[this] = true
		}
	}
}

// says tells a cell that holds something; a column that is not there holds nothing.
func says(cells hunting.Texts, row int) bool {
	return cells != nil && cells[row] != nil && *cells[row] != ""
}

// hidden is the config of a field that has no link of its own.
func hidden(c *data.FieldConfig) *data.FieldConfig {
	if c == nil {
		c = &data.FieldConfig{}
	}
	c.Custom = map[string]any{"hidden": true}
	return c
}
