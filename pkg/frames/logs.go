package frames

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/data"

	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting"
	"github.com/huntboard/huntboard-defender-datasource/pkg/schema"
)

// logs makes one frame of log lines (dataplane type "log-lines"), the newest first.
// Every column is a label, since of a line's details Grafana shows the values of labels
// only, with its filter buttons; those that name entities follow as fields of their own,
// too, for their links (see linkOnce). https://grafana.github.io/dataplane/contract/logs
func logs(a *hunting.Answer, o Options) (shaped, error) {
	frame := typed(data.NewFrame(""), data.FrameTypeLogLines, data.VisTypeLogs)
	l, found := linesOf(a, o)
	if !found {
		if a.Rows == 0 {
			return one(frame), nil
		}
		return shaped{}, unfit(o, "The format logs needs a datetime column that dates the events and the answer has none. "+
			"Keep Timestamp in project, or choose the format table.")
	}
	order, untimed := l.newestFirst()
	times, bodies := make([]time.Time, len(order)), make([]string, len(order))
	severities, ids := make([]string, len(order)), make([]string, len(order))
	labels, seen := make([]json.RawMessage, len(order)), map[string]int{}
	for i, row := range order {
		times[i], bodies[i] = *l.times[row], l.body(row)
		severities[i] = schema.Level(l.text("Severity", row), l.text("ActionType", row))
		labels[i] = l.labels(row)
		ids[i] = l.id(row, labels[i])
		if seen[ids[i]]++; seen[ids[i]] > 1 {
			ids[i] = fmt.Sprintf("%s#%d", ids[i], seen[ids[i]]) // a row twice is two lines
		}
	}
	frame.Fields = data.Fields{
		data.NewField("timestamp", nil, times), data.NewField("body", nil, bodies),
		data.NewField("severity", nil, severities), data.NewField("id", nil, ids), data.NewField("labels", nil, labels),
	}
	in := inTable(a)
	in.time = "timestamp"
	for i := range l.linked {
		l.linked[i].Cells = take(l.linked[i].Cells, order)
	}
	linkOnce(l.linked)
	for _, column := range l.linked {
		made := field(column, o)
		made.Config = linked(made.Config, column, in, o)
		if made.Config == nil || len(made.Config.Links) == 0 {
			made.Config = hidden(made.Config)
		}
		frame.Fields = append(frame.Fields, made)
	}
	made := one(frame)
	if untimed > 0 {
		made.warnings = []string{fmt.Sprintf("%s no %s and cannot be placed. Choose the format table to see them.",
			countedHave(untimed), l.timeName)}
	}
	return made, nil
}

// lines are the columns of an answer by what they are to a log line.
type lines struct {
	timeName string
	times    hunting.Times
	bodies   []hunting.Column // what tells the event, in this order
	listed   bool             // the schema lists them; else they are all there is
	joined   bool             // a hunt of our own has joined columns to them, the empty ones too
	byName   map[string]hunting.Column
	linked   []hunting.Column
	labeled  []hunting.Column
}

// linesOf is false for an answer that nothing dates.
func linesOf(a *hunting.Answer, o Options) (lines, bool) {
	l := lines{byName: map[string]hunting.Column{}}
	dated, _ := schema.TimeColumn(o.Hunt.Table)
	for _, column := range a.Columns {
		l.byName[column.Name] = column
		if times, are := column.Cells.(hunting.Times); are && (l.timeName == "" || column.Name == dated) {
			l.timeName, l.times = column.Name, times
		}
	}
	if l.timeName == "" {
		return l, false
	}
	body := o.Hunt.Body
	l.joined = body != nil
	if body == nil {
		body = schema.LogBody(o.Hunt.Table)
	}
	for _, name := range body {
		if column, is := l.byName[name]; is {
			l.bodies, l.listed = append(l.bodies, column), true
		}
	}
	for _, column := range a.Columns {
		_, entity := schema.EntityOf(column.Name)
		_, text := column.Cells.(hunting.Texts)
		switch {
		case column.Name == l.timeName:
			continue
		case entity && text, ofProcess(a, column.Name):
			l.linked = append(l.linked, column)
		}
		l.labeled = append(l.labeled, column)
		if !l.listed {
			l.bodies = append(l.bodies, column)
		}
	}
	return l, true
}

// newestFirst are the rows that have a time; rows of one time stay as they came.
func (l lines) newestFirst() (order []int, untimed int) {
	order = make([]int, 0, len(l.times))
	for row, at := range l.times {
		if at == nil {
			untimed++
			continue
		}
		order = append(order, row)
	}
	slices.SortStableFunc(order, func(a, b int) int { return l.times[b].Compare(*l.times[a]) })
	return order, untimed
}

// body is the event in a line: the listed columns, or all as `name=value`.
func (l lines) body(row int) string {
	var said []string
	for _, column := range l.bodies {
		text, _ := cellText(column, row)
		if l.joined {
			said = append(said, strings.Split(text, between)...)
			continue
		}
		if text != "" && !l.listed {
			text = column.Name + "=" + text
		}
		said = append(said, text)
	}
	said = slices.DeleteFunc(said, func(text string) bool { return text == "" })
	if l.listed {
		return strings.Join(said, between)
	}
	return strings.Join(said, " ")
}

// between stands between the columns of a body, here and in KQL that the plugin writes.
const between = " · "

// text is a cell by its column's name, "" where there is no such column.
func (l lines) text(name string, row int) string {
	text, _ := cellText(l.byName[name], row)
	return text
}

// labels are the other columns of a row that hold something.
func (l lines) labels(row int) json.RawMessage {
	said := map[string]string{}
	for _, column := range l.labeled {
		if text, _ := cellText(column, row); text != "" {
			said[column.Name] = text
		}
	}
	raw, err := json.Marshal(said)
	if err != nil { // can't be: texts always are JSON
		return json.RawMessage("{}")
	}
	return raw
}

// id tells lines apart from run to run. A report id is unique only beside its device
// and time: https://learn.microsoft.com/defender-xdr/advanced-hunting-deviceevents-table
func (l lines) id(row int, labels json.RawMessage) string {
	device := l.text("DeviceId", row)
	if device == "" {
		device = l.text("DeviceName", row)
	}
	report := l.text("ReportId", row)
	if report == "" {
		hash := fnv.New64a()
		_, _ = hash.Write(labels) // a hash takes everything
		report = fmt.Sprintf("%x", hash.Sum64())
	}
	return strings.Join([]string{report, device, iso(*l.times[row])}, "_")
}
