package kql

import (
	"fmt"
	"slices"
	"strings"
)

// guard holds the names of a script against the rules. It looks at every place
// where a table can stand, and besides at every name of a table that is known.
type guard struct {
	*script
	rules  Rules
	scopes []scope
}

// token checks one token and what it begins.
func (g *guard) token(i int) error {
	if err := g.mention(i); err != nil {
		return err
	}
	name, after := g.name(i)
	switch {
	case g.tokens[i].Kind == Other:
		return g.rules.unclear(fmt.Sprintf("the character %U", []rune(g.text(i))[0]))
	case g.inPieces(i):
		return g.rules.unclear("a name in pieces")
	case g.beginsSource(i):
		return g.source(i)
	case g.text(i-1) == "." || name == "":
		return nil
	case g.text(after) == "(" && !builtin[name] && !g.keysPartition(i):
		return g.call(name, i, after)
	}
	return g.operator(i)
}

// operator checks the operators whose arguments are tables.
func (g *guard) operator(i int) error {
	switch g.word(i) {
	case "union":
		return g.union(g.options(i + 1))
	case "join", "lookup":
		if g.text(i-1) == "|" {
			return g.source(g.options(i + 1))
		}
	case "search", "find":
		if g.text(i-1) != "|" {
			return g.everywhere(i)
		}
	case "with", "on":
		return g.nodes(i)
	}
	return nil
}

// keysPartition knows the key of `partition by Key (…)`, which is no function.
func (g *guard) keysPartition(i int) bool {
	return g.text(i-1) == "by" && g.script.operator(g.home[i], g.stage(i)) == "partition"
}

// mention refuses the names of tables that may not be read wherever they stand: no
// column is called like a table.
func (g *guard) mention(i int) error {
	name, after := g.name(i)
	if g.text(i) == "[" && g.text(i-1) == "." && g.text(i+2) == "]" {
		name = unquote(g.text(i + 1)) // workspace('…').['Table']
	}
	if g.text(i) == "[" && strings.Contains(name, `\`) {
		return g.rules.unclear("an escaped name")
	}
	same := func(table string) bool { return strings.EqualFold(table, name) }
	known := g.rules.Known != nil && g.rules.Known(name)
	if name == "" || !known && !slices.ContainsFunc(g.rules.Denied, same) {
		return nil
	}
	if g.made(name, i) || g.text(after) == ":" || g.text(i-1) == "let" {
		return nil
	}
	return g.rules.permits(name)
}

// made tells whether the query itself has made a name that is seen at a token.
func (g *guard) made(name string, at int) bool {
	return slices.ContainsFunc(g.scopes, func(s scope) bool { return s.name == name && s.from <= at && at < s.to })
}

// source checks what stands where a table can.
func (g *guard) source(i int) error {
	if g.text(i) == "(" {
		if g.text(g.closing[i]+1) == "{" {
			return nil // parameters; the body has its own turn
		}
		return g.source(i + 1)
	}
	name, after := g.name(i)
	switch {
	case name == "step" && g.within(i) == "scan":
		return nil
	case name == "" || isHead(name) && g.text(i) != "[":
		return g.operator(i)
	case g.text(after) == "*":
		return g.rules.unclear("a wildcard")
	case g.text(after) == "(":
		return g.call(name, i, after)
	case g.made(name, i):
		return nil
	}
	return g.rules.permits(name)
}

// call checks a function by what it may read.
func (g *guard) call(name string, i, paren int) error {
	table, reads := tablesOf[name]
	switch {
	case slices.Contains(external, strings.ToLower(name)):
		return g.hostedTable(g.closing[paren] + 1)
	case name == "table":
		if g.closing[paren] != paren+2 || g.tokens[paren+1].Kind != Text || strings.Contains(g.text(paren+1), `\`) {
			return g.rules.unclear("table() of anything but one plain name")
		}
		return g.rules.permits(unquote(g.text(paren + 1)))
	case reads:
		return g.rules.permits(table)
	case builtin[name] || g.made(name, i):
		return nil
	}
	return g.rules.unclear(fmt.Sprintf("the function %s()", name))
}

// hostedTable checks the last name of `workspace('…').Table`.
func (g *guard) hostedTable(i int) error {
	table := ""
	for g.text(i) == "." {
		if table = g.word(i + 1); table == "" {
			return g.rules.unclear("what follows the dot")
		}
		i += 2
		if g.text(i) == "(" {
			return g.rules.unclear(fmt.Sprintf("the function %s()", table))
		}
	}
	if table == "" {
		return nil
	}
	return g.rules.permits(table)
}

// options skips `kind = inner`, `hint.strategy = broadcast`, `withsource = Name`.
func (g *guard) options(i int) int {
	for g.word(i) != "" {
		switch {
		case g.text(i+1) == "=":
			i += 3
		case g.text(i+1) == "." && g.text(i+3) == "=":
			i += 5
		default:
			return i
		}
	}
	return i
}

// union checks `A, (B | …), f()`.
func (g *guard) union(i int) error {
	for {
		if g.text(i) == "*" {
			return g.rules.unclear("union *")
		}
		if err := g.source(i); err != nil {
			return err
		}
		_, after := g.name(i)
		if g.closing[min(i, len(g.tokens)-1)] > 0 && g.text(i) == "(" {
			after = g.closing[i] + 1
		}
		if g.text(after) == "(" {
			after = g.closing[after] + 1
		}
		for g.text(after) == "." && g.word(after+1) != "" {
			after += 2
		}
		if g.text(after) != "," {
			return nil
		}
		i = after + 1
	}
}

// everywhere checks `search in (A, B) …` and `find in (A, B) …`; without a list
// both read every table.
func (g *guard) everywhere(i int) error {
	at := g.options(i + 1)
	if g.word(at) != "in" || g.text(at+1) != "(" {
		return g.rules.unclear(g.word(i) + " without in (…)")
	}
	for k := at + 2; k < g.closing[at+1]; k++ {
		if g.text(k) == "*" {
			return g.rules.unclear("a wildcard")
		}
		name, after := g.name(k)
		if name == "" {
			continue
		}
		if err := g.source(k); err != nil {
			return err
		}
		k = after - 1
	}
	return nil
}

// nodes checks the tables after `with` of make-graph: `with A on Id, B on Id`.
func (g *guard) nodes(i int) error {
	if g.word(i) != "with" || g.script.operator(g.home[i], g.stage(i)) != "make-graph" {
		return nil
	}
	end := g.home[i].end
	for k := i + 1; k < end && g.text(k) != "|"; k++ {
		if g.text(k-1) == "with" || g.text(k-1) == "," {
			if err := g.source(k); err != nil {
				return err
			}
		}
		if g.closing[k] > 0 {
			k = g.closing[k]
		}
	}
	return nil
}

// within is the operator whose brackets hold a token.
func (g *guard) within(i int) string { return g.home[i].within }

// stage is the number of the stage that a token stands in.
func (g *guard) stage(i int) int {
	stage, _ := slices.BinarySearch(g.home[i].starts, i+1)
	return stage - 1
}
