package plugin

import (
	"cmp"
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend/log"

	"github.com/huntboard/huntboard-defender-datasource/pkg/budget"
	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting"
	"github.com/huntboard/huntboard-defender-datasource/pkg/schema"
)

// schemaPatience is how long the call waits for its turn and its answer: an editor
// works without it.
const schemaPatience = 20 * time.Second

// schemaAnswer is the resource `schema`: what the tenant has beside the bundled
// schema, for the editor; the case tests/cases/resources/schema.json has one.
type schemaAnswer struct {
	Live bool `json:"live"` // false: the service told nothing, so that the bundled schema is all there is
	// Tables are those that the bundled schema lacks, or has with fewer columns: whole,
	// with what both know, by name.
	Tables    []schema.Table   `json:"tables"`
	Functions []schemaFunction `json:"functions"` // saved by the tenant's people, by name
}

type schemaFunction struct {
	Name        string   `json:"name"`
	Description string   `json:"description"`
	Parameters  []string `json:"parameters"` // `name: type`, as Kusto writes them
}

// schemaResource never fails for what the service says: the bundled schema serves.
func (d *Datasource) schemaResource(r *http.Request) ([]byte, error) {
	ctx, who, err := d.identity.admit(r.Context(), false)
	if err != nil {
		return nil, err
	}
	told := d.schemas.recall(ctx, who, d.liveSchema)
	return json.Marshal(beyondBundled(told))
}

// liveSchema asks the service when nobody else wants to: nil, and the reason in the
// log, where it tells nothing.
func (d *Datasource) liveSchema(ctx context.Context) *hunting.Schema {
	ctx, cancel := context.WithTimeout(ctx, schemaPatience)
	defer cancel()
	until, _ := ctx.Deadline()
	ctx = budget.WithAsk(ctx, budget.NewAsk(budget.Background, until))
	told, err := d.client.Schema(ctx, d.settings.workspaceID)
	if err != nil {
		log.DefaultLogger.FromContext(ctx).Debug("The bundled schema is used alone, as the service told none", "error", err)
		return nil
	}
	return told
}

func beyondBundled(told *hunting.Schema) schemaAnswer {
	answer := schemaAnswer{Live: told != nil, Tables: []schema.Table{}, Functions: []schemaFunction{}}
	if told == nil {
		return answer
	}
	for _, live := range told.Tables {
		if table, more := merged(live); more {
			answer.Tables = append(answer.Tables, table)
		}
	}
	for _, f := range told.Functions {
		function := schemaFunction{f.Name, f.Description, []string{}}
		for _, p := range f.Parameters {
			function.Parameters = append(function.Parameters, p.Name+": "+cmp.Or(p.Type, "dynamic"))
		}
		answer.Functions = append(answer.Functions, function)
	}
	slices.SortFunc(answer.Tables, func(a, b schema.Table) int { return cmp.Compare(a.Name, b.Name) })
	slices.SortFunc(answer.Functions, func(a, b schemaFunction) int { return cmp.Compare(a.Name, b.Name) })
	return answer
}

// merged is the bundled table with the columns that only the service knows. It tells
// whether there are any, or the table itself is new.
func merged(live hunting.Table) (table schema.Table, more bool) {
	table, known := schema.FindTable(live.Name)
	if !known {
		table = schema.Table{Name: live.Name, Description: live.Description, Category: "Tenant", Status: "ga"}
	}
	table.Columns = slices.Clone(table.Columns)
	for _, column := range live.Columns {
		if _, bundled := schema.FindColumn(live.Name, column.Name); bundled || column.Name == "" {
			continue
		}
		more = true
		kind := string(column.Type)
		description := cmp.Or(column.Description, schema.Describe(column.Name, kind))
		table.Columns = append(table.Columns, schema.Column{Name: column.Name, Type: kind, Description: description})
	}
	if !known {
		table.TimeColumn = datedBy(table.Columns)
	}
	return table, (more || !known) && live.Name != ""
}

// datedBy is the column that dates the rows of a table that no document describes.
func datedBy(columns []schema.Column) string {
	for _, name := range []string{"Timestamp", "TimeGenerated"} {
		if slices.ContainsFunc(columns, func(c schema.Column) bool { return c.Name == name && c.Type == "datetime" }) {
			return name
		}
	}
	return ""
}
