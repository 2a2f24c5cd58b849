package kql

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// operators of more than one character, longest first where one begins another.
// `=~` and `!~` are here so that they never become the start of a ~~~ string.
var operators = []string{"<>", "<=", ">=", "==", "=~", "=>", "!=", "!~", ".."}

// Scan cuts KQL into tokens as Kusto's own lexer does. It takes any input: what
// is not KQL becomes Other, and a string that no quote ends ends with its line.
func Scan(kql string) []Token {
	tokens := make([]Token, 0, len(kql)/4+1)
	depth := 0
	for at := 0; at < len(kql); {
		kind, length := scanOne(kql[at:])
		token := Token{Kind: kind, Text: kql[at : at+length], Offset: at, Depth: depth}
		switch token.Text {
		case "(", "[", "{":
			depth++
		case ")", "]", "}":
			depth = max(depth-1, 0)
			token.Depth = depth
		}
		tokens = append(tokens, token)
		at += length
	}
	return tokens
}

// scanOne measures the token at the start of a rest that is not empty.
func scanOne(rest string) (Kind, int) {
	if strings.HasPrefix(rest, "//") {
		return Comment, untilLineBreak(rest)
	}
	if length := textLength(rest); length > 0 {
		return Text, length
	}
	for _, operator := range operators {
		if strings.HasPrefix(rest, operator) {
			return Punctuation, len(operator)
		}
	}
	r, size := utf8.DecodeRuneInString(rest)
	switch {
	case r == utf8.RuneError && size <= 1:
		return Other, 1
	case inSpace(r):
		return Space, span(rest, inSpace)
	case r == '$':
		return dollarToken(rest)
	case r >= '0' && r <= '9':
		return Number, numberLength(rest)
	case inName(r):
		return Identifier, span(rest, inName)
	case r < utf8.RuneSelf && (unicode.IsPunct(r) || unicode.IsSymbol(r)):
		return Punctuation, size
	}
	return Other, size
}

// dollarToken reads `$__name`, `${__name}` and `$left`.
func dollarToken(rest string) (Kind, int) {
	if strings.HasPrefix(rest, "${__") {
		if end := strings.IndexAny(rest, "}\r\n"); end > 0 && rest[end] == '}' {
			return Macro, end + 1
		}
	}
	length := 1 + span(rest[1:], inName)
	switch {
	case strings.HasPrefix(rest, "$__"):
		return Macro, length
	case length > 1:
		return Identifier, length
	}
	return Punctuation, length
}

// numberLength reads digits, a fraction and a unit, but not the range `1..5`.
func numberLength(rest string) int {
	length := span(rest, inName)
	if strings.HasPrefix(rest[length:], ".") && span(rest[length+1:], isDigit) > 0 {
		length += 1 + span(rest[length+1:], inName)
	}
	last := rest[length-1]
	hex := strings.HasPrefix(rest, "0x") || strings.HasPrefix(rest, "0X")
	if signed := rest[length:]; !hex && (last == 'e' || last == 'E') && len(signed) > 1 &&
		(signed[0] == '+' || signed[0] == '-') && isDigit(rune(signed[1])) {
		length += 1 + span(signed[1:], isDigit)
	}
	return length
}

// inSpace knows white space as Kusto's lexer does: what has no width is space, too.
func inSpace(r rune) bool {
	return unicode.IsSpace(r) || r == 0x180E || r == 0x200B || r == 0xFEFF
}

func inName(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) }

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// span measures the longest start of the text whose characters are all in the set.
func span(text string, in func(rune) bool) int {
	for at, r := range text {
		if !in(r) {
			return at
		}
	}
	return len(text)
}
