package kql

import (
	"fmt"
	"slices"
)

// ofWholeRange are the stages that look at more rows than one, and what they do.
var ofWholeRange = map[string]string{
	"take": "counts rows of the whole range", "limit": "counts rows of the whole range",
	"top": "keeps the first rows of the whole range", "top-nested": "keeps the first groups of the whole range",
	"top-hitters": "keeps the first groups of the whole range", "count": "counts the rows of the whole range",
	"sample": "draws rows of the whole range by chance", "sample-distinct": "draws rows of the whole range by chance",
	"distinct": "compares the rows of the whole range", "reduce": "compares the rows of the whole range",
	"make-series": "makes series over the whole range, so summarize by a bin in its place",
	"join":        "meets rows of several windows", "lookup": "meets rows of another table",
	"union": "brings the rows of several tables", "serialize": "numbers the rows of the whole range",
	"scan": "looks at rows one after the other", "partition": "groups the rows of the whole range",
	"evaluate": "calls a plugin, which may look at all rows", "invoke": "calls a function, which may look at all rows",
	"fork": "answers several tables", "facet": "answers several tables",
	"mv-apply":   "runs a query of its own on each row, which may look at other rows",
	"make-graph": "makes a graph of the whole range", "getschema": "answers no rows of the table",
	"consume": "answers no rows of the table",
}

// looksAtOneRow refuses operators by name.
func (c *cutter) looksAtOneRow() error {
	for _, ref := range c.pipeline(c.final(), 0) {
		operator := c.script.operator(ref.of, ref.stage)
		if reason, refused := ofWholeRange[operator]; refused {
			return noSplit(operator+" "+reason, "Leave it out")
		}
	}
	return nil
}

// notInWindows are the functions whose value is another in each window, and why.
var notInWindows = map[string]string{
	"ago": "counts from the moment of each call", "now": "is another in each call",
	"rand": "draws anew in each call", "new_guid": "draws anew in each call",
	"arg_max": "picks a row of all", "arg_min": "picks a row of all",
	"argmax": "picks a row of all", "argmin": "picks a row of all",
	"toscalar": "reads rows of its own", "materialize": "reads rows of its own", "table": "reads rows of its own",
	"externaldata": "reads rows of its own", "external_table": "reads rows of its own",
	"workspace": "reads rows of its own", "adx": "reads rows of its own", "arg": "reads rows of its own",
	"cluster": "reads rows of its own", "database": "reads rows of its own",
	"prev": "looks at the row before", "next": "looks at the row after",
	"row_number": "numbers the rows of the whole range", "row_cumsum": "adds up the rows of the whole range",
	"row_rank_dense": "ranks the rows of the whole range", "row_rank_min": "ranks the rows of the whole range",
	"row_window_session": "looks at the rows before",
}

// comparing are words that a parenthesis may follow and that only compare.
var comparing = []string{
	"has_cs", "hasprefix_cs", "hassuffix_cs", "contains_cs", "startswith_cs", "endswith_cs", "regex", "in", "as",
}

// callsNothingElse refuses functions by name, wherever they stand, and those that
// nobody knows.
func (c *cutter) callsNothingElse() error {
	for i := range c.script.tokens {
		name, after := c.script.name(i)
		if name == "" || c.script.text(after) != "(" || c.script.text(i-1) == "." {
			continue
		}
		_, isLet := c.script.lets[name]
		reason, refused := notInWindows[name]
		switch {
		case refused && (name == "ago" || name == "now"):
			return noSplit(fmt.Sprintf("%s() %s", name, reason), "Write $__timeFilter() or $__timeTo() in its place")
		case refused:
			return noSplit(fmt.Sprintf("%s() %s", name, reason), "Leave it out")
		case !isLet && !builtin[name] && !slices.Contains(comparing, name):
			return noSplit(fmt.Sprintf("what the function %s() reads is not known", name), "Leave it out")
		}
	}
	return nil
}

// readsOneTable refuses whatever may read rows a second time: each window would read
// them, and what stands in the second place could be cut.
func (c *cutter) readsOneTable() error {
	s := c.script
	for _, of := range s.statements {
		if err := c.plain(of); err != nil {
			return err
		}
	}
	for i := range s.tokens {
		name, _ := s.name(i)
		_, known := c.moment.timeColumn(name)
		switch {
		case s.text(i) == "|" && !slices.Contains(c.chain, s.home[i]):
			return noSplit("it reads rows in a query of its own in brackets or in a let", "Leave that out")
		case known && name != "" && i != c.table && s.text(i-1) != ".":
			return noSplit(fmt.Sprintf("it names the table %s in a second place", name), "Read one table, once")
		case c.isChained(name) && !c.isPlaceOfLet(i):
			return noSplit(fmt.Sprintf("it reads %s in a second place", name), "Read one table, once")
		}
	}
	for i := range s.tokens {
		if err := c.list(i); err != nil {
			return err
		}
	}
	return nil
}

// plain takes the statements of the pipeline, and lets that are no rows.
func (c *cutter) plain(of *statement) error {
	s := c.script
	start := of.starts[0]
	switch {
	case slices.Contains(c.chain, of):
		return nil
	case s.word(start) != "let" || s.text(start+2) != "=":
		return noSplit(fmt.Sprintf("the statement that begins with %s is not followed", s.text(start)), "Leave it out")
	case of.end == start+4 && s.word(start+3) != "" && !c.isValue(s.word(start+3)):
		return noSplit(fmt.Sprintf("%s may be rows of another table", s.word(start+1)), "Leave it out")
	}
	return nil
}

// isChained tells a let that the pipeline is made of.
func (c *cutter) isChained(name string) bool {
	let, isLet := c.script.lets[name]
	return isLet && slices.Contains(c.chain, let.statement)
}

// isPlaceOfLet tells the two places where such a let's name belongs: behind `let`,
// and where the next statement begins.
func (c *cutter) isPlaceOfLet(i int) bool {
	return c.script.text(i-1) == "let" || slices.ContainsFunc(c.chain, func(of *statement) bool {
		return c.sourceOf(of) == i
	})
}

// isValue tells a let that is no rows, or a word of KQL.
func (c *cutter) isValue(name string) bool {
	let, isLet := c.script.lets[name]
	return builtin[name] || isLet && !slices.Contains(c.chain, let.statement)
}

// list refuses `in (Name)` where the name may be a table.
func (c *cutter) list(i int) error {
	s := c.script
	if !slices.Contains([]string{"in", "has_any", "has_all", "~"}, s.text(i)) || s.text(i+1) != "(" {
		return nil
	}
	for k := i + 2; k < s.closing[i+1]; k++ {
		name, after := s.name(k)
		if name == "" || s.text(k-1) == "." || s.text(after) == "(" || c.isValue(name) ||
			slices.Contains(c.columns, name) || c.makes(name) {
			continue
		}
		return noSplit(fmt.Sprintf("%s in a list may be another table", name), "Write the values out")
	}
	return nil
}
