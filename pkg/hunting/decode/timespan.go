package decode

import (
	"regexp"
	"strconv"
)

// timeSpan is .NET's constant format, which Kusto uses: [-][d.]hh:mm:ss[.fffffff].
// https://learn.microsoft.com/dotnet/standard/base-types/standard-timespan-format-strings
var timeSpan = regexp.MustCompile(`^(-?)(?:(\d{1,8})\.)?(\d{2}):([0-5]\d):([0-5]\d)(?:\.(\d{1,7}))?$`)

// TimeSpan reads one, in seconds; false for a text that is none.
func TimeSpan(text string) (float64, bool) {
	parts := timeSpan.FindStringSubmatch(text)
	if parts == nil {
		return 0, false
	}
	hours := digits(parts[3])
	if hours > 23 {
		return 0, false
	}
	whole := ((digits(parts[2])*24+hours)*60+digits(parts[4]))*60 + digits(parts[5])
	ticks := digits((parts[6] + "0000000")[:7])
	seconds := float64(whole) + float64(ticks)/1e7
	if parts[1] == "-" {
		seconds = -seconds
	}
	return seconds, true
}

// digits reads what the pattern has already found to be few digits; "" is 0.
func digits(text string) int64 {
	value, _ := strconv.ParseInt(text, 10, 64)
	return value
}
