package kql

import "strings"

// A string literal of KQL is one of
//
//	'…' "…"      one line, a backslash escapes the next character
//	@'…' @"…"    verbatim, one line, a doubled quote stands for one
//	```…``` ~~~…~~~  any lines, no escape
//
// and each may begin with h or H, which keeps it out of the service's logs.
// https://learn.microsoft.com/kusto/query/scalar-data-types/string

// textLength measures the string literal at the start of the rest, 0 if there is none.
func textLength(rest string) int {
	at := 0
	if rest[0] == 'h' || rest[0] == 'H' {
		at = 1
	}
	for _, fence := range []string{"```", "~~~"} {
		if strings.HasPrefix(rest[at:], fence) {
			return at + fencedLength(rest[at:], fence)
		}
	}
	verbatim := strings.HasPrefix(rest[at:], "@")
	if verbatim {
		at++
	}
	if at == len(rest) || (rest[at] != '\'' && rest[at] != '"') {
		return 0
	}
	return at + quotedLength(rest[at:], verbatim)
}

// fencedLength ends at the next fence or with the input.
func fencedLength(rest, fence string) int {
	end := strings.Index(rest[len(fence):], fence)
	if end < 0 {
		return len(rest)
	}
	return len(fence) + end + len(fence)
}

// quotedLength ends at the closing quote or, as in Kusto, before the line break. An
// escape that Kusto does not know (`\d`) is read on: the service refuses it anyway.
func quotedLength(rest string, verbatim bool) int {
	quote := rest[0]
	for at := 1; at < len(rest); at++ {
		switch {
		case rest[at] == '\n' || rest[at] == '\r':
			return at
		case rest[at] == '\\' && !verbatim:
			if at+1 < len(rest) && rest[at+1] != '\n' && rest[at+1] != '\r' {
				at++
			}
		case rest[at] != quote:
		case verbatim && at+1 < len(rest) && rest[at+1] == quote:
			at++
		default:
			return at + 1
		}
	}
	return len(rest)
}

// untilLineBreak measures a comment. U+2028 and U+2029 end it too.
func untilLineBreak(rest string) int {
	if end := strings.IndexAny(rest, "\r\n\u2028\u2029"); end >= 0 {
		return end
	}
	return len(rest)
}
