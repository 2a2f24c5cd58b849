package kql

import (
	"fmt"
	"slices"
	"strings"
)

// DefaultLogRows is how many events the format logs asks for where neither the query
// nor its limits say.
const DefaultLogRows = 5000

// rowLocal are the stages whose every row comes of one row before it.
var rowLocal = []string{
	"where", "filter", "extend", "project", "project-away", "project-keep", "project-rename", "project-reorder",
	"parse", "parse-where", "parse-kv", "mv-expand", "sort", "order", "as", "render", "search",
}

// limiting are the stages that bound how many rows there are.
var limiting = []string{"take", "limit", "top", "sample"}

// events is what is known of a hunt for the rows of tables as they are.
type events struct {
	local   bool   // each row of the answer is a row of a table
	limited bool   // a stage bounds how many
	time    string // the column that dates them, "" if it is not known or not kept
}

// events reads the pipeline of the final statement.
func (w *writer) events() events {
	final := w.final()
	if final == nil {
		return events{}
	}
	found := events{local: w.readsTables(final, 0)}
	stages := w.pipeline(final, 0)
	for _, ref := range stages {
		operator := w.script.operator(ref.of, ref.stage)
		limits := slices.Contains(limiting, operator)
		found.limited = found.limited || limits
		found.local = found.local && (limits || slices.Contains(rowLocal, operator))
	}
	if found.local {
		found.time = w.eventTime(final, stages)
	}
	return found
}

// readsTables tells whether a pipeline starts from the name of a table, or from a
// let that does.
func (w *writer) readsTables(of *statement, lets int) bool {
	if let, follows := w.letAt(of); follows {
		return lets < maxLets && w.readsTables(let.statement, lets+1)
	}
	start := w.sourceOf(of)
	word, next := w.script.word(start), w.script.text(start+1)
	return word != "" && !isHead(word) && (next == "" || next == "|" || next == ";")
}

// eventTime is the column that dates the rows: the stored query's, else the
// table's, else one of the usual names if the query uses it.
func (w *writer) eventTime(of *statement, stages []stageRef) string {
	column := w.query.TimeColumn
	if column == "" {
		for _, table := range w.script.sources(of) {
			found, known := w.moment.timeColumn(table)
			if !known {
				found = w.usualTime()
			}
			column = found
		}
	}
	for _, ref := range stages {
		if column == "" || !w.keeps(ref, column) {
			return ""
		}
	}
	return column
}

// usualTime is the time column that the words of a query give away.
func (w *writer) usualTime() string {
	for _, name := range timeColumns {
		if w.script.mentions(0, len(w.script.tokens), name) {
			return name
		}
	}
	return ""
}

// keeps tells whether a stage leaves a column under its name.
func (w *writer) keeps(ref stageRef, column string) bool {
	operator := w.script.operator(ref.of, ref.stage)
	from, to := w.stageRange(ref.of, ref.stage)
	items := w.items(min(from+operatorWords(operator), to), to)
	makes := slices.ContainsFunc(items, func(i item) bool { return i.name == column })
	takes := slices.ContainsFunc(items, func(i item) bool { return i.source == column && i.name != column })
	switch operator {
	case "project", "project-keep":
		return makes || operator == "project-keep" && w.script.mentions(from, to, column)
	case "project-away":
		return !w.script.mentions(from, to, column)
	case "project-rename":
		return !takes
	}
	return true
}

// limitEvents bounds a hunt for events that would else bring every row of the
// range: the newest come first, and the limit is in the KQL that is sent, where a
// reader sees it.
func (w *writer) limitEvents(text string, hunt *Hunt) (string, error) {
	rows, asked := w.query.Limits.Rows, w.query.Limits.Rows > 0
	e := w.events()
	switch {
	case e.limited || !e.local:
		if asked {
			return "", refuse("limits.rows", "The option limits.rows bounds rows of tables as they are, and this query "+
				"summarizes, joins or limits its rows itself. Remove the option, or end the query with take or top.")
		}
		return text, nil
	case !asked && (hunt.Format != FormatLogs || w.query.Split.cuts()):
		return text, nil
	case !asked:
		rows = DefaultLogRows
	}
	if e.time == "" && !asked {
		return text, nil
	}
	stage := fmt.Sprintf("top %d by %s desc", rows, columnName(e.time))
	if e.time == "" {
		stage = fmt.Sprintf("take %d", rows)
	}
	return appendStage(text, stage), nil
}

// appendStage puts a stage behind the last of a query, before a `render`.
func appendStage(text, stage string) string {
	s := read(Scan(text))
	final := s.statements[len(s.statements)-1]
	last := final.end - 1
	for i := len(final.starts) - 1; i > 0 && s.operator(final, i) == "render"; i-- {
		last = final.starts[i] - 2
	}
	end := s.tokens[last].Offset + len(s.tokens[last].Text)
	return strings.Join([]string{text[:end], "\n| ", stage, text[end:]}, "")
}
