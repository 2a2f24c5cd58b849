package kql

import (
	"strings"
	"unicode/utf16"
)

// Place is a piece of KQL in UTF-16 units, as editors count.
type Place struct {
	Start  int `json:"start"`
	Length int `json:"length"`
}

// PlaceOfName finds the first place where a name stands as a name, plain or in
// brackets; strings and comments are passed over.
func PlaceOfName(kql, name string) (Place, bool) {
	s := read(Scan(kql))
	for i, token := range s.tokens {
		found, after := s.name(i)
		if found == "" && i > 0 && s.text(i-1) == "." {
			found, after = s.word(i), i+1
		}
		if found != "" && found == name {
			last := s.tokens[after-1]
			return placeOf(kql, token.Offset, last.Offset+len(last.Text)), true
		}
	}
	return Place{}, false
}

// PlaceAt is the token at a line and column, both from 1, that a service counted.
func PlaceAt(kql string, line, column int) (Place, bool) {
	start := 0
	for ; line > 1; line-- {
		next := strings.IndexByte(kql[start:], '\n')
		if next < 0 {
			return Place{}, false
		}
		start += next + 1
	}
	row := []rune(firstLine(kql[start:]))
	at := start + len(string(row[:min(max(column-1, 0), len(row))]))
	for _, token := range Scan(kql) {
		if token.Offset <= at && at < token.Offset+len(token.Text) {
			return placeOf(kql, token.Offset, token.Offset+len(token.Text)), true
		}
	}
	return placeOf(kql, len(kql), len(kql)), at == len(kql)
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return line
}

func placeOf(kql string, from, to int) Place {
	units := func(text string) int { return len(utf16.Encode([]rune(text))) }
	return Place{units(kql[:from]), units(kql[from:to])}
}
