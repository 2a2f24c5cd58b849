package kql

// scope is where a name that the query itself makes can be seen.
type scope struct {
	name     string
	from, to int // tokens, half open
}

// scopes are those of every let, every parameter of a function and every `as`. A
// let is not seen before it has ended, nor outside the braces around it: the same
// name elsewhere is a table's.
func (s *script) scopes() []scope {
	var found []scope
	var braces []int
	for i := range s.tokens {
		switch text := s.text(i); {
		case text == "{":
			braces = append(braces, s.closing[i])
		case text == "}" && len(braces) > 0:
			braces = braces[:len(braces)-1]
		case s.beginsLet(i):
			end := len(s.tokens)
			if len(braces) > 0 {
				end = braces[len(braces)-1]
			}
			name, _ := s.name(i + 1)
			found = append(found, scope{name, s.home[i].end, end})
		case text == "(" && s.text(s.closing[i]+1) == "{":
			found = append(found, s.parameters(i)...)
		case s.word(i) == "as" && s.text(i-1) == "|":
			found = append(found, s.alias(i))
		}
	}
	return found
}

// parameters are the names of `(T: (*), n: long) { … }`.
func (s *script) parameters(paren int) []scope {
	var found []scope
	body := s.closing[paren] + 1
	for i := paren + 1; i < s.closing[paren]; i++ {
		if s.closing[i] > 0 {
			i = s.closing[i]
		} else if s.word(i) != "" && s.text(i+1) == ":" {
			found = append(found, scope{s.word(i), body, s.closing[body]})
		}
	}
	return found
}

// alias is the name of `| as Name`, seen to the end of its statement.
func (s *script) alias(at int) scope {
	last := at + 1
	for s.word(last) != "" && s.text(last+1) == "." && s.text(last+3) == "=" {
		last += 5 // hint.materialized = true
	}
	end := at
	for end < len(s.tokens) && s.text(end) != ";" {
		end++
	}
	return scope{s.word(last), last, end}
}

// beginsLet tells whether a statement `let name = …` begins at a token.
func (s *script) beginsLet(i int) bool {
	_, after := s.name(i + 1)
	return s.word(i) == "let" && s.beginsStatement(i) && s.text(after) == "="
}

// beginsStatement tells whether a token is the first of a statement.
func (s *script) beginsStatement(i int) bool {
	before := s.text(i - 1)
	return before == "" || before == ";" || before == "{"
}

// name reads a name at a token, plain or as `['name']`, and tells the token after
// it; "" where there is none. Brackets after a value are an index, not a name.
func (s *script) name(i int) (name string, after int) {
	if word := s.word(i); word != "" {
		return word, i + 1
	}
	if s.text(i) != "[" || s.text(i+2) != "]" || s.tokens[i+1].Kind != Text {
		return "", i
	}
	if before := s.text(i - 1); i > 0 && (before == ")" || before == "]" || before == "." || s.indexed(i)) {
		return "", i
	}
	return unquote(s.text(i + 1)), i + 3
}

// inPieces tells a name such as `['Device' 'Info']`: Kusto joins neighboring texts.
func (s *script) inPieces(i int) bool {
	texts := i+2 < len(s.tokens) && s.tokens[i+1].Kind == Text && s.tokens[i+2].Kind == Text
	return s.text(i) == "[" && texts && s.text(i-1) != ")" // behind a parenthesis are the rows of a datatable
}

// indexed tells whether a value stands right before a bracket, as in `d['key']`.
func (s *script) indexed(bracket int) bool {
	before := s.word(bracket - 1)
	return before != "" && !builtin[before] && !isHead(before) && s.adjacent(bracket-1, bracket)
}
