package hunting

import (
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting/decode"
)

// retryAfter reads the header in both of its forms, seconds and a date.
func retryAfter(h http.Header, now time.Time) time.Duration {
	value := strings.TrimSpace(h.Get("Retry-After"))
	if seconds, err := strconv.ParseUint(value, 10, 31); err == nil {
		return time.Duration(seconds) * time.Second
	}
	if at, err := http.ParseTime(value); err == nil {
		return max(0, at.Sub(now))
	}
	return 0
}

// The service's words before a wait. `maximum allowed 45 per 00:01:00` is a rule
// and no wait, so a length of time counts after these only.
var (
	askToWait = regexp.MustCompile(`(?i)\b(?:again in|retry after|wait(?: for)?|try again after)\b(.*)`)
	clockSpan = regexp.MustCompile(`\b(?:\d{1,2}\.)?\d{2}:\d{2}:\d{2}(?:\.\d{1,7})?\b`)
	partOfIt  = regexp.MustCompile(`(?i)\b(\d{1,6})\s*(h|m|s)[a-z]*\b`)
)

// waitIn finds the wait that a refusal's sentence names, as in "You can run
// queries again in 7 minutes" or "retry after 00:00:30"; 0 when it names none.
func waitIn(message string) time.Duration {
	asked := askToWait.FindStringSubmatch(message)
	if asked == nil {
		return 0
	}
	if seconds, isSpan := decode.TimeSpan(clockSpan.FindString(asked[1])); isSpan {
		return time.Duration(seconds * float64(time.Second))
	}
	total := time.Duration(0)
	for _, part := range partOfIt.FindAllStringSubmatch(asked[1], 3) {
		unit := map[string]time.Duration{"h": time.Hour, "m": time.Minute, "s": time.Second}[strings.ToLower(part[2])]
		count, _ := strconv.Atoi(part[1]) // what the pattern has already found to be few digits
		total += time.Duration(count) * unit
	}
	return total
}
