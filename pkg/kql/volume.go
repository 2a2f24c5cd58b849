package kql

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Counts says how the answer of a volume is read.
type Counts struct {
	By    string        // severity or action
	Time  string        // the column of the bins
	Key   string        // Severity or ActionType; "" = the rows have neither
	Width time.Duration // of a bin
}

// volumeColumn is the column of counts.
const volumeColumn = "HuntboardRows"

// CountColumn is the column of counts in the answer of a volume.
const CountColumn = volumeColumn

// writeVolume counts a query's rows over time: a stage behind its last, if each row
// that it would answer is an event that has a time, and if it answers the same rows
// each time it runs. All else is refused with its reason.
func (q Query) writeVolume(m Moment) (Hunt, error) {
	counts, err := q.counted(m)
	if err != nil {
		return Hunt{}, err
	}
	keys := fmt.Sprintf("bin(%s, %s)", columnName(counts.Time), timespanLiteral(counts.Width))
	if counts.Key != "" {
		keys += ", " + counts.Key
	}
	counted := q
	counted.Query = appendStage(withoutRender(q.Query), fmt.Sprintf("summarize %s = count() by %s", volumeColumn, keys))
	counted.Volume, counted.Format, counted.Limits, counted.Flatten, counted.Split = nil, FormatTable, Limits{}, false, ""
	hunt, err := counted.Write(m)
	hunt.Counts = counts
	return hunt, err
}

// counted reads what the query's rows are counted by.
func (q Query) counted(m Moment) (*Counts, error) {
	w := &writer{query: q, moment: m, script: read(Scan(q.Query))}
	final := w.final()
	if final == nil {
		return nil, errEmpty()
	}
	width := time.Duration(q.Volume.IntervalMs) * time.Millisecond
	if width == 0 {
		width = m.interval()
	}
	v := &follower{writer: w}
	if err := v.source(final, 0); err != nil {
		return nil, err
	}
	for _, ref := range w.pipeline(final, 0) {
		if err := v.stage(ref); err != nil {
			return nil, err
		}
	}
	if w.calls("rand", "new_guid") {
		return nil, noVolume("it draws by chance, so that its rows are others each time")
	}
	counts := &Counts{By: q.Volume.By, Time: v.time, Width: width}
	switch {
	case v.action && q.Volume.By == "action":
		counts.Key = "ActionType"
	case q.Volume.By == "action":
		return nil, noVolume("its rows have no ActionType to count by")
	case v.severity:
		counts.Key = "Severity"
	case v.action:
		counts.Key = "ActionType"
	}
	return counts, nil
}

// VolumeSubject is the Subject of an error that refuses a volume.
const VolumeSubject = "volume"

func noVolume(reason string) error {
	return refuse(VolumeSubject, "No volume for this query: "+reason+".")
}

// follower follows the columns that a volume needs over the stages of a query.
type follower struct {
	*writer
	time             string
	severity, action bool
}

// source reads what the rows are of.
func (v *follower) source(of *statement, lets int) error {
	if let, follows := v.letAt(of); follows && lets < maxLets {
		return v.source(let.statement, lets+1)
	}
	start := v.sourceOf(of)
	switch word := v.script.word(start); {
	case word == "union":
		return v.tablesAt(of, v.plainUnion(start, of))
	case v.readsTables(of, lets):
		return v.tablesAt(of, "")
	case word == "search" || word == "find":
		return noVolume(word + " answers columns that depend on what it finds")
	case word == "print" || word == "range" || word == "datatable":
		return noVolume(word + " makes rows that are no events")
	}
	return noVolume("its first words are no table, or a function whose rows are not known")
}

// plainUnion is why a union is not one of whole tables, "" if it is.
func (v *follower) plainUnion(start int, of *statement) string {
	_, end := v.stageRange(of, 0)
	for i := start + 1; i < end; i++ {
		if v.script.text(i) == "(" || v.script.text(i) == "*" {
			return "its union is not one of tables by their names"
		}
		if _, isLet := v.script.lets[v.script.word(i)]; isLet {
			return "its union is not one of tables by their names"
		}
	}
	return ""
}

func (v *follower) tablesAt(of *statement, why string) error {
	if why != "" {
		return noVolume(why)
	}
	tables := v.script.sources(of)
	if len(tables) == 0 {
		return noVolume("the table that its rows are of is not known")
	}
	v.severity, v.action = true, true
	for _, table := range tables {
		column, known := v.moment.timeColumn(table)
		switch {
		case !known && v.query.TimeColumn != "":
			column = v.query.TimeColumn
		case !known:
			return noVolume(fmt.Sprintf("the table %s is not in the schema, so its time column is not known", table))
		case column == "":
			return noVolume(fmt.Sprintf("the rows of %s are a snapshot and have no time", table))
		case v.query.TimeColumn != "":
			column = v.query.TimeColumn
		}
		if v.time != "" && v.time != column {
			return noVolume(fmt.Sprintf("its tables are dated by different columns, %s and %s", v.time, column))
		}
		v.time = column
		v.severity = v.severity && v.has(table, "Severity")
		v.action = v.action && v.has(table, "ActionType")
	}
	return nil
}

// has tells whether a table has a text column of that name.
func (v *follower) has(table, name string) bool {
	columns, _ := v.moment.columns(table)
	return slices.Contains(columns, Column{name, "string"})
}

// notCounted are stages with which the rows are no longer events, and why.
var notCounted = map[string]string{
	"summarize": "summarize makes rows that are groups, not events", "make-series": "make-series makes series of its rows",
	"count": "count answers one number", "distinct": "distinct makes rows that are no events",
	"take": "take picks any rows, others each time", "limit": "limit picks any rows, others each time",
	"sample": "sample draws rows by chance", "sample-distinct": "sample-distinct draws rows by chance",
	"top-nested": "top-nested makes rows that are groups, not events", "join": "join makes rows of those of two tables",
	"lookup": "lookup makes rows of those of two tables", "mv-expand": "mv-expand makes several rows of one event",
	"mv-apply":    "mv-apply makes several rows of one event",
	"top-hitters": "top-hitters makes rows that are groups, not events",
}

// passed are stages that leave the rows events and their columns as they are.
var passed = []string{
	"where", "filter", "sort", "order", "as", "render", "top", "project-reorder", "search", "serialize",
}

// choosing are stages that make or drop columns.
var choosing = []string{"project", "project-keep", "project-away", "project-rename", "extend", "parse", "parse-where"}

// stage follows one stage.
func (v *follower) stage(ref stageRef) error {
	operator := v.script.operator(ref.of, ref.stage)
	from, to := v.stageRange(ref.of, ref.stage)
	switch {
	case operator == "join" && v.filtersOnly(from, to):
		return nil
	case operator == "top" && v.script.find(from, to, "with") >= 0:
		return noVolume("top with others makes rows that are no events")
	case slices.Contains(passed, operator):
		return nil
	case !slices.Contains(choosing, operator):
		reason, known := notCounted[operator]
		if !known {
			reason = fmt.Sprintf("what %s makes of the rows is not known", operator)
		}
		return noVolume(reason)
	}
	from = min(from+operatorParts(operator), to)
	if slices.ContainsFunc(v.script.tokens[from:to], func(t Token) bool { return t.Text == "*" }) &&
		operator != "parse" && operator != "parse-where" && strings.HasPrefix(operator, "project-") {
		return noVolume(operator + " with a wildcard does not tell which columns are left")
	}
	return v.columnsAfter(operator, from, to)
}

// operatorParts is how many tokens an operator has after its first.
func operatorParts(operator string) int { return 2 * strings.Count(operator, "-") }

// filtersOnly knows joins that keep or drop rows of the left side, and add none.
func (v *follower) filtersOnly(from, to int) bool {
	kind := v.script.find(from, to, "kind")
	return kind >= 0 && v.script.text(kind+1) == "=" &&
		slices.Contains([]string{"leftsemi", "leftanti", "leftantisemi", "anti"}, v.script.word(kind+2))
}

// columnsAfter follows time, severity and action over a stage that chooses columns.
func (v *follower) columnsAfter(operator string, from, to int) error {
	kept, lost := v.after(operator, v.time, from, to)
	if lost != "" {
		return noVolume(lost)
	}
	v.time = kept
	for name, has := range map[string]*bool{"Severity": &v.severity, "ActionType": &v.action} {
		if *has {
			kept, lost := v.after(operator, name, from, to)
			*has = lost == "" && kept == name
		}
	}
	return nil
}

// after is what a column is called after a stage, or why it is no longer there.
func (v *follower) after(operator, column string, from, to int) (name, lost string) {
	if operator == "parse" || operator == "parse-where" {
		if v.script.mentions(from, to, column) {
			return "", fmt.Sprintf("%s makes another column %s", operator, column)
		}
		return column, ""
	}
	named := ""
	for _, item := range v.items(from, to) {
		switch {
		case item.name == column && item.source != column && operator != "project-away":
			return "", fmt.Sprintf("%s makes another column %s", operator, column)
		case item.source == column && named != column:
			named = item.name
		}
	}
	switch {
	case operator == "extend", operator == "project-rename" && named == "":
		return column, ""
	case operator == "project-away" && named == "":
		return column, ""
	case operator == "project-away", named == "":
		return "", fmt.Sprintf("%s leaves out %s, the time of its rows", operator, column)
	}
	return named, ""
}

// calls tells whether one of the functions is called anywhere.
func (w *writer) calls(names ...string) bool {
	for i := range w.script.tokens {
		if slices.Contains(names, w.script.word(i)) && w.script.text(i+1) == "(" {
			return true
		}
	}
	return false
}

// withoutRender leaves the last stages out that only say how rows are drawn.
func withoutRender(text string) string {
	s := read(Scan(text))
	final := s.statements[len(s.statements)-1]
	last := len(final.starts) - 1
	for last > 0 && s.operator(final, last) == "render" {
		last--
	}
	if last == len(final.starts)-1 {
		return text
	}
	cut := s.tokens[final.starts[last+1]-1].Offset
	end := s.tokens[final.end-1]
	return text[:cut] + text[end.Offset+len(end.Text):]
}
