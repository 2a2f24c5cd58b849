package kql

import "slices"

// notTables are words that may begin a pipeline and are not its table.
var notTables = []string{"print", "range", "datatable", "externaldata", "search", "find", "evaluate"}

// wrappers answer the rows of their only argument.
var wrappers = []string{"materialize", "toscalar", "view"}

// hosts are functions that say where the table after the dot lives.
var hosts = []string{"workspace", "adx", "arg", "cluster", "database", "app"}

// sources are the tables that a pipeline starts from, as far as its first words
// and the lets before it tell. What cannot be told (a function, a datatable, a
// quoted name) has none.
func (s *script) sources(of *statement) []string {
	if found, known := s.tables[of]; known {
		return found
	}
	s.tables[of] = nil // a name that leads back here has no table
	start := of.starts[0]
	if s.word(start) == "let" && s.text(start+2) == "=" {
		start += 3
	}
	s.tables[of] = s.sourcesAt(start)
	return s.tables[of]
}

func (s *script) sourcesAt(i int) []string {
	for s.text(i) == "(" && s.text(s.closing[i]+1) != "{" {
		i++
	}
	word := s.word(i)
	switch {
	case s.text(i) == "(": // (parameters) { body }
		return s.lastIn(s.closing[i] + 1)
	case s.text(i) == "{":
		return s.lastIn(i)
	case word == "" || slices.Contains(notTables, word):
		return nil
	case word == "union":
		return s.unionAt(i + 1)
	case s.text(i+1) != "(":
		return s.named(word)
	case slices.Contains(wrappers, word):
		if body := s.closing[i+1] + 1; s.text(body) == "{" {
			return s.lastIn(body) // view () { … }
		}
		return s.sourcesAt(i + 2)
	case slices.Contains(hosts, word):
		return s.hosted(s.closing[i+1] + 1)
	case word == "table" && i+2 < len(s.tokens) && s.tokens[i+2].Kind == Text:
		return []string{unquote(s.text(i + 2))}
	}
	return s.bound(word)
}

// named is a table, or what a let binds to its name.
func (s *script) named(name string) []string {
	if _, isLet := s.lets[name]; isLet {
		return s.bound(name)
	}
	return []string{name}
}

// bound follows a let, nil for any other name.
func (s *script) bound(name string) []string {
	if let, isLet := s.lets[name]; isLet {
		return s.sources(let.statement)
	}
	return nil
}

// hosted reads the `.Table` after `workspace('…')`.
func (s *script) hosted(i int) []string {
	var table []string
	for ; s.text(i) == "." && s.word(i+1) != ""; i += 2 {
		table = []string{s.word(i + 1)}
	}
	return table
}

// lastIn is the last statement of a function's body, which is what it answers.
func (s *script) lastIn(brace int) []string {
	last := brace + 1
	for i := brace + 1; i < s.closing[brace]; i++ {
		if s.closing[i] > 0 {
			i = s.closing[i]
		} else if s.text(i) == ";" && i+1 < s.closing[brace] {
			last = i + 1
		}
	}
	return s.sourcesAt(last)
}

// unionAt reads `kind=outer A, (B | …), C`. Each table is told once: lets that
// unite a name with itself would else double the list at every step.
func (s *script) unionAt(i int) []string {
	tables := s.united(i)
	slices.Sort(tables)
	return slices.Compact(tables)
}

func (s *script) united(i int) []string {
	var tables []string
	for i < len(s.tokens) {
		switch {
		case s.word(i) != "" && s.text(i+1) == "=":
			i += 3
		case s.text(i) == ",":
			i++
		case s.text(i) == "(":
			tables = append(tables, s.sourcesAt(i+1)...)
			i = s.closing[i] + 1
		case s.word(i) != "" && s.text(i+1) != "*":
			tables = append(tables, s.sourcesAt(i)...)
			i++
			if s.text(i) == "(" {
				i = s.closing[i] + 1
			}
		default:
			return tables
		}
	}
	return tables
}
