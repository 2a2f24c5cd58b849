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

// defaultDepth is how many generations a tree has up and down unless its query says else.
const defaultDepth = 10

// Tree is a process with its ancestors and descendants, made of what one hunt after
// the other tells.
type Tree struct {
	target kql.Target
	limits kql.Limits

	told     []telling
	orphans  map[int64]int // processes by the parent's id, where its creation is not told
	evidence []evidence
	deeds    []deed
	counts   map[string]int // rows by their table
	asked    map[key]bool
	leaves   int64 // negative ids, given to processes that tell none

	kin   kin
	root  *process
	grown bool // kin and root are those of all that is told
}

// NewTree is a tree of which nothing is known but its root.
func NewTree(target kql.Target, limits kql.Limits) *Tree {
	limits.Depth = cmp.Or(limits.Depth, defaultDepth)
	limits.Nodes = cmp.Or(limits.Nodes, kql.DefaultNodes)
	limits.Rows = cmp.Or(limits.Rows, kql.MostStarts)
	return &Tree{
		target: target, limits: limits, orphans: map[int64]int{}, counts: map[string]int{}, asked: map[key]bool{},
	}
}

// Add reads the rows of one of the tree's hunts.
func (t *Tree) Add(a *hunting.Answer) {
	t.grown = false
	r := rowsOf(a)
	for row := range r.count {
		table := r.text("SourceTable", row)
		t.counts[table]++
		switch table {
		case kql.StartsTable:
			t.addStart(r, row)
		case kql.EvidenceTable:
			t.evidence = append(t.evidence, r.evidence(row))
		default:
			t.addDeed(r, table, row)
		}
	}
}

func (t *Tree) addStart(r rows, row int) {
	started, has := r.started(row)
	if !has { // a leaf: nothing can name it as its parent
		t.leaves--
		started.key = key{t.leaves, r.time("Timestamp", row).UnixNano()}
	}
	actor, named := r.initiating(row)
	if id, has := r.number("InitiatingProcessId", row); has && !named {
		t.orphans[id]++
	}
	t.told = append(t.told, telling{started, itsStart, actor.key})
	if !named {
		return
	}
	parent, named := r.grandparent(row)
	t.told = append(t.told, telling{actor, asActor, parent.key})
	if named {
		t.told = append(t.told, telling{parent, asParent, key{}})
	}
}

// grow finds out who is whose parent, and the root: its creation is told in
// milliseconds, and rows know it to 100 ns.
func (t *Tree) grow() {
	if t.grown {
		return
	}
	t.grown = true
	t.kin = kinOf(t.told)
	id, _ := strconv.ParseInt(string(t.target.ProcessID), 10, 64) // digits, as the query was read
	at := key{id, t.target.CreatedMs.Time().UnixNano()}
	t.root = &process{key: at, device: t.target.DeviceID}
	for _, unit := range []int64{int64(time.Millisecond), second} {
		for _, p := range t.kin.order {
			if p.id == id && p.created/unit == at.created/unit && (unit < second || isWhole(p.key, at)) {
				t.root = p
				return
			}
		}
	}
}

// isWhole tells creations of which one is told to the second only.
func isWhole(a, b key) bool { return a.created%second == 0 || b.created%second == 0 }

// ancestors are those of the root, the nearest first, and whether there are more.
func (t *Tree) ancestors() (found []*process, more bool) {
	t.grow()
	for at := t.root.parent; at != nil; at = at.parent {
		if len(found) == t.limits.Depth {
			return found, true
		}
		found = append(found, at)
	}
	return found, false
}

// descendants are those of the root, generation by generation and in each by their
// creation, and how many are further away than the depth.
func (t *Tree) descendants() (found []*process, deeper int) {
	t.grow()
	for generation, next := 1, t.root.children; len(next) > 0; generation++ {
		if generation > t.limits.Depth {
			deeper += len(next)
		} else {
			found = append(found, next...)
		}
		var after []*process
		for _, p := range next {
			after = append(after, p.children...)
		}
		next = after
	}
	return found, deeper
}

// Earlier are the ancestors that were only named and have not been asked for yet:
// their own starts would tell more of them, and who started them.
func (t *Tree) Earlier() []kql.ProcessKey {
	above, _ := t.ancestors()
	var wanted []kql.ProcessKey
	for _, p := range above {
		if p.started.IsZero() && !t.asked[p.key] {
			t.asked[p.key] = true
			wanted = append(wanted, p.named())
		}
	}
	return wanted
}

// Doers are the root and its descendants, as far as they are shown: those whose deeds
// a tree can show. Ancestors are the system's or the user's shell, and do all there is.
func (t *Tree) Doers() []kql.ProcessKey {
	shown, _ := t.shown()
	above, _ := t.ancestors()
	var doers []kql.ProcessKey
	for _, p := range shown {
		if p.isNamed() && !slices.Contains(above, p) {
			doers = append(doers, p.named())
		}
	}
	return doers
}

// shown are the processes that fit the limit of nodes, the nearest to the root first.
func (t *Tree) shown() (shown []*process, notices []string) {
	above, more := t.ancestors()
	below, deeper := t.descendants()
	shown = slices.Concat([]*process{t.root}, above, below)
	if more {
		notices = append(notices, fmt.Sprintf("The process has more than %d generations of ancestors. Raise limits.depth.",
			t.limits.Depth))
	}
	if deeper > 0 {
		notices = append(notices, fmt.Sprintf("%s more than %d generations away and left out. Raise limits.depth.",
			countedAre(deeper, "descendant"), t.limits.Depth))
	}
	if all := len(shown); all > t.limits.Nodes {
		shown = shown[:t.limits.Nodes]
		notices = append(notices, fmt.Sprintf("The tree has %d processes and shows the nearest %d. "+
			"Raise limits.nodes, or begin at a process further down.", all, t.limits.Nodes))
	}
	return shown, notices
}

func countedAre(n int, noun string) string {
	if n == 1 {
		return "1 " + noun + " is"
	}
	return strconv.Itoa(n) + " " + noun + "s are"
}
