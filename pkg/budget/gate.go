package budget

import (
	"math/rand/v2"
	"time"
)

const (
	// firstPause is how long nobody calls after a 429 that names no wait. It
	// doubles with each further one up to longestPause, which is the service's own
	// window: docs/decisions/0014-a-429-without-a-wait.md.
	firstPause   = 5 * time.Second
	longestPause = time.Minute

	// longestClosed bounds what a broken proxy may ask for.
	longestClosed = 24 * time.Hour

	// quarter is how long the service counts CPU, from the full hour on.
	quarter = 15 * time.Minute
)

// gate is what the service has closed for the whole tenant.
type gate struct {
	until    time.Time // nobody calls before
	guessed  bool      // until is a guess: one call has to find out before the others follow
	trying   *Turn     // that call
	failures int       // guesses in a row that were wrong
	closings int       // tells answers to calls from before a closing
	last     time.Time // the last 429
}

// lets tells whether a call may go out now.
func (g *gate) lets(now time.Time) bool {
	return !now.Before(g.until) && (!g.guessed || g.trying == nil)
}

// pass notes that a call goes out. It returns the closings so far, by which its
// answer will be judged.
func (g *gate) pass(t *Turn) int {
	if g.guessed {
		g.trying = t
	}
	return g.closings
}

// opened is an answer that shows that the service takes calls.
func (g *gate) opened(closings int) {
	if closings == g.closings {
		g.guessed, g.trying, g.failures = false, nil, 0
	}
}

// gaveUp lets another call find out where this one could not.
func (g *gate) gaveUp(t *Turn) {
	if g.trying == t {
		g.trying = nil
	}
}

// closeFor obeys a wait that the service named; a rough one is in minutes, so that
// one call has to find out at its end.
func (g *gate) closeFor(now time.Time, wait time.Duration, rough bool) {
	g.last = now
	g.closings++
	g.guessed, g.trying, g.failures = rough, nil, 0
	g.closeUntil(now.Add(min(wait, longestClosed)))
}

// closeByGuess closes where the service named no wait. Answers to calls from
// before the last closing belong to it and change nothing.
func (g *gate) closeByGuess(now time.Time, closings int, end func(failures int) time.Time) {
	g.last = now
	if closings != g.closings {
		return
	}
	g.closings++
	g.failures++
	g.guessed, g.trying = true, nil
	g.closeUntil(end(g.failures))
}

func (g *gate) closeUntil(end time.Time) {
	if end.After(g.until) {
		g.until = end
	}
}

// backoff is between half and all of a pause that doubles: replicas, which know
// nothing of each other, must not come back together.
func backoff(failures int) time.Duration {
	pause := longestPause
	if failures <= 4 {
		pause = min(firstPause<<(failures-1), longestPause)
	}
	return pause/2 + rand.N(pause/2+1)
}

// quarterEnd is when the service's count of CPU begins anew.
func quarterEnd(now time.Time) time.Time { return now.UTC().Truncate(quarter).Add(quarter) }
