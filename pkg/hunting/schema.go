package hunting

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"

	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting/decode"
	"github.com/huntboard/huntboard-defender-datasource/pkg/service"
	"github.com/huntboard/huntboard-defender-datasource/pkg/trail"
)

// Schema is what a tenant's identity can hunt in, as the service tells it.
type Schema struct {
	Tables    []Table
	Functions []Function // that the tenant's people have saved; the service's own are not among them
}

// Table is a table that the service tells of.
type Table struct {
	Name        string
	Description string // "" = it says nothing
	Columns     []SchemaColumn
}

// SchemaColumn is one of a Table's.
type SchemaColumn struct {
	Name        string
	Type        decode.Type
	Description string
}

// Function is a saved query that hunts may call.
type Function struct {
	Name        string
	Description string
	Parameters  []Parameter
}

// Parameter is one of a Function's.
type Parameter struct {
	Name string
	Type string // Kusto's name, "" = not told
}

// ErrNoSchema is of an API, or a cloud, that tells no schema.
var ErrNoSchema = errors.New("this API tells no schema in this cloud")

// maxSchema is the most that a schema may weigh; 66 tables with their descriptions
// are half a megabyte.
const maxSchema = 16 << 20

// Schema asks for tables, columns and saved functions: of one Sentinel workspace,
// or of all that the identity sees where workspace is "". It is a call of the
// tenant's quota like a hunt. The beta call is Graph's alone, in the public cloud:
// https://learn.microsoft.com/graph/api/security-security-gethuntingschema (2026-05)
// Errors are ErrNoSchema or *Error.
func (c *Client) Schema(ctx context.Context, workspace string) (*Schema, error) {
	if c.site.API != service.Graph || c.site.Cloud != service.Commercial {
		return nil, ErrNoSchema
	}
	ctx, cancel := context.WithTimeoutCause(asking(ctx), c.timeout, errOurTimeout)
	defer cancel()
	ctx, end := trail.Part(ctx, "schema")
	schema, err := c.readSchema(ctx, workspace)
	end(err)
	if err != nil {
		return nil, c.explain(ctx, err)
	}
	return schema, nil
}

func (c *Client) readSchema(ctx context.Context, workspace string) (*Schema, error) {
	path := "/beta/security/getHuntingSchema"
	if workspace != "" {
		path = fmt.Sprintf("/beta/security/getHuntingSchemaTables(workspaceId=%s)", workspace)
	}
	// A reader of nothing: a request that can be sent again after a refused token.
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.base+path, bytes.NewReader(nil))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Accept", "application/json")
	resp, err := c.http.Do(req)
	if err != nil {
		return nil, err
	}
	defer func() { _ = resp.Body.Close() }()
	if resp.StatusCode != http.StatusOK {
		return nil, c.refusal(resp)
	}
	var told schemaJSON
	if err := json.NewDecoder(io.LimitReader(resp.Body, maxSchema)).Decode(&told); err != nil {
		return nil, located(&Error{Kind: KindBadAnswer, cause: err}, resp)
	}
	return told.schema(), nil
}

// schemaJSON is both answers: the one call has tables and functions, the other a
// list of tables.
type schemaJSON struct {
	Tables    []tableJSON
	Value     []tableJSON
	Functions struct{ SavedFunctions []functionJSON }
}

type tableJSON struct {
	Name, Description string
	Columns           []struct{ Name, DataType, Description string }
}

type functionJSON struct {
	Name, Documentation string
	InputParameters     []struct{ Name, CslType string }
}

func (s schemaJSON) schema() *Schema {
	var schema Schema
	for _, t := range append(s.Tables, s.Value...) {
		table := Table{Name: t.Name, Description: t.Description}
		for _, column := range t.Columns {
			kind := decode.TypeNamed(column.DataType)
			table.Columns = append(table.Columns, SchemaColumn{column.Name, kind, column.Description})
		}
		schema.Tables = append(schema.Tables, table)
	}
	for _, f := range s.Functions.SavedFunctions {
		function := Function{Name: f.Name, Description: f.Documentation}
		for _, p := range f.InputParameters {
			function.Parameters = append(function.Parameters, Parameter{p.Name, p.CslType})
		}
		schema.Functions = append(schema.Functions, function)
	}
	return &schema
}
