package kql

import (
	"fmt"
	"slices"
)

// keepers are the stages that keep the rows of a summarize a time series: they
// drop, order or extend rows, and do not make others of them.
var keepers = []string{
	"where", "filter", "sort", "order", "extend", "serialize", "as", "render", "project-reorder", "project-rename",
}

// choosers are the stages that choose columns: the time bin must be among them.
var choosers = []string{"project", "project-keep", "project-away"}

// rounders are the functions that make a time bin of any time.
var rounders = []string{"bin_at", "startofday", "startofweek", "startofmonth", "startofyear"}

// format is the stored format, or what auto takes: a time series if the last
// stage of the final statement that shapes rows is `make-series`, or `summarize …
// by` with a time bin that is kept to the end; else a table, and for events in
// Explore log lines.
func (w *writer) format() (Format, string) {
	if w.query.Format != FormatAuto && w.query.Format != "" {
		return w.query.Format, "Chosen in the query's options."
	}
	final := w.final()
	if final == nil {
		return FormatTable, "The rows are not summarized over time."
	}
	shape, reason := w.shapeOf(final, 0)
	if shape == FormatTable && w.moment.Origin == "explore" && !w.moment.Alert && w.events().time != "" {
		return FormatLogs, "Explore shows events as log lines."
	}
	return shape, reason
}

// maxLets is how many lets are followed from the final statement.
const maxLets = 8

func (w *writer) shapeOf(final *statement, lets int) (Format, string) {
	for stage := len(final.starts) - 1; stage > 0; stage-- {
		operator := w.script.operator(final, stage)
		switch {
		case operator == "" || slices.Contains(keepers, operator) || slices.Contains(choosers, operator):
			continue
		case operator == "make-series":
			return w.madeSeries(final, stage)
		case operator == "summarize":
			return w.summarized(final, stage)
		default:
			return FormatTable, fmt.Sprintf("The last operator that shapes rows is %s.", operator)
		}
	}
	if let, follows := w.letAt(final); follows && lets < maxLets {
		return w.shapeOf(let.statement, lets+1)
	}
	return FormatTable, "The rows are not summarized over time."
}

// madeSeries finds the axis of `make-series … on Timestamp`.
func (w *writer) madeSeries(final *statement, stage int) (Format, string) {
	from, to := w.stageRange(final, stage)
	axis := ""
	if on := w.script.find(from, to, "on"); on >= 0 {
		axis = w.script.word(on + 1)
	}
	return w.kept(final, stage, axis, "make-series makes series over time.")
}

// summarized looks for a time bin among the keys.
func (w *writer) summarized(final *statement, stage int) (Format, string) {
	from, to := w.stageRange(final, stage)
	by := w.script.find(from, to, "by")
	if by < 0 {
		return FormatTable, "The last summarize has no keys."
	}
	for key := by + 1; key < to; {
		next := w.script.find(key, to, ",")
		if next < 0 {
			next = to
		}
		if bin, rounds := w.timeBinAt(key, next, final, stage); rounds {
			return w.kept(final, stage, bin.name, "The last summarize has a time bin among its keys.")
		}
		key = next + 1
	}
	return FormatTable, "The last summarize has no time bin among its keys."
}

// kept answers a time series if no later stage drops the time bin.
func (w *writer) kept(final *statement, stage int, bin, reason string) (Format, string) {
	for later := stage + 1; bin != "" && later < len(final.starts); later++ {
		operator := w.script.operator(final, later)
		if !slices.Contains(choosers, operator) {
			continue
		}
		from, to := w.stageRange(final, later)
		named := w.script.mentions(from, to, bin)
		if named == (operator == "project-away") {
			return FormatTable, fmt.Sprintf("The time bin %s is left out by %s.", bin, operator)
		}
	}
	return FormatTimeSeries, reason
}

// stageRange is the tokens of a stage after its operator's first word.
func (w *writer) stageRange(of *statement, stage int) (from, to int) {
	to = of.end
	if stage+1 < len(of.starts) {
		to = of.starts[stage+1] - 1
	}
	return of.starts[stage] + 1, to
}

// find is the first token of that text outside brackets, -1 if there is none.
func (s *script) find(from, to int, text string) int {
	for i := from; i < to; i++ {
		if s.text(i) == text {
			return i
		}
		if s.closing[i] > 0 {
			i = s.closing[i]
		}
	}
	return -1
}

// mentions tells whether a name stands anywhere between two tokens.
func (s *script) mentions(from, to int, name string) bool {
	return slices.ContainsFunc(s.tokens[min(from, to):to], func(t Token) bool {
		return t.Kind == Identifier && t.Text == name
	})
}
