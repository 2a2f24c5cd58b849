package kql

import (
	"fmt"
	"slices"
	"strings"
)

// Filter is one of a dashboard's ad hoc filters.
type Filter struct {
	Key      string   `json:"key"`      // a column
	Operator string   `json:"operator"` // one of the keys of filterOperators, or =| and !=|
	Value    string   `json:"value"`
	Values   []string `json:"values"` // for =| and !=|; Value where they are missing
}

// all are the values of a filter.
func (f Filter) all() []string {
	if len(f.Values) > 0 {
		return f.Values
	}
	return []string{f.Value}
}

// String is a filter as people write it.
func (f Filter) String() string {
	return fmt.Sprintf("%s %s %s", f.Key, f.Operator, shortened(strings.Join(f.all(), ", ")))
}

// filterOperators are Kusto's operators for Grafana's that compare with one value.
var filterOperators = map[string]string{"=": "==", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}

// condition writes a filter over a column, the value as a literal of its type.
func (f Filter) condition(column Column) (string, error) {
	switch f.Operator {
	case "=~":
		return fmt.Sprintf("%s matches regex %s", asText(column), textLiteral(f.Value)), nil
	case "!~":
		return fmt.Sprintf("not(%s matches regex %s)", asText(column), textLiteral(f.Value)), nil
	case "=|":
		return f.membership(column, "in")
	case "!=|":
		return f.membership(column, "!in")
	}
	operator, known := filterOperators[f.Operator]
	if !known {
		names := []string{"=", "!=", "<", "<=", ">", ">=", "=~", "!~", "=|", "!=|"}
		return "", refuse("adhocFilters", fmt.Sprintf("The ad hoc filter %s has the operator %q, which is not known. Use %s.",
			f, f.Operator, alternatives(names)))
	}
	literal, err := typedLiteral(column, f.Value)
	if err != nil {
		return "", err
	}
	ordered := strings.ContainsAny(operator, "<>")
	if ordered && slices.Contains([]string{"string", "dynamic", ""}, column.Type) {
		return fmt.Sprintf("strcmp(%s, %s) %s 0", asText(column), literal, operator), nil
	}
	if ordered && (column.Type == "bool" || column.Type == "guid") {
		return "", refuse("adhocFilters", fmt.Sprintf("The ad hoc filter %s cannot be: values of the type %s have no order.",
			f, column.Type))
	}
	return fmt.Sprintf("%s %s %s", compared(column), operator, literal), nil
}

func (f Filter) membership(column Column, operator string) (string, error) {
	literals := make([]string, 0, len(f.Values))
	for _, value := range f.all() {
		literal, err := typedLiteral(column, value)
		if err != nil {
			return "", err
		}
		literals = append(literals, literal)
	}
	return fmt.Sprintf("%s %s (%s)", compared(column), operator, strings.Join(literals, ", ")), nil
}
