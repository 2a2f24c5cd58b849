package plugin

import (
	"cmp"
	"errors"
	"slices"
	"sync"
	"time"

	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting"
	"github.com/huntboard/huntboard-defender-datasource/pkg/recall"
)

// recentMost is how many calls are remembered, and recentFor how long: an hour of
// calls at the budget that a data source has unless set.
const (
	recentMost = 1800
	recentFor  = time.Hour
)

// pastCall is what a hunt has cost that was sent to the service. It has no text of
// the query and no user: whoever may ask the data source may read it.
type pastCall struct {
	at    time.Time // when it ended
	took  time.Duration
	wait  time.Duration
	rows  int
	bytes int64
	asker string // its priority's name
	place place
	hash  string
	fault string // the kind of the error, "" = answered
}

// past is the call that a hunt made; ok is false for one that made none.
func (a account) past(hash string) (call pastCall, ok bool) {
	call = pastCall{at: time.Now(), asker: a.from.priority.String(), place: a.from.place, hash: hash}
	var e *hunting.Error
	switch {
	case a.err == nil && a.found.Freshness == recall.Fresh:
		answer := a.found.Answer
		call.took, call.wait, call.rows, call.bytes = answer.Duration, answer.Wait, answer.Rows, answer.Bytes
		return call, true
	case errors.As(a.err, &e) && e.Kind != hunting.KindCanceled:
		call.took, call.fault = time.Since(a.from.since), string(e.Kind)
		return call, true
	}
	return call, false
}

// recentCalls are the calls of one data source, oldest first.
type recentCalls struct {
	mu    sync.Mutex
	calls []pastCall
}

func (r *recentCalls) add(call pastCall, ok bool) {
	if !ok {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.calls) == recentMost {
		r.calls = slices.Delete(r.calls, 0, recentMost/10)
	}
	r.calls = append(r.calls, call)
}

// slowest are the calls since a time that took longest, the longest first.
func (r *recentCalls) slowest(since time.Time, most int) []pastCall {
	r.mu.Lock()
	found := slices.DeleteFunc(slices.Clone(r.calls), func(c pastCall) bool { return c.at.Before(since) })
	r.mu.Unlock()
	slices.SortStableFunc(found, func(a, b pastCall) int { return cmp.Compare(b.took, a.took) })
	return found[:min(len(found), most)]
}
