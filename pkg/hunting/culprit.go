package hunting

import (
	"regexp"
	"strconv"
)

// Culprit is what the service's sentence says of where the KQL is wrong. It seldom
// says both.
type Culprit struct {
	Name         string // of a table, column or function, "" = not told
	Line, Column int    // of the KQL as sent, from 1; 0 = not told
}

var (
	// As in "Failed to resolve scalar expression named 'X'" and "The name 'X' does not
	// refer to any known column". Gathered from public issues (2018 to 2025-09).
	culpritName = regexp.MustCompile(`\b(?:named|[Nn]ame) '([^']+)'`)

	// As in "Token=|, Line=2, Position=5", "[line:position=2:5]" and "on line [2,5]".
	culpritPlace = regexp.MustCompile(`(?i)\bline(?:=|:position=| \[)(\d+)(?:, position=|:|,)(\d+)`)
)

// Culprit reads an error of kind syntax, semantic or unknown table; it is the zero
// Culprit for others, and where the service tells nothing.
func (e *Error) Culprit() Culprit {
	var c Culprit
	switch e.Kind {
	case KindSyntax, KindSemantic, KindUnknownTable:
	default:
		return c
	}
	if told := culpritName.FindStringSubmatch(e.Message); told != nil {
		c.Name = told[1]
	}
	if told := culpritPlace.FindStringSubmatch(e.Message); told != nil {
		c.Line, _ = strconv.Atoi(told[1]) // digits; what is too long for a line is none
		c.Column, _ = strconv.Atoi(told[2])
	}
	return c
}
