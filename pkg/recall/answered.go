package recall

import (
	"time"

	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting"
)

// answered is a hunt with its answer. Nobody changes it.
type answered struct {
	key, same string
	query     hunting.Query
	from, to  time.Time
	answer    *hunting.Answer
	asked     time.Time // when the service was
	live      time.Time // until when viewers read it
	until     time.Time // when it is of no use to anybody
	bytes     int64     // in memory, about
	parts     int       // that its hunt has
}

func (a *answered) age(now time.Time) time.Duration { return now.Sub(a.asked) }

// alike tells a range that is as wide, or begins at the same time (`today so far`).
func (a *answered) alike(from, to time.Time) bool {
	return a.to.Sub(a.from) == to.Sub(from) || a.from.Equal(from)
}

// Found is an answer and how it came.
type Found struct {
	Answer    *hunting.Answer // shared with others: do not change it
	Query     hunting.Query   // that it answers; another than was wanted if it is stale
	From, To  time.Time       // its range; zero = the query alone decides
	Freshness Freshness
	Age       time.Duration // since the service was asked; 0 if the caller waited for it
	Why       error         // Stale: why the service was not asked
}

// Freshness is how an answer came; package frames has the same names.
type Freshness string

// The ways in which an answer comes.
const (
	Fresh  Freshness = "fresh"
	Shared Freshness = "shared"
	Stored Freshness = "stored"
	Stale  Freshness = "stale"
)

func (a *answered) found(how Freshness, age time.Duration) Found {
	return Found{Answer: a.answer, Query: a.query, From: a.from, To: a.to, Freshness: how, Age: age}
}
