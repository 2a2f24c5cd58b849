package graphs

import (
	"fmt"
	"strconv"

	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting"
)

// Sketch draws the tree: the root first, then what is nearest to it, then the edges.
// The notices say what is left out, one sentence each.
func (t *Tree) Sketch() (made *hunting.Answer, notices []string) {
	shown, notices := t.shown()
	root := t.root()
	ids := map[key]string{}
	var nodes, edges []figure
	for _, p := range shown {
		ids[p.key] = fmt.Sprintf("%s %d of %s", p.name, p.id, p.time().Format("2006-01-02T15:04:05.999Z"))
		nodes = append(nodes, t.node(p, ids[p.key], p == root))
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
			"nodes. Raise limits.nodes, or show fewer kinds of events.", left, t.nodes))
	}
	if t.orphans[root.id] > 0 {
		notices = append(notices, fmt.Sprintf("%d processes name a parent of the id %d without its creation, and are left "+
			"out, as ids are used again.", t.orphans[root.id], root.id))
	}
	if root.started.IsZero() && root.name == "" {
		notices = append(notices, "No event around this time names the process. It may be older than the service keeps "+
			"events; widen the hours, or begin at another.")
	}
	return sketch(append(append(nodes, things...), append(edges, done...)...)), notices
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
	name := p.name
	if name == "" {
		name = fmt.Sprintf("process %d", p.id)
	}
	made := figure{
		said("id", id), said("title", name), said("subtitle", p.command), said("mainstat", p.account),
		said("secondarystat", p.time().Format("2006-01-02 15:04:05")), said("icon", icon), said("color", color),
		said("CommandLine", p.command), said("Path", fullPath(p.folder, p.name)), said("Integrity", p.integrity),
		counted("ProcessId", p.id), dated("Timestamp", p.moment()), dated("ProcessCreationTime", p.time()),
		said("Start", start), said("DeviceName", p.deviceName), said("DeviceId", p.device),
		said("SHA1", p.sha1), said("SHA256", p.sha256),
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
	room := t.nodes - len(ids)
	for _, d := range t.deeds {
		by := ids[d.by]
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

func events(count int64) string {
	if count == 1 {
		return "1 event"
	}
	return text(count) + " events"
}

func text(number int64) string { return strconv.FormatInt(number, 10) }
