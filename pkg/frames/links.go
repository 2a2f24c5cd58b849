package frames

import (
	"regexp"
	"strings"

	"github.com/grafana/grafana-plugin-sdk-go/data"

	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting"
	"github.com/huntboard/huntboard-defender-datasource/pkg/schema"
)

// cellInURL is Grafana's name of the clicked cell, encoded so that nothing in it can
// end a path or begin a parameter.
const cellInURL = "${__value.raw:percentencode}"

// goQuery is what a link to a hunt about an entity carries: data, never KQL. Grafana
// puts cells into JSON strings after it has parsed them, so no cell can end one.
type goQuery struct {
	RefID         string `json:"refId"`
	SchemaVersion int    `json:"schemaVersion"`
	QueryType     string `json:"queryType"`
	Hunt          goHunt `json:"hunt"`
}

type goHunt struct {
	Entity schema.Entity `json:"entity"`
	Value  string        `json:"value"`
	AtMs   string        `json:"atMs,omitempty"` // milliseconds since 1970, in digits
}

// linked adds the links of a column whose texts name entities to its config.
// The row's time is in the frame's field of that name, "" = in none.
func linked(c *data.FieldConfig, column hunting.Column, time string, o Options) *data.FieldConfig {
	entity, names := schema.EntityOf(column.Name)
	if _, texts := column.Cells.(hunting.Texts); !names || !texts {
		return c
	}
	var links []data.DataLink
	if path := entity.PortalPath(); path != "" && o.Site.Portal != "" {
		links = append(links, data.DataLink{
			Title: "Open in Defender", TargetBlank: true,
			URL: "https://" + o.Site.Portal + strings.Replace(path, "{}", cellInURL, 1),
		})
	}
	if o.GoHunt && o.SourceUID != "" && entity != schema.EntityIncident {
		links = append(links, data.DataLink{Title: "Go hunt", Internal: &data.InternalDataLink{
			DatasourceUID: o.SourceUID,
			Query: goQuery{RefID: "A", SchemaVersion: 1, QueryType: "go", Hunt: goHunt{
				Entity: entity, Value: "${__value.raw}", AtMs: millis(time),
			}},
		}})
	}
	if len(links) == 0 {
		return c
	}
	if c == nil {
		c = &data.FieldConfig{}
	}
	c.Links = links
	return c
}

// inPath is a field name that Grafana's variables take without quotes.
var inPath = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)

// millis is Grafana's name of the row's time in milliseconds.
func millis(time string) string {
	if !inPath.MatchString(time) {
		return ""
	}
	return "${__data.fields." + time + ".numeric}"
}

// firstTime is the name of the first datetime column, "" without one.
func firstTime(a *hunting.Answer) string {
	for _, column := range a.Columns {
		if _, times := column.Cells.(hunting.Times); times {
			return column.Name
		}
	}
	return ""
}
