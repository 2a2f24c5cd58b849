package graphs

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting"
	"github.com/huntboard/huntboard-defender-datasource/pkg/kql"
)

// caseFile is an alert with what it is about, and with the alerts that are about some
// of the same.
type caseFile struct {
	about  string // the alert's id
	nodes  []figure
	at     map[string]int // a node's place by its id
	edges  []figure
	joined map[string]bool // edges that are drawn already
	rows   rows
	vague  int // rows of evidence that name nothing
}

// OfAlert draws what a hunt of AlertInfo and AlertEvidence tells of an alert: the alert
// first, then what it is about, then other alerts about the same. The notices say what
// is left out, one sentence each.
func OfAlert(a *hunting.Answer, about string, limits kql.Limits) (made *hunting.Answer, notices []string) {
	c := caseFile{about: about, at: map[string]int{}, joined: map[string]bool{}, rows: rowsOf(a)}
	for _, own := range []bool{true, false} {
		for row := range c.rows.count {
			if (c.rows.text("AlertId", row) == about) == own {
				c.add(row)
			}
		}
	}
	if _, is := c.at["alert: "+about]; !is {
		notices = append(notices, "No row around this time names the alert "+about+". Widen the hours, or the time range.")
	}
	if c.vague > 0 {
		notices = append(notices, countedAre(c.vague, "row")+" of evidence that names nothing.")
	}
	most := cmp.Or(limits.Nodes, kql.DefaultNodes)
	if all := len(c.nodes); all > most {
		c.nodes = c.nodes[:most]
		notices = append(notices, fmt.Sprintf("The graph has %d nodes and shows the first %d, the alert's own before those "+
			"of other alerts. Raise limits.nodes.", all, most))
	}
	return sketch(append(c.nodes, c.kept()...)), notices
}

// add reads a row: an alert, and what the row of evidence is about.
func (c *caseFile) add(row int) {
	alert := "alert: " + c.rows.text("AlertId", row)
	c.put(alert, c.alert(row, alert))
	if c.rows.text("SourceTable", row) != kql.EvidenceTable {
		return
	}
	thing, facts := c.rows.entity(row)
	if thing == "" {
		c.vague++
		return
	}
	c.put(thing, append(figure{said("id", thing), said("color", "gray")}, facts...))
	role := c.rows.text("EvidenceRole", row)
	c.join(alert, thing, role, c.rows.text("EvidenceDirection", row))
	if device := c.rows.text("DeviceId", row); device != "" && isOn[c.rows.text("EntityType", row)] {
		device = "device: " + strings.ToLower(device)
		c.join(thing, device, "on", "")
	}
}

// isOn are the kinds of things that are on the device which their row names.
var isOn = map[string]bool{"Process": true, "File": true, "RegistryKey": true, "RegistryValue": true}

func (c *caseFile) alert(row int, id string) figure {
	r := c.rows
	severity := r.text("Severity", row)
	icon := "bell"
	if r.text("AlertId", row) == c.about {
		icon = "exclamation-triangle"
	}
	return figure{
		said("id", id), said("title", r.text("Title", row)), said("subtitle", r.text("ServiceSource", row)),
		said("mainstat", severity), said("secondarystat", r.time("Timestamp", row).Format(time.DateTime)),
		said("icon", icon), said("color", severityColor(severity)), said("Kind", "Alert"),
		dated("Timestamp", r.time("Timestamp", row)), said("AlertId", r.text("AlertId", row)),
		said("Severity", severity), said("Category", r.text("Category", row)),
		said("DetectionSource", r.text("DetectionSource", row)), said("AttackTechniques", r.text("AttackTechniques", row)),
	}
}

// put adds a node once; what it did not tell is taken from later rows.
func (c *caseFile) put(id string, told figure) {
	at, known := c.at[id]
	if !known {
		c.at[id] = len(c.nodes)
		c.nodes = append(c.nodes, told)
		return
	}
	for _, f := range told {
		c.nodes[at] = c.nodes[at].with(f)
	}
}

// with is the figure with a fact that it had not, or that said nothing.
func (f figure) with(more fact) figure {
	for i, has := range f {
		if has.name == more.name {
			if has.empty() {
				f[i] = more
			}
			return f
		}
	}
	return append(f, more)
}

func (c *caseFile) join(source, target, role, direction string) {
	key := source + "\x00" + target + "\x00" + role
	if c.joined[key] {
		return
	}
	c.joined[key] = true
	c.edges = append(c.edges, figure{
		said("source", source), said("target", target), said("mainstat", role), said("secondarystat", direction),
	})
}

// kept are the edges between nodes that are shown.
func (c *caseFile) kept() []figure {
	shown := func(f fact) bool {
		at, is := c.at[f.text]
		return is && at < len(c.nodes)
	}
	var kept []figure
	for _, edge := range c.edges {
		if shown(edge[0]) && shown(edge[1]) {
			kept = append(kept, edge)
		}
	}
	return kept
}
