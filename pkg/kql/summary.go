package kql

import (
	"slices"
	"time"
)

// Summary is what the last `summarize` or `make-series` of a query makes, as far as
// its words tell. The zero Summary is that of a query without one.
type Summary struct {
	// Keys are the columns behind `by`, the time bin among them, as later stages have
	// renamed them. A key that only the service names is "" at its place: the keys are
	// then the first columns of the answer.
	Keys []string
	// Bin is the width of the time bin, 0 where it cannot be told; Axis is its column.
	Bin  time.Duration
	Axis string
	// Counts are the columns that are 0 where there are no rows: count, dcount, sum.
	Counts []string
}

// counting are the aggregates of nothing that are 0.
// https://learn.microsoft.com/kusto/query/aggregation-functions
var counting = []string{
	"count", "countif", "sum", "sumif", "dcount", "dcountif", "count_distinct", "count_distinctif",
}

// stageRef is a stage of a pipeline; the pipeline of a let may be a part of it.
type stageRef struct {
	of    *statement
	stage int
}

// pipeline are the stages of a statement, those of the let that it starts from first.
func (w *writer) pipeline(of *statement, lets int) []stageRef {
	var stages []stageRef
	if let, follows := w.letAt(of); follows && lets < maxLets {
		stages = w.pipeline(let.statement, lets+1)
	}
	for stage := 1; stage < len(of.starts); stage++ {
		stages = append(stages, stageRef{of, stage})
	}
	return stages
}

// letAt is the let whose name alone is the source of a statement.
func (w *writer) letAt(of *statement) (*binding, bool) {
	start := w.sourceOf(of)
	let, isLet := w.script.lets[w.script.word(start)]
	alone := w.script.text(start + 1)
	return let, isLet && (alone == "|" || alone == ";" || alone == "")
}

// sourceOf is the first token of what a statement's pipeline starts from.
func (w *writer) sourceOf(of *statement) int {
	start := of.starts[0]
	if w.script.word(start) == "let" && w.script.text(start+2) == "=" {
		return start + 3
	}
	return start
}

// final is the statement that answers, nil for a query that has none.
func (w *writer) final() *statement {
	if len(w.script.statements) == 0 {
		return nil
	}
	return w.script.statements[len(w.script.statements)-1]
}

// summary reads the last stage that summarizes, and follows its columns to the end.
func (w *writer) summary() Summary {
	final := w.final()
	if final == nil {
		return Summary{}
	}
	stages := w.pipeline(final, 0)
	for i, ref := range slices.Backward(stages) {
		made := Summary{}
		switch w.script.operator(ref.of, ref.stage) {
		case "summarize":
			made = w.readSummarize(ref)
		case "make-series":
			made = w.readMakeSeries(ref)
		default:
			continue
		}
		for _, later := range stages[i+1:] {
			w.follow(&made, later)
		}
		return made
	}
	return Summary{}
}

// readSummarize reads `summarize [name =] aggregate(…), … by [name =] key, …`.
func (w *writer) readSummarize(ref stageRef) Summary {
	from, to := w.stageRange(ref.of, ref.stage)
	by := w.script.find(from, to, "by")
	made := Summary{}
	if by >= 0 {
		for _, key := range w.items(by+1, to) {
			bin, rounds := w.timeBinAt(key.from, key.to, ref.of, ref.stage)
			if key.name == "" {
				key.name = bin.name
			}
			if rounds {
				made.Bin, made.Axis = bin.width, key.name
			}
			made.Keys = append(made.Keys, key.name)
		}
		to = by
	}
	made.Counts = w.countsAmong(w.items(from, to))
	return made
}

// readMakeSeries reads `make-series … on axis [from … to …] step width by key, …`.
func (w *writer) readMakeSeries(ref stageRef) Summary {
	s, made := w.script, Summary{}
	from, to := w.stageRange(ref.of, ref.stage)
	from += 2 // `-series`
	by := s.find(from, to, "by")
	if by >= 0 {
		for _, key := range w.items(by+1, to) {
			made.Keys = append(made.Keys, key.name)
		}
		to = by
	}
	if step := s.find(from, to, "step"); step >= 0 {
		made.Bin, to = w.lengthAt(step+1, to, maxLets), step
	}
	if on := s.find(from, to, "on"); on >= 0 {
		made.Axis, to = s.word(on+1), on
	}
	made.Counts = w.countsAmong(w.items(from, to))
	return made
}

// item is one of the parts of a stage that commas divide.
type item struct {
	name     string // the column that it makes, "" where only the service names it
	source   string // the column that it is, where it is no more than a column
	from, to int    // its value, without `name =`
}

// items are those between two tokens.
func (w *writer) items(from, to int) []item {
	var found []item
	for from < to {
		end := w.script.find(from, to, ",")
		if end < 0 {
			end = to
		}
		found = append(found, w.item(from, end))
		from = end + 1
	}
	return found
}

// namedByArgument are the functions whose column the service names after their
// first argument: https://learn.microsoft.com/kusto/query/bin-function
var namedByArgument = []string{"bin", "floor", "bin_at", "startofday", "startofweek", "startofmonth", "startofyear"}

func (w *writer) item(from, to int) item {
	s, made := w.script, item{from: from, to: to}
	if name, after := s.name(from); name != "" && s.text(after) == "=" {
		made.name, made.from = name, after+1
	}
	column, after := s.name(made.from)
	switch {
	case column != "" && after >= to:
		made.source = column
		if made.name == "" {
			made.name = column
		}
	case made.name == "" && s.text(made.from+1) == "(" && slices.Contains(namedByArgument, s.word(made.from)):
		made.name = s.word(made.from + 2)
	}
	return made
}

// countsAmong names the aggregates that are 0 without rows, as the service does:
// count_, dcount_DeviceName, sum_FileSize.
func (w *writer) countsAmong(aggregates []item) []string {
	var names []string
	for _, a := range aggregates {
		call := w.script.word(a.from)
		if !slices.Contains(counting, call) || w.script.text(a.from+1) != "(" {
			continue
		}
		if closing := w.script.closing[a.from+1]; closing != a.to-1 && w.script.text(closing+1) != "default" {
			continue // sum(x) / count() is no count
		}
		name := a.name
		if name == "" {
			name = call + "_"
			if call != "count" && call != "countif" {
				name += w.script.word(a.from + 2)
			}
		}
		names = append(names, name)
	}
	return names
}

// follow carries the columns of a summary over a later stage.
func (w *writer) follow(made *Summary, later stageRef) {
	operator := w.script.operator(later.of, later.stage)
	if !slices.Contains([]string{"project", "project-rename", "project-reorder", "project-away", "project-keep", "extend"},
		operator) {
		return
	}
	if operator != "extend" && slices.Contains(made.Keys, "") {
		made.Keys = slices.DeleteFunc(slices.Clone(made.Keys), func(key string) bool { return key == "" })
	}
	from, to := w.stageRange(later.of, later.stage)
	for _, item := range w.items(from+operatorWords(operator), to) {
		switch {
		case item.source == item.name:
			continue
		case operator == "extend":
			made.Counts = slices.DeleteFunc(made.Counts, func(count string) bool { return count == item.name })
		case item.source != "":
			made.rename(item.source, item.name)
		}
	}
}

// operatorWords is how many tokens an operator has after its first: `-rename`.
func operatorWords(operator string) int {
	if operator == "project" || operator == "extend" {
		return 0
	}
	return 2
}

func (m *Summary) rename(from, to string) {
	for _, names := range [][]string{m.Keys, m.Counts} {
		if i := slices.Index(names, from); i >= 0 {
			names[i] = to
		}
	}
	if m.Axis == from {
		m.Axis = to
	}
}
