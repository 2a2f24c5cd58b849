package kql

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// keep are the columns that hunts over several tables answer, in this order, each
// under one type: what other types there are of the name become text.
var keep = []Column{
	{"ActionType", "string"},
	{"Severity", "string"},
	{"Title", "string"},
	{"DeviceName", "string"},
	{"AccountUpn", "string"},
	{"AccountName", "string"},
	{"Application", "string"},
	{"FileName", "string"},
	{"ProcessCommandLine", "string"},
	{"InitiatingProcessFileName", "string"},
	{"RemoteIP", "string"},
	{"RemoteUrl", "string"},
	{"IPAddress", "string"},
	{"Url", "string"},
	{"SenderFromAddress", "string"},
	{"RecipientEmailAddress", "string"},
	{"Subject", "string"},
	{"CveId", "string"},
	{"SoftwareName", "string"},
	{"SoftwareVersion", "string"},
	{"VulnerabilitySeverityLevel", "string"},
	{"DeviceId", "string"},
	{"ProcessId", "long"},
	{"ProcessCreationTime", "datetime"},
	{"InitiatingProcessId", "long"},
	{"InitiatingProcessCreationTime", "datetime"},
	{"SHA1", "string"},
	{"SHA256", "string"},
	{"NetworkMessageId", "string"},
	{"AccountObjectId", "string"},
	{"AlertId", "string"},
}

// The columns that such hunts make of their own.
const (
	sourceTable = "SourceTable"
	eventColumn = "Event"
)

// leg is one table's part of a hunt over several.
type leg struct {
	table   string
	time    string // its time column, "" for snapshots
	columns []Column
	where   []string // conditions, each a stage of its own
}

// legs are the parts for an entity: one for each table that has a column of it, may
// be read, and is not known to be missing. What is left out is told in notices.
func (m Moment) legs(of entity, value string) (parts []leg, notices []string, err error) {
	for _, table := range of.Tables {
		column, known := m.timeColumn(table)
		columns, _ := m.columns(table)
		var match []string
		for _, name := range of.Columns {
			if i := slices.IndexFunc(columns, func(c Column) bool { return c.Name == name }); i >= 0 {
				match = append(match, fmt.Sprintf("%s %s %s", columns[i].asText(), of.Operator, textLiteral(value)))
			}
		}
		if known && len(match) > 0 {
			parts = append(parts, leg{table, column, columns, []string{strings.Join(match, " or ")}})
		}
	}
	parts, notices = m.keptLegs(parts)
	if len(parts) == 0 {
		return nil, nil, refuse("hunt.entity", strings.TrimSpace("No table is left to hunt in. "+strings.Join(notices, " ")))
	}
	return parts, notices, nil
}

// asText is a column as a text.
func (c Column) asText() string {
	if c.Type == "string" {
		return columnName(c.Name)
	}
	return "tostring(" + columnName(c.Name) + ")"
}

// write is the leg as a pipeline. The range is half open.
func (l leg) write(from, to time.Time, body []string, indent string) string {
	stages := []string{l.table}
	if l.time != "" {
		stages = append(stages, fmt.Sprintf("where %s >= %s and %s < %s",
			l.time, datetimeLiteral(from), l.time, datetimeLiteral(to)))
	}
	for _, where := range l.where {
		stages = append(stages, "where "+where)
	}
	stages = append(stages, "project "+strings.Join(l.projected(body), ", "))
	return pipeline(indent, stages)
}

// projected are what a leg answers.
func (l leg) projected(body []string) []string {
	var made []string
	switch l.time {
	case "":
	case defaultTimeColumn:
		made = append(made, defaultTimeColumn)
	default:
		made = append(made, defaultTimeColumn+" = "+l.time)
	}
	made = append(made, sourceTable+" = "+textLiteral(l.table))
	var told []string
	for _, name := range body {
		if i := slices.IndexFunc(l.columns, func(c Column) bool { return c.Name == name }); i >= 0 {
			told = append(told, l.columns[i].asText())
		}
	}
	if len(told) > 0 {
		made = append(made, eventColumn+" = strcat_delim(' · ', "+strings.Join(told, ", ")+")")
	}
	for _, wanted := range keep {
		i := slices.IndexFunc(l.columns, func(c Column) bool { return c.Name == wanted.Name })
		switch {
		case i < 0:
		case l.columns[i].Type == wanted.Type:
			made = append(made, wanted.Name)
		case wanted.Type == "string":
			made = append(made, wanted.Name+" = "+l.columns[i].asText())
		}
	}
	if len(told) == 1 {
		made[slices.IndexFunc(made, func(s string) bool { return strings.HasPrefix(s, eventColumn+" = ") })] =
			eventColumn + " = " + told[0]
	}
	return made
}

// joined is one hunt over all legs, with a last stage.
func (m Moment) joined(parts []leg, from, to time.Time, last string) string {
	if len(parts) == 1 {
		return parts[0].write(from, to, m.body(parts[0].table), "") + "\n| " + last
	}
	written := make([]string, len(parts))
	for i, part := range parts {
		written[i] = "  (" + part.write(from, to, m.body(part.table), "   ") + ")"
	}
	return "union\n" + strings.Join(written, ",\n") + "\n| " + last
}

func (m Moment) body(table string) []string {
	if m.Body == nil {
		return nil
	}
	return m.Body(table)
}

func tablesOfLegs(parts []leg) []string {
	names := make([]string, len(parts))
	for i, part := range parts {
		names[i] = part.table
	}
	return names
}
