package recall

import "time"

const (
	// longestByStep is how long a coarse step lets an answer live. A panel of 30
	// days may wait that long for its newest rows; one of an hour may not.
	longestByStep = 5 * time.Minute

	// byHand is how often one hunt can be re-run by hand.
	byHand = 5 * time.Second

	// longestStale is how old an answer may be that is shown while the service
	// takes no calls. The service closes for a quarter of an hour at most.
	longestStale = 15 * time.Minute
)

// life is how long an answer is served to viewers; keep is the data source's
// cacheSeconds, and 0 switches all off.
func life(keep, step time.Duration) time.Duration {
	if keep <= 0 {
		return 0
	}
	return max(keep, min(step, longestByStep))
}

// oldest is the age of the oldest stored answer that somebody reads.
func (w Want) oldest(keep time.Duration) time.Duration {
	switch w.Reader {
	case Exact:
		return 0
	case ByHand:
		return min(byHand, life(keep, w.Step))
	case Viewer:
	}
	return life(keep, w.Step)
}

// standsIn tells whether an older answer may be shown in place of what is wanted:
// its range is alike, and lies no further back than time has passed.
func (a *answered) standsIn(w Want, now time.Time) bool {
	return a.age(now) <= longestStale && a.alike(w.From, w.To) &&
		w.To.Sub(a.to).Abs() <= a.age(now)+a.answer.Wait+w.Step
}
