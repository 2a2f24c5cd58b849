package kql

import "slices"

// A filter on one side of a join, before it, is the filter on the rows after it for
// these kinds only: another keeps rows of the other side that the filter would drop.
// https://learn.microsoft.com/kusto/query/join-operator
var (
	filtersLeft  = []string{"innerunique", "inner", "leftouter", "leftsemi", "leftanti", "anti", "leftantisemi"}
	filtersRight = []string{"innerunique", "inner", "rightouter", "rightsemi", "rightanti", "rightantisemi"}
)

// joined is the only join of a query.
type joined struct {
	kind string
	at   int // its token
	on   int // the token `on`
	end  int
}

// placesInJoin sends a filter to the side that has the column, or to both where the
// column is the key: rows with other keys meet nothing.
func (w *writer) placesInJoin(filter Filter, carriers, refs []reference, combining Token) ([]reference, error) {
	if combining.Text == "union" || w.makes(filter.Key) {
		return nil, w.askMacro(filter, "the query makes or unites rows with that column")
	}
	join, ok := w.readJoin(combining)
	if !ok {
		return nil, w.askMacro(filter, "the join is not at the end of the query's only pipeline")
	}
	var left, right []reference
	leftTables, home := w.script.sources(w.final()), w.script.home
	for _, ref := range carriers {
		if join.at < ref.at && ref.at < join.on {
			right = append(right, ref)
		} else if ref.at < join.at && slices.Contains(leftTables, ref.table) && home[ref.at] == home[join.at] {
			left = append(left, ref)
		}
	}
	both := len(left) > 0 && len(right) > 0
	switch {
	case len(left)+len(right) < len(carriers):
		return nil, w.askMacro(filter, "a let stands between the table and the join")
	case both && !w.isKey(join, filter.Key):
		return nil, w.askMacro(filter, "both sides of the join have the column, and it is not the key")
	case len(left) > 0 && slices.Contains(filtersLeft, join.kind):
		return carriers, nil
	case len(left) == 0 && slices.Contains(filtersRight, join.kind) && len(refs) == 2:
		return carriers, nil
	}
	return nil, w.askMacro(filter, "a join of the kind "+join.kind+" keeps rows that the filter would drop")
}

// readJoin reads `join kind=inner (…) on Key` of the pipeline that answers.
func (w *writer) readJoin(operator Token) (joined, bool) {
	s := w.script
	at := slices.IndexFunc(s.tokens, func(t Token) bool { return t.Offset == operator.Offset })
	home := s.home[at]
	stage := slices.Index(home.starts, at)
	if home != w.final() || stage < 0 {
		return joined{}, false
	}
	found := joined{kind: "innerunique", at: at}
	if s.word(at) == "lookup" {
		found.kind = "leftouter"
	}
	_, found.end = w.stageRange(home, stage)
	if found.on = s.find(at, found.end, "on"); found.on < 0 {
		return joined{}, false
	}
	for i := at; i < found.on; i++ {
		if s.word(i) == "kind" && s.text(i+1) == "=" {
			found.kind = s.word(i + 2)
			break
		}
	}
	return found, true
}

// isKey knows `on Column` and `on $left.Column == $right.Column`.
func (w *writer) isKey(join joined, column string) bool {
	s := w.script
	for i := join.on + 1; i < join.end; i++ {
		if s.word(i) != column {
			continue
		}
		plain := s.text(i-1) == "on" || s.text(i-1) == ","
		end := i+1 == join.end || s.text(i+1) == ","
		if plain && end {
			return true
		}
		if s.text(i-2) == "$left" && s.text(i+1) == "==" && s.text(i+2) == "$right" && s.word(i+4) == column {
			return true
		}
	}
	return false
}
