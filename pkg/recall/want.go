package recall

import (
	"strconv"
	"strings"
	"time"

	"github.com/huntboard/huntboard-defender-datasource/pkg/budget"
	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting"
)

// Reader is what kind of stored answers somebody reads.
type Reader int

// The readers; the package's comment says what each gets.
const (
	Viewer Reader = iota
	ByHand
	Exact
)

// Want is one hunt that somebody asks for.
type Want struct {
	Query    hunting.Query
	From, To time.Time     // the executed range; zero = the query alone decides
	Step     time.Duration // of the query: ranges move by it, and answers live longer for it
	Text     string        // the KQL as it is without the range; "" = no older answer stands in
	Rows     int           // the cap of rows
	Parts    int           // of one hunt, all asked for alike; they are stored as one answer would be. 0 = it is whole

	Reader   Reader
	Since    time.Time // Exact: when the request came; zero = now
	Priority budget.Priority
}

// key is that of the answer; NUL occurs in none of its parts.
func (w Want) key(host string) string {
	q := w.Query
	return strings.Join([]string{host, q.Identity, q.WorkspaceID, q.Timespan, strconv.Itoa(w.Rows), q.KQL}, "\x00")
}

// same is the key of all hunts that differ in their range alone.
func (w Want) same() string {
	return strings.Join([]string{w.Query.Identity, w.Query.WorkspaceID, strconv.Itoa(w.Rows), w.Step.String(), w.Text},
		"\x00")
}

// notBefore is when a call must have begun to be joined; zero = at any time.
func (w Want) notBefore() time.Time {
	switch {
	case w.Reader != Exact:
		return time.Time{}
	case w.Since.IsZero():
		return time.Now()
	}
	return w.Since
}
