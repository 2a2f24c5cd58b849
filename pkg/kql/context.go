package kql

import (
	"fmt"
	"slices"
	"time"
)

// What a context has unless it says else, and its bounds.
const (
	contextRows       = 100
	contextMinutes    = 10
	maxContextRows    = 5000
	maxContextMinutes = maxHours * 60
)

// subject is whom a context is about.
type subject struct{ field, entity, value string }

func (c Context) subjects() []subject {
	all := []subject{
		{"device", "anyDevice", c.Device},
		{"account", "anyAccount", c.Account},
		{"mailbox", "mailbox", c.Mailbox},
		{"app", "app", c.App},
	}
	return slices.DeleteFunc(all, func(s subject) bool { return s.value == "" })
}

func (c Context) check() error {
	switch {
	case len(c.subjects()) != 1:
		return refuse("context", fmt.Sprintf("The context of a row is that of one device, account, mailbox or app, and this "+
			"one names %d: the row has none in its columns, or several were sent.", len(c.subjects())))
	case c.Direction != "before" && c.Direction != "after":
		return refuse("context.direction", fmt.Sprintf("context.direction %q is not known. Use \"before\" or \"after\".",
			c.Direction))
	case c.AtMs == 0:
		return refuse("context.atMs", "The context of a row needs its time: context.atMs is missing.")
	case c.Limit < 0 || c.Limit > maxContextRows:
		return refuse("context.limit", fmt.Sprintf("context.limit is %d; it takes 1 to %d.", c.Limit, maxContextRows))
	case c.Minutes < 0 || c.Minutes > maxContextMinutes:
		return refuse("context.minutes", fmt.Sprintf("context.minutes is %v; it takes more than 0 and at most %d.",
			c.Minutes, maxContextMinutes))
	}
	return nil
}

// window is the time before or after the row, half open: the row itself is after.
func (c Context) window() (from, to time.Time) {
	minutes := c.Minutes
	if minutes == 0 {
		minutes = contextMinutes
	}
	at, width := c.AtMs.Time(), time.Duration(minutes*float64(time.Minute))
	if c.Direction == "before" {
		return at.Add(-width), at
	}
	return at, at.Add(width)
}

// writeContext writes one hunt over all tables that name whom a row is about. The
// table of the row is the first, and is among them where it names it too.
func (q Query) writeContext(m Moment) (Hunt, error) {
	c := *q.Context
	about := c.subjects()[0]
	of := entities()[about.entity]
	for _, table := range q.tables() {
		if column, known := m.timeColumn(table); known && column != "" {
			others := slices.DeleteFunc(slices.Clone(of.Tables), func(other string) bool { return other == table })
			of.Tables = append([]string{table}, others...)
		}
	}
	from, to := c.window()
	if err := m.Rules.permitsRange(from, to); err != nil {
		return Hunt{}, err
	}
	parts, notices, err := m.legs(of, about.value)
	if err != nil {
		return Hunt{}, err
	}
	if c.Filter != "" {
		for i := range parts {
			parts[i].where = append(parts[i].where, "* has "+textLiteral(c.Filter))
		}
	}
	rows, order := c.Limit, "desc"
	if rows == 0 {
		rows = contextRows
	}
	if c.Direction == "after" {
		order = "asc"
	}
	hunt := q.written(m, parts, notices)
	hunt.KQL = m.joined(parts, from, to, fmt.Sprintf("top %d by %s %s", rows, defaultTimeColumn, order))
	hunt.Format, hunt.FormatReason = FormatLogs, "The context of a row is log lines."
	hunt.From, hunt.To = from, to
	return hunt, m.Rules.check(hunt.KQL)
}

// tables are those of the query's last statement.
func (q Query) tables() []string {
	s := read(Scan(q.Query))
	if len(s.statements) == 0 {
		return nil
	}
	return s.sources(s.statements[len(s.statements)-1])
}
