package kql

// Kind says what a token is.
type Kind int

// The kinds of tokens.
const (
	Space       Kind = iota // white space and line breaks
	Comment                 // from // to the end of the line, the line break left out
	Identifier              // a name or keyword, and `$left`, `$right`
	Macro                   // `$__name` or `${__name}`, without its arguments
	Number                  // a number or timespan: 10, 0x1f, 2.5h, 100ms
	Text                    // a string literal of any kind, with its prefix and quotes
	Punctuation             // an operator or bracket
	Other                   // anything else, one character or one invalid byte
)

// Token is a piece of KQL. The texts of all tokens, joined, are the input.
type Token struct {
	Kind   Kind
	Text   string
	Offset int // in bytes from the start of the input
	Depth  int // brackets open around the token; a bracket has the depth outside it
}

// name is the macro's name with the dollar and without braces: `$__interval`.
func (t Token) name() string {
	if len(t.Text) > 3 && t.Text[1] == '{' {
		return "$" + t.Text[2:len(t.Text)-1]
	}
	return t.Text
}

// blank tells whether the token means nothing to KQL.
func (t Token) blank() bool { return t.Kind == Space || t.Kind == Comment }
