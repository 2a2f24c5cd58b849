package kql

import "strings"

// script is KQL read once: its tokens and how they hang together.
type script struct {
	tokens     []Token                 // without white space and comments
	closing    []int                   // for an opening bracket the index of its partner, or of the end
	home       []*statement            // for each token the statement it stands in
	statements []*statement            // those outside all brackets that hold a token
	lets       map[string]*binding     // what a let binds to a name
	tables     map[*statement][]string // what sources() has found
}

// statement is a pipeline: a source, then stages. There is one between any two
// brackets, so `(a + b)` is a statement without a stage.
type statement struct {
	starts []int      // the first token of the source and of each stage
	end    int        // the token after the last
	around *statement // the nearest pipeline around it, nil outside all brackets
	within string     // the operator of the stage around it
}

// read hangs the tokens together in one pass.
func read(tokens []Token) *script {
	s := &script{lets: map[string]*binding{}, tables: map[*statement][]string{}}
	for _, token := range tokens {
		if !token.blank() {
			s.tokens = append(s.tokens, token)
		}
	}
	s.closing = make([]int, len(s.tokens))
	s.home = make([]*statement, len(s.tokens))
	nest := []*statement{{starts: []int{0}}}
	opened := []int{}
	for i, token := range s.tokens {
		here := nest[len(nest)-1]
		s.home[i] = here
		switch token.Text {
		case "(", "[", "{":
			opened = append(opened, i)
			nest = append(nest, s.inside(here, i))
		case ")", "]", "}":
			if len(opened) > 0 {
				last := len(opened) - 1
				s.closing[opened[last]], here.end = i, i
				opened, nest = opened[:last], nest[:last+1]
				s.home[i] = nest[last]
			}
		case "|":
			here.starts = append(here.starts, i+1)
		case ";":
			here.end = i
			s.finish(here)
			nest[len(nest)-1] = &statement{starts: []int{i + 1}, around: here.around, within: here.within}
		}
	}
	for _, i := range opened {
		s.closing[i] = len(s.tokens)
	}
	for _, unfinished := range nest {
		unfinished.end = len(s.tokens)
	}
	s.finish(nest[0])
	return s
}

// inside is the statement that a bracket opens.
func (s *script) inside(outer *statement, bracket int) *statement {
	inner := &statement{starts: []int{bracket + 1}, around: outer, within: s.operator(outer, len(outer.starts)-1)}
	if len(outer.starts) == 1 && outer.around != nil {
		inner.around = outer.around // brackets without a stage are no pipeline of their own
	}
	return inner
}

// finish keeps a statement that is complete and notes what it binds.
func (s *script) finish(done *statement) {
	start := done.starts[0]
	if done.around == nil && done.end > start {
		s.statements = append(s.statements, done)
	}
	if s.word(start) == "let" && s.text(start+2) == "=" {
		s.lets[s.text(start+1)] = &binding{statement: done, value: start + 3}
	}
}

// binding is `let name = …`, value being the token after the equals sign.
type binding struct {
	statement *statement
	value     int
}

// pipelineOf is the pipeline that a token works on: the innermost around it that
// has begun a stage, or the whole statement.
func (s *script) pipelineOf(token int) *statement {
	here := s.home[token]
	begun := len(here.starts) > 1 && here.starts[1] <= token
	if begun || here.around == nil {
		return here
	}
	return here.around
}

// operator is the name of a stage, "" for the source: `where`, `make-series`.
func (s *script) operator(of *statement, stage int) string {
	if stage == 0 {
		return of.within
	}
	at := of.starts[stage]
	name := s.word(at)
	for s.text(at+1) == "-" && s.word(at+2) != "" && s.adjacent(at, at+2) {
		name += "-" + s.word(at+2)
		at += 2
	}
	return name
}

// adjacent tells whether no white space stands between two tokens.
func (s *script) adjacent(from, to int) bool {
	for i := from; i < to; i++ {
		if s.tokens[i].Offset+len(s.tokens[i].Text) != s.tokens[i+1].Offset {
			return false
		}
	}
	return true
}

// join writes tokens without the comments between them.
func (s *script) join(from, to int) string {
	var out strings.Builder
	for i := from; i < to; i++ {
		if i > from && !s.adjacent(i-1, i) {
			out.WriteByte(' ')
		}
		out.WriteString(s.tokens[i].Text)
	}
	return out.String()
}

// text is a token's text, "" beyond the ends.
func (s *script) text(i int) string {
	if i < 0 || i >= len(s.tokens) {
		return ""
	}
	return s.tokens[i].Text
}

// word is a token's text if it is a name, else "".
func (s *script) word(i int) string {
	if i < 0 || i >= len(s.tokens) || s.tokens[i].Kind != Identifier {
		return ""
	}
	return s.tokens[i].Text
}
