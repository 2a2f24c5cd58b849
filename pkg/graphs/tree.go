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

// What graphs have unless their query says else.
const (
	defaultDepth = 10
	defaultNodes = 150 // more cannot be told apart on a screen
)

// Tree is a process with its ancestors and descendants, made of what one hunt after
// the other tells.
type Tree struct {
	target       kql.Target
	depth, nodes int

	all      map[key]*process
	order    []*process    // as rows named them, so that equal rows make equal graphs
	orphans  map[int64]int // processes by the parent's id, where its creation is not told
	evidence []evidence
	deeds    []deed
	asked    map[key]bool
}

// NewTree is a tree of which nothing is known but its root.
func NewTree(target kql.Target, limits kql.Limits) *Tree {
	t := &Tree{
		target: target, depth: limits.Depth, nodes: limits.Nodes,
		all: map[key]*process{}, orphans: map[int64]int{}, asked: map[key]bool{},
	}
	if t.depth == 0 {
		t.depth = defaultDepth
	}
	if t.nodes == 0 {
		t.nodes = defaultNodes
	}
	return t
}

// Add reads the rows of one of the tree's hunts.
func (t *Tree) Add(a *hunting.Answer) {
	r := rowsOf(a)
	for row := range r.count {
		switch table := r.text("SourceTable", row); table {
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
	told, has := r.started(row)
	if !has {
		return
	}
	child := t.know(told)
	parent, named := r.initiating(row)
	if !named {
		if id, has := r.number("InitiatingProcessId", row); has {
			t.orphans[id]++
		}
		return
	}
	t.adopt(t.know(parent), child)
	if grandparent, named := r.grandparent(row); named {
		t.adopt(t.know(grandparent), t.all[parent.key])
	}
}

// know adds what is told of a process.
func (t *Tree) know(told process) *process {
	known, is := t.all[told.key]
	if !is {
		known = &process{key: told.key}
		t.all[told.key] = known
		t.order = append(t.order, known)
	}
	known.fill(told)
	return known
}

// adopt makes one process the parent of another that has none; a process that some
// row names as its own ancestor is left as it is.
func (t *Tree) adopt(parent, child *process) {
	if child.parent != nil {
		return
	}
	for at := parent; at != nil; at = at.parent {
		if at == child {
			return
		}
	}
	child.parent = parent
	parent.children = append(parent.children, child)
}

// root is the process that the tree is about. Its creation is told in milliseconds
// and rows know it to 100 ns.
func (t *Tree) root() *process {
	id, _ := strconv.ParseInt(string(t.target.ProcessID), 10, 64)
	created := t.target.CreatedMs.Time()
	for _, p := range t.order {
		if p.id == id && p.time().Truncate(time.Millisecond).Equal(created) {
			return p
		}
	}
	return t.know(process{key: key{id, created.UnixNano()}, device: t.target.DeviceID})
}

// ancestors are those of the root, the nearest first, and whether there are more.
func (t *Tree) ancestors() (found []*process, more bool) {
	for at := t.root().parent; at != nil; at = at.parent {
		if len(found) == t.depth {
			return found, true
		}
		found = append(found, at)
	}
	return found, false
}

// descendants are those of the root, generation by generation and in each by their
// creation, and how many are further away than the depth.
func (t *Tree) descendants() (found []*process, deeper int) {
	for generation, next := 1, t.root().children; len(next) > 0; generation++ {
		slices.SortStableFunc(next, func(a, b *process) int { return cmp.Compare(a.created, b.created) })
		if generation > t.depth {
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
	found, _ := t.ancestors()
	var wanted []kql.ProcessKey
	for _, p := range append([]*process{t.root()}, found...) {
		if p.started.IsZero() && !t.asked[p.key] {
			t.asked[p.key] = true
			wanted = append(wanted, p.named())
		}
	}
	return wanted
}

// Doers are the root and its descendants, whose deeds a tree can show.
func (t *Tree) Doers() []kql.ProcessKey {
	shown, _ := t.shown()
	var keys []kql.ProcessKey
	for _, p := range shown {
		keys = append(keys, p.named())
	}
	above, _ := t.ancestors()
	return slices.DeleteFunc(keys, func(k kql.ProcessKey) bool {
		return slices.ContainsFunc(above, func(p *process) bool { return p.named() == k })
	})
}

// shown are the processes that fit the limit of nodes, the nearest to the root first.
func (t *Tree) shown() (shown []*process, notices []string) {
	above, more := t.ancestors()
	below, deeper := t.descendants()
	shown = slices.Concat([]*process{t.root()}, above, below)
	if more {
		notices = append(notices, fmt.Sprintf("The process has more than %d generations of ancestors. Raise limits.depth.",
			t.depth))
	}
	if deeper > 0 {
		notices = append(notices, fmt.Sprintf("%d descendants are more than %d generations away and are left out. "+
			"Raise limits.depth.", deeper, t.depth))
	}
	if all := len(shown); all > t.nodes {
		shown = shown[:t.nodes]
		notices = append(notices, fmt.Sprintf("The tree has %d processes and shows the nearest %d. "+
			"Raise limits.nodes, or begin at a process further down.", all, t.nodes))
	}
	return shown, notices
}
