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

// cell is Grafana's name of the clicked cell as it is.
const cell = "${__value.raw}"

// ownQuery is what a link to a hunt of the backend's own carries: data, never KQL.
// Grafana puts cells into JSON strings after it has parsed them, so no cell can end one.
type ownQuery struct {
	RefID         string `json:"refId"`
	SchemaVersion int    `json:"schemaVersion"`
	QueryType     string `json:"queryType"`
	Hunt          any    `json:"hunt"`
}

type goHunt struct {
	Entity schema.Entity `json:"entity"`
	Value  string        `json:"value"`
	AtMs   string        `json:"atMs,omitempty"` // milliseconds since 1970, in digits
}

type processHunt struct {
	DeviceID  string `json:"deviceId"`
	ProcessID string `json:"processId"`
	CreatedMs string `json:"createdMs"`
	AtMs      string `json:"atMs,omitempty"`
}

type alertHunt struct {
	AlertID string `json:"alertId"`
	AtMs    string `json:"atMs,omitempty"`
}

// neighbors is how links find the other cells of a cell's row, and what their titles
// begin with.
type neighbors struct {
	time  string                     // the frame's field of the row's time, "" = in none
	field func(column string) string // the frame's field of a column, "" = in none
	group func(column string) string // before a title, nil = nothing
}

// linked adds the links of a column whose cells name something to its config.
func linked(c *data.FieldConfig, column hunting.Column, in neighbors, o Options) *data.FieldConfig {
	links := append(entityLinks(column, in, o), processLinks(column, in, o)...)
	if len(links) == 0 {
		return c
	}
	if c == nil {
		c = &data.FieldConfig{}
	}
	if in.group != nil {
		for i := range links {
			links[i].Title = in.group(column.Name) + "/" + links[i].Title
		}
	}
	c.Links = links
	return c
}

// entityLinks are those of texts that name entities.
func entityLinks(column hunting.Column, in neighbors, o Options) (links []data.DataLink) {
	entity, names := schema.EntityOf(column.Name)
	if _, texts := column.Cells.(hunting.Texts); !names || !texts {
		return nil
	}
	if path := entity.PortalPath(); path != "" && o.Site.Portal != "" {
		links = append(links, data.DataLink{
			Title: "Open in Defender", TargetBlank: true,
			URL: "https://" + o.Site.Portal + strings.Replace(path, "{}", cellInURL, 1),
		})
	}
	if entity != schema.EntityIncident {
		links = append(links, o.inside("Go hunt", "go", goHunt{Entity: entity, Value: cell, AtMs: millis(in.time)})...)
	}
	if entity == schema.EntityAlert {
		links = append(links, o.inside("Alert graph", "incident", alertHunt{AlertID: cell, AtMs: millis(in.time)})...)
	}
	return links
}

// creations are the columns of process ids with those of the creations that tell a
// process from others of its id.
var creations = map[string]string{
	"ProcessId":                 "ProcessCreationTime",
	"InitiatingProcessId":       "InitiatingProcessCreationTime",
	"InitiatingProcessParentId": "InitiatingProcessParentCreationTime",
}

// processLinks are those of a process id whose row has the device and the creation.
func processLinks(column hunting.Column, in neighbors, o Options) []data.DataLink {
	creation, is := creations[column.Name]
	if !is || in.field == nil {
		return nil
	}
	device, created := in.field("DeviceId"), in.field(creation)
	if !inPath.MatchString(device) || !inPath.MatchString(created) {
		return nil
	}
	return o.inside("Process tree", "process", processHunt{
		DeviceID: "${__data.fields." + device + ".text}", ProcessID: cell, CreatedMs: millis(created),
		AtMs: millis(in.time),
	})
}

// inside is a link to a hunt of this data source, none where there are no such links.
func (o Options) inside(title, queryType string, hunt any) []data.DataLink {
	if !o.GoHunt || o.SourceUID == "" {
		return nil
	}
	return []data.DataLink{{Title: title, Internal: &data.InternalDataLink{
		DatasourceUID: o.SourceUID,
		Query:         ownQuery{RefID: "A", SchemaVersion: 1, QueryType: queryType, Hunt: hunt},
	}}}
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
