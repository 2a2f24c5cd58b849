package frames

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/grafana/grafana-plugin-sdk-go/data"

	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting"
	"github.com/huntboard/huntboard-defender-datasource/pkg/kql"
)

// graph makes the two frames of Grafana's node graph panel. A row with `source` and
// `target` is an edge, a row with `id` a node; a node that only edges name is made of
// them. https://grafana.com/docs/grafana/latest/panels-visualizations/visualizations/node-graph/
func graph(a *hunting.Answer, o Options) (shaped, error) {
	n := network{columns: map[string]hunting.Column{}, at: map[string]int{}}
	for _, column := range a.Columns {
		n.columns[strings.ToLower(column.Name)] = column
	}
	if err := n.fit(a, o); err != nil {
		return shaped{}, err
	}
	unplaced := 0
	for row := range a.Rows {
		if !n.add(row) {
			unplaced++
		}
	}
	var warnings []string
	if unplaced > 0 {
		warnings = append(warnings, fmt.Sprintf("%s neither id nor both source and target and cannot be placed.",
			countedHave(unplaced)))
	}
	most := cmp.Or(o.Hunt.Nodes, kql.DefaultNodes)
	if all := len(n.nodes); n.cut(most) {
		warnings = append(warnings, fmt.Sprintf("The graph has %s nodes and shows the first %s. "+
			"Filter more, or raise limits.nodes.", grouped(all), grouped(most)))
	}
	return shaped{frames: data.Frames{n.nodesFrame(a, o), n.edgesFrame(a, o)}, warnings: warnings}, nil
}

// ownNames are the columns that mean something to the graph, in lower case; every
// other is a detail of its node or edge.
var ownNames = []string{"id", "source", "target", "title", "subtitle", "mainstat", "secondarystat", "icon", "color"}

// ofEnd are those that may stand behind the end that they are of: sourceTitle.
var ofEnd = []string{"title", "subtitle", "icon", "color"}

// meant tells whether a column's name in lower case means something to the graph.
func meant(name string) bool {
	end := strings.TrimPrefix(strings.TrimPrefix(name, "source"), "target")
	return slices.Contains(ownNames, name) || end != name && slices.Contains(ofEnd, end)
}

// network is a graph while it is read.
type network struct {
	columns map[string]hunting.Column // by their names in lower case
	nodes   []node                    // in the order in which the answer names them
	at      map[string]int            // the place of an id among the nodes
	edges   []edge
}

// node is a row of its own, or what an edge says of its end.
type node struct {
	id   string
	row  int    // nowhere without one of its own
	edge int    // the row of the first edge that names it
	end  string // which end of that edge it is: source or target
}

type edge struct {
	row            int
	source, target string
}

func (n *network) fit(a *hunting.Answer, o Options) error {
	_, id := n.columns["id"]
	_, source := n.columns["source"]
	_, target := n.columns["target"]
	if a.Rows > 0 && (source != target || !source && !id) {
		return unfit(o, "The format graph needs the columns source and target, one row an edge, or id, one row a node. "+
			"Name them, for example: project source = InitiatingProcessFileName, target = FileName.")
	}
	return nil
}

// text is a cell of a row by its column's name in lower case, "" where there is none.
func (n *network) text(column string, row int) string {
	if row < 0 {
		return ""
	}
	text, _ := cellText(n.columns[column], row)
	return text
}

// add reads a row; false if it is neither edge nor node.
func (n *network) add(row int) bool {
	source, target, id := n.text("source", row), n.text("target", row), n.text("id", row)
	switch {
	case source != "" && target != "":
		n.named(node{id: source, row: nowhere, edge: row, end: "source"})
		n.named(node{id: target, row: nowhere, edge: row, end: "target"})
		n.edges = append(n.edges, edge{row, source, target})
		return true
	case id != "":
		n.named(node{id: id, row: row, edge: nowhere})
		return true
	}
	return false
}

// named keeps a node once; its own row says more than an edge.
func (n *network) named(found node) {
	at, known := n.at[found.id]
	if !known {
		n.at[found.id] = len(n.nodes)
		n.nodes = append(n.nodes, found)
		return
	}
	if n.nodes[at].row == nowhere {
		n.nodes[at].row = found.row
	}
}

// cut keeps the first nodes, and the edges between them.
func (n *network) cut(most int) bool {
	if len(n.nodes) <= most {
		return false
	}
	n.nodes = n.nodes[:most]
	n.edges = slices.DeleteFunc(n.edges, func(e edge) bool { return n.at[e.source] >= most || n.at[e.target] >= most })
	return true
}

// of is what a node is called by its own row, else by its edge.
func (n *network) of(at node, column string) string {
	if text := n.text(column, at.row); text != "" {
		return text
	}
	return n.text(at.end+column, at.edge)
}

func (n *network) nodesFrame(a *hunting.Answer, o Options) *data.Frame {
	rows := make([]int, len(n.nodes))
	texts := map[string][]string{}
	for i, at := range n.nodes {
		rows[i] = at.row
		texts["id"] = append(texts["id"], at.id)
		for _, name := range ofEnd {
			texts[name] = append(texts[name], n.of(at, name))
		}
		if texts["title"][i] == "" {
			texts["title"][i] = at.id
		}
	}
	frame := graphFrame("nodes")
	for _, name := range []string{"id", "title", "subtitle", "icon", "color"} {
		if name == "id" || name == "title" || slices.ContainsFunc(texts[name], func(t string) bool { return t != "" }) {
			made := data.NewField(name, nil, append([]string{}, texts[name]...))
			made.Config = titled(nil, o.Stats.Nodes[name])
			frame.Fields = append(frame.Fields, made)
		}
	}
	n.addColumns(frame, a, rows, o.Stats.Nodes, o)
	return frame
}

func (n *network) edgesFrame(a *hunting.Answer, o Options) *data.Frame {
	rows, ids := make([]int, len(n.edges)), make([]string, len(n.edges))
	sources, targets := make([]string, len(n.edges)), make([]string, len(n.edges))
	for i, e := range n.edges {
		rows[i], ids[i], sources[i], targets[i] = e.row, fmt.Sprintf("e%d", e.row+1), e.source, e.target
	}
	frame := graphFrame("edges")
	frame.Fields = data.Fields{
		data.NewField("id", nil, ids), data.NewField("source", nil, sources), data.NewField("target", nil, targets),
	}
	n.addColumns(frame, a, rows, o.Stats.Edges, o)
	return frame
}

// addColumns adds the stats, and as details every other column that holds something.
func (n *network) addColumns(
	frame *data.Frame, a *hunting.Answer, rows []int, stats map[string]string, o Options,
) {
	told := *a
	told.Columns = slices.DeleteFunc(slices.Clone(a.Columns), func(column hunting.Column) bool {
		name := strings.ToLower(column.Name)
		return !isStat(name) && meant(name) ||
			!slices.ContainsFunc(rows, func(row int) bool { return holds(column, row) })
	})
	in := inGraph(&told)
	for _, column := range told.Columns {
		column.Cells = take(column.Cells, rows)
		made := field(column, o)
		made.Config = linked(made.Config, column, in, o)
		if made.Name = strings.ToLower(column.Name); !isStat(made.Name) {
			made.Name = detail + column.Name
			made.Config = titled(made.Config, column.Name)
		} else {
			made.Config = titled(made.Config, stats[made.Name])
		}
		frame.Fields = append(frame.Fields, made)
	}
}

// detail begins the names of fields that Grafana shows when a node or edge is clicked.
const detail = "detail__"

func isStat(name string) bool { return name == "mainstat" || name == "secondarystat" }

// inGraph are the neighbors of details. All links of a node stand in one menu, so
// their titles say which detail they are of: Grafana makes groups of `group/title`.
func inGraph(a *hunting.Answer) neighbors {
	in := inTable(a)
	in.group = func(column string) string { return column }
	of := in.field
	in.field = func(name string) string {
		switch lower := strings.ToLower(name); {
		case of(name) == "":
			return ""
		case isStat(lower):
			return lower
		}
		return detail + name
	}
	if in.time != "" {
		in.time = in.field(in.time)
	}
	return in
}

// holds tells whether a row says anything in a column.
func holds(column hunting.Column, row int) bool {
	if row < 0 {
		return false
	}
	text, _ := cellText(column, row)
	return text != ""
}

// titled shows a field under a name, "" = its own.
func titled(c *data.FieldConfig, name string) *data.FieldConfig {
	if name == "" {
		return c
	}
	if c == nil {
		c = &data.FieldConfig{}
	}
	c.DisplayName = name
	return c
}

func graphFrame(name string) *data.Frame {
	frame := data.NewFrame(name)
	frame.Meta = &data.FrameMeta{PreferredVisualization: data.VisTypeNodeGraph}
	return frame
}
