package kql

import "slices"

// beginsSource tells whether a table may stand at a token.
func (g *guard) beginsSource(i int) bool {
	switch before := g.text(i - 1); {
	case g.beginsStatement(i):
		return true
	case before == "=" && g.beginsLetValue(i):
		return true
	case before == "(":
		return g.opensSource(i - 1)
	}
	return false
}

func (g *guard) beginsLetValue(i int) bool {
	start := g.home[i].starts[0]
	_, after := g.name(start + 1)
	return g.beginsLet(start) && after == i-1
}

// opensSource tells whether what a parenthesis holds is a query: it has a stage,
// or what stands before it takes one.
func (g *guard) opensSource(paren int) bool {
	if paren+1 >= len(g.tokens) || g.text(g.closing[paren]+1) == "{" {
		return false
	}
	inner := g.home[paren+1]
	if inner.starts[0] == paren+1 && len(inner.starts) > 1 {
		return true
	}
	before := g.text(paren - 1)
	if before == "~" {
		before = g.text(paren - 2) // in~
	}
	switch before {
	case "toscalar", "materialize":
		return true
	case "in", "has_any", "has_all":
		return g.holdsOneName(paren) // a list of one value, or a table
	case "(":
		return g.opensSource(paren - 1)
	}
	word := g.word(paren - 1)
	switch {
	case g.beginsSource(paren), slices.Contains(lookups, word):
		return true
	case word == "" || builtin[word]:
		return false
	}
	return !g.takesValues(word)
}

// holdsOneName knows `(Name)`, `((Name))` and so on.
func (g *guard) holdsOneName(paren int) bool {
	first, last := paren, g.closing[paren]
	for g.text(first+1) == "(" && g.closing[first+1] == last-1 {
		first, last = first+1, last-1
	}
	_, after := g.name(first + 1)
	return after == last
}

// takesValues tells a function of the query's own that has no table among its
// parameters: what it is given is no source. Of several of one name, all must.
func (g *guard) takesValues(name string) bool {
	found := false
	for i := range g.tokens {
		if own, after := g.name(i + 1); own != name || !g.beginsLet(i) {
			continue
		} else if found = g.onlyValues(after + 1); !found {
			return false
		}
	}
	return found
}

// onlyValues tells `(a: string, n: long) { … }`.
func (g *guard) onlyValues(paren int) bool {
	if g.text(paren) != "(" || g.text(g.closing[paren]+1) != "{" {
		return false
	}
	for i := paren + 1; i < g.closing[paren]; i++ {
		if g.text(i) == ":" && g.text(i+1) == "(" {
			return false
		}
	}
	return true
}
