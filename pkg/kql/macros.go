package kql

import (
	"fmt"
	"strings"
)

// macro is a name that is written out before the query is sent.
type macro struct {
	name    string
	maxArgs int
	bare    bool   // may be written without parentheses
	list    string // how it is called, where it takes a list: its arguments may be many
	write   func(w *writer, at int, args []string) (string, error)
}

// macros are those of this version.
var macros = []macro{
	{name: "$__timeFilter", maxArgs: 1, write: timeFilter},
	{name: "$__timeFrom", write: func(w *writer, _ int, _ []string) (string, error) {
		return datetimeLiteral(w.from), nil
	}},
	{name: "$__timeTo", write: func(w *writer, _ int, _ []string) (string, error) {
		return datetimeLiteral(w.to), nil
	}},
	{name: "$__interval", bare: true, write: func(w *writer, _ int, _ []string) (string, error) {
		return timespanLiteral(w.moment.interval()), nil
	}},
	{name: "$__interval_ms", bare: true, write: func(w *writer, _ int, _ []string) (string, error) {
		return fmt.Sprint(max(w.moment.interval().Milliseconds(), 1)), nil
	}},
	{name: "$__timeBin", maxArgs: 1, write: timeBin},
	{name: "$__in", list: "$__in(Column, $variable)", write: inMacro},
	{name: "$__has_any", list: "$__has_any(Column, $variable)", write: hasAnyMacro},
	{name: "$__ioc", list: "$__ioc($variable)", write: iocMacro},
	{name: "$__adhocFilters", write: adhocMacro},
}

// grafanaNames are put in by Grafana's front end, and so by nobody in an alert rule.
var grafanaNames = []string{
	"$__from", "$__to", "$__range", "$__rate_interval", "$__timezone", "$__user", "$__org", "$__dashboard",
}

// timeFilter writes the half-open range over a column.
func timeFilter(w *writer, at int, args []string) (string, error) {
	column, err := w.column(at, args)
	if err != nil {
		return "", err
	}
	filter := fmt.Sprintf("%s >= %s and %s < %s", column, datetimeLiteral(w.from), column, datetimeLiteral(w.to))
	if !w.standsAlone(at) {
		filter = "(" + filter + ")"
	}
	return filter, nil
}

// timeBin rounds a column down to the interval.
func timeBin(w *writer, at int, args []string) (string, error) {
	column, err := w.column(at, args)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("bin(%s, %s)", column, timespanLiteral(w.moment.interval())), nil
}

// column is the macro's argument, or the default. An expression gets parentheses,
// so that the comparison takes it whole.
func (w *writer) column(at int, args []string) (string, error) {
	if len(args) == 0 {
		return w.defaultColumn(at)
	}
	if simple := strings.IndexFunc(args[0], func(r rune) bool { return !inName(r) && r != '.' }) < 0; simple {
		return args[0], nil
	}
	return "(" + args[0] + ")", nil
}

// unknownMacro says what a name that is not a macro might have been.
func unknownMacro(name string) error {
	for _, filled := range grafanaNames {
		if name == filled || strings.HasPrefix(name, filled+"_") || strings.HasPrefix(name, filled+".") {
			return refuse(name, fmt.Sprintf("Grafana fills in %s only where a panel shows the query, "+
				"so an alert rule cannot use it. Use %s.", name, knownMacros()))
		}
	}
	return refuse(name, fmt.Sprintf("The macro %s is not known. Use %s.", name, knownMacros()))
}

func knownMacros() string {
	names := make([]string, len(macros))
	for i, known := range macros {
		names[i] = known.name
		if !known.bare {
			names[i] += "()"
		}
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " or " + names[last]
}
