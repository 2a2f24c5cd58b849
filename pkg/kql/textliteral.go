package kql

import (
	"fmt"
	"strconv"
	"strings"
)

// textLiteral writes a value as a string literal. A value is data: nothing in it
// may end the literal. The front end writes the same, see src/kql/literal.ts.
func textLiteral(value string) string {
	var out strings.Builder
	out.WriteByte('\'')
	for _, r := range value {
		switch escape, special := escapes[r]; {
		case special:
			out.WriteString(escape)
		case r < ' ' || r == 0x7f:
			fmt.Fprintf(&out, `\u%04x`, r)
		default:
			out.WriteRune(r)
		}
	}
	out.WriteByte('\'')
	return out.String()
}

// escapes are those that have a letter. U+2028 and U+2029 end a line for Kusto's
// lexer, so they never stand in a literal as they are.
var escapes = map[rune]string{
	'\\': `\\`, '\'': `\'`, '\n': `\n`, '\r': `\r`, '\t': `\t`,
	0x85: `\u0085`, 0x2028: `\u2028`, 0x2029: `\u2029`,
}

// readText is the value of a string literal of any kind.
func readText(literal string) (value string, ok bool) {
	body := strings.TrimLeft(literal, "hH")
	for _, fence := range []string{"```", "~~~"} {
		if inner, fenced := strings.CutPrefix(body, fence); fenced {
			return strings.CutSuffix(inner, fence)
		}
	}
	if verbatim, is := strings.CutPrefix(body, "@"); is && len(verbatim) > 1 {
		quote := verbatim[:1]
		return strings.ReplaceAll(verbatim[1:len(verbatim)-1], quote+quote, quote), strings.HasSuffix(verbatim, quote)
	}
	if len(body) < 2 || body[len(body)-1] != body[0] {
		return "", false
	}
	var out strings.Builder
	for rest := body[1 : len(body)-1]; rest != ""; {
		if rest[0] == '\'' || rest[0] == '"' { // the other kind of quote, which needs no escape
			out.WriteByte(rest[0])
			rest = rest[1:]
			continue
		}
		r, _, tail, err := strconv.UnquoteChar(rest, body[0])
		if err != nil {
			return "", false
		}
		out.WriteRune(r)
		rest = tail
	}
	return out.String(), true
}
