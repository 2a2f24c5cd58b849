package kql

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// SchemaVersion is the newest version of the stored query that this code reads.
const SchemaVersion = 1

// QueryType says what a query asks for.
type QueryType string

// The query types.
const (
	QueryHunt     QueryType = "hunt"     // the KQL in Query
	QueryBudget   QueryType = "budget"   // what the data source itself knows of its calls; Query names what of it
	QueryGo       QueryType = "go"       // a hunt about one entity, written by the backend
	QueryProcess  QueryType = "process"  // a process tree
	QueryIncident QueryType = "incident" // an incident's graph
)

// Format is the shape that the rows take.
type Format string

// The formats.
const (
	FormatAuto       Format = "auto"
	FormatTable      Format = "table"
	FormatTimeSeries Format = "timeseries"
	FormatLogs       Format = "logs"
	FormatGraph      Format = "graph"
)

// Range says whether the dashboard's range goes out beside the query.
type Range string

// The range rules.
const (
	RangeAuto      Range = "auto"      // the dashboard's, unless the query bounds time itself
	RangeDashboard Range = "dashboard" // always the dashboard's
	RangeQuery     Range = "query"     // never
)

// Query is one hunting query as a dashboard stores it (version 1), and the
// transient fields that the front end adds. A missing field has its default;
// fields that are not listed are Grafana's or the editor's and are left alone.
type Query struct {
	RefID         string    `json:"refId"`
	SchemaVersion int       `json:"schemaVersion"` // 0 = written by a tool, read as version 1
	Query         string    `json:"query"`         // KQL with macros
	QueryType     QueryType `json:"queryType"`     // default QueryHunt
	Format        Format    `json:"format"`        // default FormatAuto
	Range         Range     `json:"range"`         // default RangeAuto
	TimeColumn    string    `json:"timeColumn"`    // default: the table's own
	Fill          string    `json:"fill"`          // default "auto": what empty bins of a time series hold
	Flatten       bool      `json:"flatten"`       // the keys of dynamic columns become columns
	Limits        Limits    `json:"limits"`        // 0 = the default of each
	Split         Split     `json:"split"`         // default SplitNone

	Hunt *Target `json:"hunt"` // what go, process and incident are about

	Origin   string   `json:"origin"`   // transient: where the query comes from; default "dashboard"
	Relative bool     `json:"relative"` // transient: the request's range is relative to now
	Volume   *Volume  `json:"volume"`   // transient: the rows are counted over time
	Context  *Context `json:"context"`  // transient: the rows around one

	Filters []Filter `json:"adhocFilters"` // transient: the dashboard's ad hoc filters, all of which must hold
}

// Limits bound what a query brings.
type Limits struct {
	Rows  int `json:"rows"`  // events; 1 to MaxRows
	Depth int `json:"depth"` // of a process tree, up and down; 1 to MaxDepth
	Nodes int `json:"nodes"` // of a graph; 1 to MaxNodes
}

// The most that Limits take: what the service sends, and what a browser can lay out.
const (
	MaxRows  = 100_000
	MaxNodes = 1_500
	MaxDepth = 50
)

// DefaultNodes is how many nodes a graph shows unless its query says else: more cannot
// be told apart on a screen.
const DefaultNodes = 150

// check refuses a limit that is out of its bounds, or of nothing.
func (l Limits) check() error {
	switch {
	case l.Depth < 0 || l.Depth > MaxDepth:
		return refuse("limits.depth", fmt.Sprintf("limits.depth is %d; it takes 1 to %d.", l.Depth, MaxDepth))
	case l.Rows < 0 || l.Rows > MaxRows:
		return refuse("limits.rows", fmt.Sprintf("limits.rows is %d; it takes 1 to %d.", l.Rows, MaxRows))
	case l.Nodes < 0 || l.Nodes > MaxNodes:
		return refuse("limits.nodes", fmt.Sprintf("limits.nodes is %d; it takes 1 to %d.", l.Nodes, MaxNodes))
	}
	return nil
}

// ParseQuery reads the stored query. A known field with a value that is not
// known, or that this version cannot honor, is an *Error that names both.
func ParseQuery(raw []byte) (Query, error) {
	var q Query
	if err := json.Unmarshal(raw, &q); err != nil {
		return Query{}, decoded(err)
	}
	if q.SchemaVersion < 0 || q.SchemaVersion > SchemaVersion {
		return Query{}, refuse("schemaVersion", fmt.Sprintf(
			"The query was saved with schemaVersion %d, this version of the plugin reads %d. Update the plugin.",
			q.SchemaVersion, SchemaVersion))
	}
	for _, c := range q.choices() {
		if err := c.settle(); err != nil {
			return Query{}, err
		}
	}
	if err := q.Limits.check(); err != nil {
		return Query{}, err
	}
	if err := q.checkSplit(); err != nil {
		return Query{}, err
	}
	if err := q.checkTarget(); err != nil {
		return Query{}, err
	}
	if strings.TrimSpace(q.Query) == "" && q.QueryType == QueryHunt && q.Context == nil {
		return Query{}, errEmpty()
	}
	return q, nil
}

// unreadable names the field whose JSON has the wrong type.
func unreadable(err error) error {
	var wrong *json.UnmarshalTypeError
	if errors.As(err, &wrong) && wrong.Field != "" {
		return refuse(wrong.Field, fmt.Sprintf("The field %s of the stored query is a JSON %s where a %s belongs.",
			wrong.Field, wrong.Value, wrong.Type.Kind()))
	}
	return refuse("query", fmt.Sprintf("The stored query is not a JSON object: %v.", err))
}

func errEmpty() error {
	return refuse("query", "The query is empty. Write KQL, for example: DeviceProcessEvents | take 10")
}
