package kql

import (
	_ "embed" // which tables name which entity
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
)

//go:embed entities.json
var entitiesJSON []byte

// entity is where a thing is found: tables, and the columns that name it.
type entity struct {
	Columns  []string `json:"columns"`
	Operator string   `json:"operator"`
	Tables   []string `json:"tables"`
}

var entities = sync.OnceValue(func() map[string]entity {
	var read map[string]entity
	if err := json.Unmarshal(entitiesJSON, &read); err != nil {
		panic(fmt.Sprintf("kql: the embedded entities.json is broken: %v", err)) // a broken build, found by any test
	}
	return read
})

// Entities are the names of everything that a hunt of queryType go can be about, and
// of what contexts are made of.
func Entities() []string { return slices.Sorted(maps.Keys(entities())) }

// EntityTables are the tables and columns in which an entity is looked for.
func EntityTables(name string) (tables, columns []string) {
	found := entities()[name]
	return found.Tables, found.Columns
}

// ofContext are those that only contexts use.
var ofContext = []string{"anyDevice", "anyAccount"}

// otherNames are shorter words for entities.
var otherNames = map[string]string{"user": "userObjectId", "upn": "userUpn", "sid": "userSid", "mail": "email"}

// hashes are the kinds of hash by the digits they have.
var hashes = map[int]string{32: "md5", 40: "sha1", 64: "sha256"}

var hexadecimal = regexp.MustCompile(`^[0-9A-Fa-f]+$`)

// found is the entity that a target names, narrowed to its table and column.
func (h Target) found() (entity, error) {
	name := h.Entity
	if other, is := otherNames[name]; is {
		name = other
	}
	if name == "file" {
		if name = hashes[len(h.Value)]; name == "" || !hexadecimal.MatchString(h.Value) {
			return entity{}, refuse("hunt.value", fmt.Sprintf(
				"%q is no file's hash: MD5, SHA1 and SHA256 have 32, 40 and 64 hexadecimal digits.", h.Value))
		}
	}
	if name == "incident" {
		return entity{}, noIncident()
	}
	of, known := entities()[name]
	if !known || slices.Contains(ofContext, name) {
		names := slices.DeleteFunc(Entities(), func(n string) bool { return slices.Contains(ofContext, n) })
		return entity{}, refuse("hunt.entity", fmt.Sprintf("hunt.entity %q is not known. Use %s.",
			h.Entity, alternatives(names)))
	}
	if h.Table != "" {
		if !slices.Contains(of.Tables, h.Table) {
			return entity{}, refuse("hunt.table", fmt.Sprintf("hunt.table %q is none in which %s is looked for: %s.",
				h.Table, h.Entity, strings.Join(of.Tables, ", ")))
		}
		of.Tables = []string{h.Table}
	}
	if h.Column != "" {
		if !slices.Contains(of.Columns, h.Column) {
			return entity{}, refuse("hunt.column", fmt.Sprintf("hunt.column %q is none that names %s: %s.",
				h.Column, h.Entity, strings.Join(of.Columns, ", ")))
		}
		of.Columns = []string{h.Column}
	}
	return of, nil
}

// noIncident says why incidents are not hunted by their id.
func noIncident() error {
	return refuse("hunt.incidentId", "The hunting tables do not tell which incident an alert belongs to: no table has an "+
		"IncidentId. Start from one of the incident's alerts, by its AlertId.")
}

// around is the range of a hunt: hours around its time, else the request's.
func (q Query) around(m Moment) (from, to time.Time, err error) {
	from, to = m.align(m.Step)
	if at := q.Hunt.AtMs.Time(); !at.IsZero() {
		from, to = at.Add(-q.Hunt.hours()), at.Add(q.Hunt.hours())
	}
	return from, to, m.Rules.permitsRange(from, to)
}

// permitsRange holds a range that the backend chose against the rule.
func (r Rules) permitsRange(from, to time.Time) error {
	if r.MaxRange > 0 && to.Sub(from) > r.MaxRange+calendarEnd {
		return refuse("maxRangeDays", fmt.Sprintf("This data source allows ranges of at most %d days (maxRangeDays)."+
			" Choose a shorter one.", int(r.MaxRange/(24*time.Hour))))
	}
	return nil
}

// writeGo writes a hunt about one entity over the tables that name it.
func (q Query) writeGo(m Moment) (Hunt, error) {
	of, err := q.Hunt.found()
	if err != nil {
		return Hunt{}, err
	}
	from, to, err := q.around(m)
	if err != nil {
		return Hunt{}, err
	}
	parts, notices, err := m.legs(of, q.Hunt.Value)
	if err != nil {
		return Hunt{}, err
	}
	rows := q.Limits.Rows
	if rows == 0 {
		rows = DefaultLogRows
	}
	dated := parts[0].time != ""
	last := fmt.Sprintf("take %d", rows)
	if dated {
		last = fmt.Sprintf("top %d by %s desc", rows, defaultTimeColumn)
	}
	hunt := q.written(m, parts, notices)
	hunt.KQL = m.joined(parts, from, to, last)
	hunt.Format, hunt.FormatReason = q.goFormat(m, dated)
	if dated {
		hunt.From, hunt.To = from.UTC(), to.UTC()
	}
	return hunt, m.Rules.check(hunt.KQL)
}

// written is what all hunts of the backend's own have in common.
func (q Query) written(m Moment, parts []leg, notices []string) Hunt {
	return Hunt{
		Step: m.Step, Fill: q.Fill, Flatten: q.Flatten, Nodes: q.Limits.Nodes, Notices: notices,
		Tables: tablesOfLegs(parts), Body: []string{eventColumn},
	}
}

func (q Query) goFormat(m Moment, dated bool) (Format, string) {
	switch {
	case q.Format != FormatAuto && q.Format != "":
		return q.Format, "Chosen in the query's options."
	case dated && m.Origin == "explore" && !m.Alert:
		return FormatLogs, "Explore shows events as log lines."
	}
	return FormatTable, "The rows are those of several tables."
}
