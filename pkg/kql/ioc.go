package kql

import (
	"fmt"
	"slices"
	"strings"
)

// iocMacro writes, for a list of indicators, one condition a column that can hold
// them: `(SHA1 in~ ('…') or RemoteUrl has_any ('…'))`.
func iocMacro(w *writer, at int, _ []string) (string, error) {
	found, all, err := w.indicators(at)
	if err != nil || all {
		return "true", err
	}
	columns, complete := w.columnsIn(w.script.sources(w.script.pipelineOf(at)))
	if !complete {
		return "", refuse("$__ioc", "$__ioc looks for its values in the columns of the table before it, and which table "+
			"that is cannot be told here. Put it right behind a table, or name the column: $__in(Column, $variable).")
	}
	var conditions []string
	for _, kind := range indicatorKinds {
		values := found[kind]
		if len(values) == 0 {
			continue
		}
		written := iocConditions(kind, values, columns)
		if len(written) == 0 {
			if err := w.nowhere(kind, values, at); err != nil {
				return "", err
			}
		}
		conditions = append(conditions, written...)
	}
	if len(conditions) == 0 {
		return "", refuse("$__ioc", strings.Join(w.notices, " "))
	}
	return "(" + strings.Join(conditions, " or ") + ")", nil
}

// indicators are a macro's values by kind, each once, in the order given.
func (w *writer) indicators(at int) (found map[indicatorKind][]string, all bool, err error) {
	values, all, err := w.listed(at, 0)
	if err != nil || all {
		return nil, all, err
	}
	found, seen := map[indicatorKind][]string{}, map[indicator]bool{}
	for _, value := range values {
		if !value.literal {
			return nil, false, refuse("$__ioc", fmt.Sprintf("$__ioc takes a list of values, and %s is none: $__ioc($variable).",
				shortened(value.text)))
		}
		for _, text := range splitIndicators(value.text) {
			read, known := classify(text)
			if !known {
				return nil, false, refuse("$__ioc", fmt.Sprintf("%q is no hash (MD5, SHA1, SHA256), IP address or network, "+
					"domain, URL or mail address. Correct it, or take it out of the list.", shortened(text)))
			}
			for _, one := range read {
				if !seen[one] {
					seen[one] = true
					found[one.kind] = append(found[one.kind], one.value)
				}
			}
		}
	}
	if len(seen) == 0 {
		return nil, false, refuse("$__ioc", "The list of $__ioc is empty, and an empty list is not taken for all. "+
			"Give at least one value.")
	}
	return found, false, nil
}

// nowhere tells that a table has no column for some of the values. A viewer sees
// the notice; an alert rule shows none, so there it is an error.
func (w *writer) nowhere(kind indicatorKind, values []string, at int) error {
	tables := strings.Join(w.script.sources(w.script.pipelineOf(at)), ", ")
	missing := fmt.Sprintf("%s has no column that holds a %s, so %d of the values of $__ioc are not looked for (%s).",
		tables, kind, len(values), shortened(values[0]))
	w.notices = append(w.notices, missing)
	if w.moment.Alert {
		return refuse("$__ioc", missing+" Take them out of the list.")
	}
	return nil
}

// iocConditions are those of one kind over all columns that hold it.
func iocConditions(kind indicatorKind, values []string, columns map[string]Column) []string {
	literals := make([]string, len(values))
	for i, value := range values {
		literals[i] = textLiteral(value)
	}
	list := strings.Join(literals, ", ")
	var written []string
	for name, column := range columns {
		if column.Type != "string" {
			continue
		}
		switch left := columnName(name); {
		case !holdsIndicator(kind, name):
		case kind == kindNetwork:
			written = append(written, networkConditions(left, values)...)
		case kind == kindDomain || kind == kindURL || strings.HasSuffix(name, "es"):
			written = append(written, fmt.Sprintf("%s has_any (%s)", left, list))
		default:
			written = append(written, fmt.Sprintf("%s in~ (%s)", left, list))
		}
	}
	slices.Sort(written)
	return written
}

// networkConditions test a column against networks of both kinds of addresses.
func networkConditions(column string, networks []string) []string {
	var lists [2][]string
	for _, network := range networks {
		version := 0
		if strings.Contains(network, ":") {
			version = 1
		}
		lists[version] = append(lists[version], textLiteral(network))
	}
	var written []string
	for version, function := range []string{"ipv4_is_in_any_range", "ipv6_is_in_any_range"} {
		if len(lists[version]) > 0 {
			written = append(written, fmt.Sprintf("%s(%s, %s)", function, column, strings.Join(lists[version], ", ")))
		}
	}
	return written
}

// holders are how the names of columns end that hold a kind of indicator.
var holders = map[indicatorKind][]string{
	kindMD5:     {"MD5"},
	kindSHA1:    {"SHA1"},
	kindSHA256:  {"SHA256"},
	kindIP:      {"IP", "IPAddress", "IpAddress", "IPv4", "IPv6", "IPAddresses"},
	kindNetwork: {"IP", "IPAddress", "IpAddress", "IPv4", "IPv6"},
	kindURL:     {"Url", "UrlChain"},
	kindDomain:  {"Url", "UrlChain", "UrlDomain", "FromDomain", "RecipientDomain", "DnsQuery"},
	kindMail:    {"EmailAddress", "FromAddress", "AccountEmail", "Upn"},
}

func holdsIndicator(kind indicatorKind, column string) bool {
	return slices.ContainsFunc(holders[kind], func(end string) bool { return strings.HasSuffix(column, end) })
}
