package decode

import (
	"unicode/utf16"
	"unicode/utf8"
)

// longestEscape is that of a surrogate pair.
const longestEscape = len(`\ud83d\ude00`)

// escape reads the escape that text begins with; size is 0 if it is none. Half of
// a surrogate pair is none.
func escape(text []byte) (r rune, size int) {
	if len(text) < 2 {
		return 0, 0
	}
	switch c := text[1]; c {
	case '"', '\\', '/':
		return rune(c), 2
	case 'b':
		return '\b', 2
	case 'f':
		return '\f', 2
	case 'n':
		return '\n', 2
	case 'r':
		return '\r', 2
	case 't':
		return '\t', 2
	}
	first := codeUnit(text)
	if !utf16.IsSurrogate(first) {
		return first, unitSize(first)
	}
	both := utf16.DecodeRune(first, codeUnit(text[6:]))
	if both == utf8.RuneError {
		return 0, 0
	}
	return both, 12
}

func unitSize(unit rune) int {
	if unit < 0 {
		return 0
	}
	return 6
}

// codeUnit reads `\uXXXX`; -1 if text does not begin with one.
func codeUnit(text []byte) rune {
	if len(text) < 6 || text[0] != '\\' || text[1] != 'u' {
		return -1
	}
	unit := rune(0)
	for _, c := range text[2:6] {
		digit := hexDigit(c)
		if digit < 0 {
			return -1
		}
		unit = unit<<4 | digit
	}
	return unit
}

func hexDigit(c byte) rune {
	switch {
	case c >= '0' && c <= '9':
		return rune(c - '0')
	case c >= 'a' && c <= 'f':
		return rune(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return rune(c-'A') + 10
	}
	return -1
}
