package frames

import (
	"time"

	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting"
	"github.com/huntboard/huntboard-defender-datasource/pkg/kql"
	"github.com/huntboard/huntboard-defender-datasource/pkg/service"
)

// How an answer came to the one who reads it; package recall has the same names.
const (
	Fresh  = "fresh"  // the service was asked for it
	Shared = "shared" // another's call was under way, and served both
	Stored = "stored" // it was kept from an earlier call
	Stale  = "stale"  // the last good one, as the service takes no calls now
)

// Options say how an answer is shaped and what is known about its hunt.
type Options struct {
	RefID string       // the query's letter
	Hunt  kql.Hunt     // as sent
	Alert bool         // an alert rule reads the frames
	Site  service.Site // who answered
	Now   time.Time    // when; zero = the clock

	Sketch *hunting.Answer // the nodes and edges that were made of the rows; nil = the rows are as they are shown
	Stats  Stats           // what the stats of the sketch are
	Parts  []Part          // of an answer of several hunts, in the order in which they ran; nil of one

	Cut       string        // what was left out of the answer on the way here, one sentence, "" = nothing
	Gaps      bool          // rows are missing from inside the range: a bin without one is not known to be empty
	Freshness string        // Fresh, Shared, Stored or Stale
	Age       time.Duration // since the service was asked; 0 if the reader waited for it

	Windows []Window   // that were asked for, in the order of the rows; nil = one call for all
	Missing kql.Window // the part of the range that was not asked for, zero = none

	SourceUID string // the data source's, for links that stay in Grafana
	GoHunt    bool   // entity columns link to hunts about the entity
}

// Stats are what a graph's own columns hold, by their names, such as mainstat. Grafana
// shows the names of fields in the legend, and over what a click on a node tells.
type Stats struct{ Nodes, Edges map[string]string }

// Part is one of the hunts that an answer is made of.
type Part struct {
	Title string `json:"title"` // what it looked for, in a few words
	KQL   string `json:"kql"`   // as sent
}

func (o Options) now() time.Time {
	if o.Now.IsZero() {
		return time.Now()
	}
	return o.Now
}
