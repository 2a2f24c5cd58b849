package kql

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Rules are what an administrator lets queries do. They hold for every query of a
// data source, wherever it comes from: any viewer of a dashboard can send any KQL.
// The zero Rules allow every table and no external source.
type Rules struct {
	Allowed  []string      // tables that may be read; empty = all
	Denied   []string      // tables that may not be read, Allowed or not
	External bool          // externaldata, adx(), arg(), workspace() and the like are allowed
	MaxRange time.Duration // the longest range a query may read; 0 = any

	// Known tells the names of the service's tables. Nil knows none.
	Known func(table string) bool
}

// external are the words that, before a parenthesis, reach beyond the tenant's own
// tables: to an address, another cluster, another workspace, or code.
var external = []string{
	"externaldata", "external_data", "external_table", "external_datatable", "adx", "arg", "workspace", "app",
	"resource", "cluster", "database", "entity_group", "azure_digital_twins_query_request",
	"cosmosdb_sql_request", "dax_request",
	"http_request", "http_request_post", "mysql_request", "postgresql_request", "sql_request",
	"infer_storage_schema", "infer_storage_schema_with_suggestions", "python", "r",
}

// check reads KQL as it will be sent, macros written out. What it cannot tell, it
// refuses. Errors are *Error whose Subject is the rule.
func (r Rules) check(kql string) error {
	s := read(Scan(kql))
	if err := r.checkExternal(s); err != nil || len(r.Allowed)+len(r.Denied) == 0 {
		return err
	}
	g := &guard{script: s, rules: r, scopes: s.scopes()}
	for i := range s.tokens {
		if err := g.token(i); err != nil {
			return err
		}
	}
	return nil
}

func (r Rules) checkExternal(s *script) error {
	if r.External {
		return nil
	}
	for i := range s.tokens {
		if name := s.reachesOut(i); name != "" {
			return refuse("allowExternal", fmt.Sprintf("%s reaches beyond the tenant's own tables, which this data source"+
				" does not allow (allowExternal is off). Leave it out, or ask an administrator to allow it.", name))
		}
	}
	return nil
}

// reachesOut names what begins at a token and reaches beyond the tenant, "" if
// nothing does. A function whose name is written in pieces could be any.
func (s *script) reachesOut(i int) string {
	name, after := s.name(i)
	switch {
	case s.text(after) == "(" && slices.Contains(external, strings.ToLower(name)):
		return name
	case s.inPieces(i) && s.text(s.closing[i]+1) == "(":
		return "A function whose name is in pieces"
	case s.word(i) == "macro" && s.text(i+1) == "-" && s.word(i+2) == "expand" && s.adjacent(i, i+2):
		return "macro-expand"
	}
	return ""
}

// permits is the rules' answer to one name of a table.
func (r Rules) permits(table string) error {
	same := func(name string) bool { return strings.EqualFold(name, table) }
	switch {
	case slices.ContainsFunc(r.Denied, same):
		return refuse("deniedTables", fmt.Sprintf("This data source does not allow the table %s (deniedTables).", table))
	case len(r.Allowed) > 0 && !slices.Contains(r.Allowed, table):
		return refuse("allowedTables", fmt.Sprintf("This data source does not allow the table %s (allowedTables);"+
			" it allows %s.", table, strings.Join(r.Allowed, ", ")))
	}
	return nil
}

// unclear refuses what may read any table.
func (r Rules) unclear(what string) error {
	rule := "deniedTables"
	if len(r.Allowed) > 0 {
		rule = "allowedTables"
	}
	return refuse(rule, fmt.Sprintf("This data source limits the tables that may be read (%s), and %s does not tell which"+
		" it reads. Name the tables.", rule, what))
}
