package kql

import (
	"fmt"
	"slices"
	"strings"
)

// choice is a field with a closed list of values: those that run, the default
// first, and those that are known and do not run in this version.
type choice struct {
	field string
	value *string
	runs  []string
	later []string
}

// origins say where a query comes from; the first is the default.
var origins = []string{"dashboard", "explore", "variable", "annotation", "suggestion", "volume", "context"}

// choices lists every field whose values are a closed set.
func (q *Query) choices() []choice {
	return []choice{
		{"queryType", (*string)(&q.QueryType), []string{"hunt", "go", "process", "incident", "budget"}, nil},
		{"format", (*string)(&q.Format), []string{"auto", "table", "timeseries", "logs", "graph"}, nil},
		{"range", (*string)(&q.Range), []string{"auto", "dashboard", "query"}, nil},
		{"fill", &q.Fill, []string{"auto", "none", "null", "zero"}, nil},
		{"split", (*string)(&q.Split), []string{"none", "hour", "day"}, nil},
		{"origin", &q.Origin, origins, nil},
	}
}

// settle puts the default in and refuses what cannot be honored.
func (c choice) settle() error {
	switch {
	case *c.value == "":
		*c.value = c.runs[0]
		return nil
	case slices.Contains(c.runs, *c.value):
		return nil
	case slices.Contains(c.later, *c.value):
		return refuse(c.field, fmt.Sprintf("%s %q is not available in this version. Use %s.",
			c.field, *c.value, alternatives(c.runs)))
	default:
		return refuse(c.field, fmt.Sprintf("%s %q is not known. Use %s.", c.field, *c.value, alternatives(c.runs)))
	}
}

// alternatives writes `"a", "b" or "c"`.
func alternatives(names []string) string {
	quoted := `"` + strings.Join(names, `", "`) + `"`
	if last := strings.LastIndex(quoted, `, "`); last >= 0 {
		return quoted[:last] + " or " + quoted[last+2:]
	}
	return quoted
}
