package graphs

import (
	"cmp"
	"slices"
	"time"
)

// telling is what a row tells of a process, and how well a row of its kind knows it.
type telling struct {
	process
	knows  knows
	parent key // that the row names; the zero key is none
}

// knows is how well a row knows a process that it names, the best first.
type knows int

const (
	itsStart knows = iota // the row is its start
	asActor               // it did what the row tells
	asParent              // it is only named as the parent of that
)

// kin are processes that know their parents and children.
type kin struct {
	all   map[key]*process
	order []*process // by their creation
	exact map[key][]key
}

// kinOf makes one process of all that rows tell of it, whatever the order of rows.
// What a better row tells goes first; a process that some row makes its own ancestor
// keeps the parent that it had.
func kinOf(told []telling) kin {
	k := kin{all: map[key]*process{}, exact: map[key][]key{}}
	told = slices.Clone(told)
	slices.SortStableFunc(told, func(a, b telling) int {
		return cmp.Or(cmp.Compare(a.knows, b.knows), cmp.Compare(a.created, b.created), cmp.Compare(a.id, b.id))
	})
	for _, t := range told {
		k.learn(t.key)
		k.learn(t.parent)
	}
	for _, t := range told {
		of := k.same(t.key)
		known, is := k.all[of]
		if !is {
			known = &process{key: of}
			k.all[of] = known
			k.order = append(k.order, known)
		}
		known.fill(t.process)
	}
	for _, t := range told {
		if parent := k.all[k.same(t.parent)]; parent != nil {
			adopt(parent, k.all[k.same(t.key)])
		}
	}
	slices.SortStableFunc(k.order, func(a, b *process) int {
		return cmp.Or(cmp.Compare(a.created, b.created), cmp.Compare(a.id, b.id))
	})
	for _, p := range k.order {
		if p.parent != nil {
			p.parent.children = append(p.parent.children, p)
		}
	}
	return k
}

func adopt(parent, child *process) {
	if child.parent != nil {
		return
	}
	for at := parent; at != nil; at = at.parent {
		if at == child {
			return
		}
	}
	child.parent = parent
}

const second = int64(time.Second)

// learn notes a key whose creation is told to more than a second.
func (k kin) learn(of key) {
	at := key{of.id, of.created / second}
	if of.created%second != 0 && !slices.Contains(k.exact[at], of) {
		k.exact[at] = append(k.exact[at], of)
	}
}

// same is the key of the same process as others tell it: some rows tell the creation
// of a parent to the second. An id is not used again within one, and where two
// processes seem to be in one, none is chosen.
func (k kin) same(of key) key {
	if found := k.exact[key{of.id, of.created / second}]; of.created%second == 0 && len(found) == 1 {
		return found[0]
	}
	return of
}
