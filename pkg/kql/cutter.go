package kql

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// cutter reads KQL as it will be sent and tells whether windows of time change its
// rows.
type cutter struct {
	follower              // its time is that of the rows as they are after each stage, "" once it is gone
	chain    []*statement // those whose stages are the pipeline, the one with the table last
	table    int          // the token of the table's name
	column   string       // the table's time column
	columns  []string     // of the table, as far as they are known

	bins      map[string]time.Duration // columns that are the time, rounded
	bin       time.Duration            // of the summarize, 0 = there is none
	ascending bool
}

// cutter finds the one table that the rows are of, and the column that dates them.
func (w *writer) cutter(text string) (*cutter, error) {
	sent := &writer{query: w.query, moment: w.moment, script: read(Scan(text))}
	c := &cutter{follower: follower{writer: sent}, bins: map[string]time.Duration{}}
	of := sent.final()
	c.chain = []*statement{of}
	for let, follows := sent.letAt(of); follows && len(c.chain) <= maxLets; let, follows = sent.letAt(of) {
		of = let.statement
		c.chain = append(c.chain, of)
	}
	c.table = sent.sourceOf(of)
	if !sent.readsTables(sent.final(), 0) {
		return nil, noSplit("it does not begin with the name of a table", "Begin with one table")
	}
	table := sent.script.word(c.table)
	column, known := sent.moment.timeColumn(table)
	switch {
	case known && column == "":
		return nil, noSplit(fmt.Sprintf("the rows of %s are a snapshot and have no time", table), "Read another table")
	case !known && w.query.TimeColumn == "":
		return nil, noSplit(fmt.Sprintf("the table %s is not in the schema, so its time column is not known", table),
			"Name it as the query's time column")
	case !known:
		column = w.query.TimeColumn
	}
	c.column, c.time = column, column
	columns, _ := sent.moment.columns(table)
	for _, of := range columns {
		c.columns = append(c.columns, of.Name)
	}
	return c, nil
}

// follow goes over the stages.
func (c *cutter) follow() error {
	for _, ref := range c.pipeline(c.final(), 0) {
		if err := c.step(ref); err != nil {
			return err
		}
	}
	return nil
}

func (c *cutter) step(ref stageRef) error {
	operator := c.script.operator(ref.of, ref.stage)
	from, to := c.stageRange(ref.of, ref.stage)
	switch {
	case operator == "summarize" && c.bin > 0:
		return noSplit("it summarizes twice, so that groups are of several windows", "Summarize once")
	case operator == "summarize":
		return c.summarize(from, to)
	case operator == "sort" || operator == "order":
		return c.sorted(operator, from, to)
	case slices.Contains([]string{"mv-expand", "parse-kv"}, operator):
		c.without(from, to)
	case slices.Contains(choosing, operator):
		c.choose(operator, min(from+operatorParts(operator), to), to)
	case !slices.Contains(rowLocal, operator):
		return noSplit(fmt.Sprintf("whether %s makes each row of one row is not known", operator), "Leave it out")
	}
	return nil
}

// without forgets what a stage may make anew.
func (c *cutter) without(from, to int) {
	if c.script.mentions(from, to, c.time) {
		c.time = ""
	}
	for name := range c.bins {
		if c.script.mentions(from, to, name) {
			delete(c.bins, name)
		}
	}
}

// choose follows the time and what is rounded of it over a stage that makes, names or
// drops columns.
func (c *cutter) choose(operator string, from, to int) {
	if strings.HasPrefix(operator, "project-") && c.script.find(from, to, "*") >= 0 {
		c.time, c.bins = "", map[string]time.Duration{} // a wildcard does not tell which columns are left
		return
	}
	made := map[string]time.Duration{}
	for name, width := range c.bins {
		if kept, lost := c.after(operator, name, from, to); lost == "" {
			made[kept] = width
		}
	}
	if operator == "extend" || operator == "project" {
		for _, item := range c.items(from, to) {
			if width, rounds := c.rounds(item); rounds && item.name != "" && item.name != c.time {
				made[item.name] = width
			}
		}
	}
	c.bins = made
	if c.time != "" {
		c.time, _ = c.after(operator, c.time, from, to)
	}
}

// rounds reads `bin(Timestamp, 1h)`, `floor(Timestamp, 1h)` and `startofday(Timestamp)`.
func (c *cutter) rounds(of item) (width time.Duration, rounds bool) {
	s, call := c.script, c.script.word(of.from)
	if s.text(of.from+1) != "(" || s.closing[of.from+1] != of.to-1 || c.time == "" {
		return 0, false
	}
	column, after := s.name(of.from + 2)
	switch {
	case column != c.time:
		return 0, false
	case call == "startofday" && after == of.to-1:
		return calendarWidths[call], true
	case call == "bin" || call == "floor":
		return c.widthAfterComma(after, of.to-1), s.text(after) == ","
	}
	return 0, false
}

// summarize wants a bin of the time among the keys. Of several the narrowest counts:
// a group lies in one bin of each.
func (c *cutter) summarize(from, to int) error {
	const remedy = "Add a bin of the table's time to its keys, for example: by bin(%s, 1h)"
	by, name, unknown := c.script.find(from, to, "by"), "", false
	for _, key := range c.keysAfter(by, to) {
		width, rounds := c.rounds(key)
		if made, is := c.bins[key.source]; is && key.source != "" {
			width, rounds = made, true
		}
		unknown = unknown || rounds && width <= 0
		if rounds && width > 0 && (c.bin == 0 || width < c.bin) {
			c.bin, name = width, key.name
		}
	}
	switch {
	case c.bin == 0 && unknown:
		return noSplit("the width of the time bin that it summarizes by is no plain length of time",
			"Write it as one, for example: by bin("+c.column+", 1h)")
	case c.bin == 0:
		return noSplit("its summarize makes groups of rows that lie in several windows", fmt.Sprintf(remedy, c.column))
	}
	c.time, c.bins = name, map[string]time.Duration{}
	return nil
}

func (c *cutter) keysAfter(by, to int) []item {
	if by < 0 {
		return nil
	}
	return c.items(by+1, to)
}

// sorted takes an order by time alone: that of the windows.
func (c *cutter) sorted(operator string, from, to int) error {
	keys := c.keysAfter(c.script.find(from, to, "by"), to)
	if len(keys) == 0 || c.time == "" {
		return c.otherOrder(operator)
	}
	first := keys[0]
	column, after := c.script.name(first.from)
	direction := c.script.word(after)
	if column != c.time || after < first.to && !slices.Contains([]string{"asc", "desc", "nulls"}, direction) {
		return c.otherOrder(operator)
	}
	c.ascending = direction == "asc"
	return nil
}

func (c *cutter) otherOrder(operator string) error {
	return noSplit(operator+" orders the rows of the whole range by something else than time",
		"Begin the order with "+c.column+", or sort in the panel")
}
