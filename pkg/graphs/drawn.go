package graphs

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting"
	"github.com/huntboard/huntboard-defender-datasource/pkg/kql"
)

// Sketch draws the tree: the root first, then what is nearest to it, then the edges.
// The notices say what is left out, one sentence each.
func (t *Tree) Sketch() (made *hunting.Answer, notices []string) {
	shown, notices := t.shown()
	ids := map[key]string{}
	var nodes, edges []figure
	for _, p := range shown {
		ids[p.key] = p.title()
		if p.isNamed() && p.name != "" {
			ids[p.key] += " " + text(p.id)
		}
		ids[p.key] += " of " + p.time().Format("2006-01-02T15:04:05.9999999Z")
		nodes = append(nodes, t.node(p, ids[p.key], p == t.root))
	}
	for _, p := range shown {
		if p.parent != nil && ids[p.parent.key] != "" {
			edges = append(edges, figure{
				said("source", ids[p.parent.key]), said("target", ids[p.key]), said("mainstat", "started"),
			})
		}
	}
	things, done, left := t.things(ids)
	if left > 0 {
		notices = append(notices, fmt.Sprintf("%d things that the processes reached for are left out: the graph shows %d "+
			"nodes. Raise limits.nodes, or show fewer kinds of events.", left, t.limits.Nodes))
	}
	notices = append(notices, t.missing()...)
	return sketch(slices.Concat(nodes, things, edges, done)), notices
}

// missing is what the hunts did not tell.
func (t *Tree) missing() (notices []string) {
	for table, rows := range t.counts {
		most := kql.MostDeeds
		switch table {
		case kql.EvidenceTable:
			continue
		case kql.StartsTable:
			most = t.limits.Rows
		}
		if rows >= most {
			notices = append(notices, fmt.Sprintf("The hunt brought %d rows of %s, as many as it may, so there may be more. "+
				"Narrow the hours around.", rows, table))
		}
	}
	slices.Sort(notices)
	if orphans := t.orphans[t.root.id]; orphans > 0 {
		notices = append(notices, fmt.Sprintf("%s left out that may be children: they name the id %d without its creation, "+
			"and ids are used again.", countedAre(orphans, "process start"), t.root.id))
	}
	if t.root.started.IsZero() && t.root.name == "" {
		notices = append(notices, "No event around this time names the process. It may be older than the service keeps "+
			"events: widen the hours, or begin at another.")
	}
	return notices
}

// node is a process as a figure.
func (t *Tree) node(p *process, id string, root bool) figure {
	icon, color, start := "cog", "gray", "seen starting"
	if p.started.IsZero() {
		icon, color, start = "question-circle", "silver", "not seen starting: named by what it started or did"
	}
	if root {
		icon, color = "crosshair", "mediumseagreen"
	}
	v, judged := t.verdict(p)
	if c := v.color(); c != "" {
		color = c
	}
	made := figure{
		said("id", id), said("title", p.title()), said("subtitle", firstPart(p.command)), said("mainstat", p.account),
		said("secondarystat", p.time().Format(time.DateTime)), said("icon", icon), said("color", color),
		said("Path", fullPath(p.folder, p.name)), said("Integrity", p.integrity),
		dated("Timestamp", p.moment()), said("Start", start), said("DeviceName", p.deviceName), said("DeviceId", p.device),
		said("SHA1", p.sha1), said("SHA256", p.sha256),
	}
	made = append(made, inParts("CommandLine", p.command)...)
	if p.isNamed() {
		made = append(made, counted("ProcessId", p.id), dated("ProcessCreationTime", p.time()))
	}
	if judged {
		made = append(made, said("Verdict", v.String()), said("AlertId", v.alert))
	}
	return made
}

// things are what the shown processes reached for, as far as there is room: a node
// each, and an edge for each way in which a process reached for it.
func (t *Tree) things(ids map[key]string) (nodes, edges []figure, left int) {
	known := map[string]string{}
	room := t.limits.Nodes - len(ids)
	for _, d := range t.byTurns() {
		by := ids[t.kin.same(d.by)]
		if by == "" {
			continue
		}
		name := d.kind + "\x00" + d.target
		id, is := known[name]
		if !is {
			if len(nodes) < room {
				id = d.kind + ": " + d.target
				nodes = append(nodes, append(figure{
					said("id", id), said("color", "lightsteelblue"), said("Kind", d.kind), dated("Timestamp", d.first),
				}, d.facts...))
			} else {
				left++
			}
			known[name] = id
		}
		if id != "" {
			edges = append(edges, figure{
				said("source", by), said("target", id), said("mainstat", d.action),
				said("secondarystat", events(d.count)), dated("First", d.first), dated("Last", d.last),
			})
		}
	}
	return nodes, edges, left
}

// byTurns are the deeds, the earliest of each kind before the second of any: where
// there is no room for all, no kind takes it alone.
func (t *Tree) byTurns() []deed {
	sorted := slices.Clone(t.deeds)
	slices.SortStableFunc(sorted, func(a, b deed) int {
		return cmp.Or(a.first.Compare(b.first), cmp.Compare(a.target, b.target), cmp.Compare(a.action, b.action))
	})
	turns, turn := make([]int, len(sorted)), map[string]int{}
	order := make([]int, len(sorted))
	for i, d := range sorted {
		order[i], turns[i] = i, turn[d.kind]
		turn[d.kind]++
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(turns[a], turns[b]) })
	made := make([]deed, len(sorted))
	for i, at := range order {
		made[i] = sorted[at]
	}
	return made
}

func events(count int64) string {
	if count == 1 {
		return "1 event"
	}
	return text(count) + " events"
}

func text(number int64) string { return strconv.FormatInt(number, 10) }
