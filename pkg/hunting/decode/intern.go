package decode

import (
	"hash/maphash"
)

// interner keeps each different text of a column once. It holds so many texts at
// most, and gives up on a column whose texts are nearly all different.
type interner struct {
	stores *stores
	last   *string // the text before, which is often the next one too
	table  []slot  // open addressing, a power of two long
	count  int
	asked  int // since the last look at whether it is worth it
	found  int
	off    bool
}

type slot struct {
	hash uint64
	text *string
}

const (
	firstSlots = 64
	maxTexts   = 16 << 10
	// lookEvery texts it is worth it if one in worthIt was there before: a text that
	// is found saves its letters, one that is not costs a tenth of what it takes to read it.
	lookEvery = 4096
	worthIt   = 16
)

var seed = maphash.MakeSeed()

func (n *interner) get(text []byte) *string {
	if n.last != nil && *n.last == string(text) {
		return n.last
	}
	if n.off {
		n.last = n.keep(text)
		return n.last
	}
	if n.asked++; n.asked == lookEvery {
		n.off = n.found < lookEvery/worthIt
		n.asked, n.found = 0, 0
		if n.off {
			n.table = nil
			return n.get(text)
		}
	}
	n.last = n.look(text)
	return n.last
}

// look finds a text in the table, or puts it there.
func (n *interner) look(text []byte) *string {
	if 2*n.count >= len(n.table) && n.count < maxTexts {
		n.grow()
	}
	hash := maphash.Bytes(seed, text)
	mask := uint64(len(n.table) - 1)
	for i := hash & mask; ; i = (i + 1) & mask {
		at := &n.table[i]
		if at.text == nil {
			kept := n.keep(text)
			if n.count < maxTexts {
				*at = slot{hash, kept}
				n.count++
			}
			return kept
		}
		if at.hash == hash && *at.text == string(text) {
			n.found++
			return at.text
		}
	}
}

func (n *interner) grow() {
	old := n.table
	n.table = make([]slot, max(firstSlots, 4*len(old)))
	mask := uint64(len(n.table) - 1)
	for _, s := range old {
		if s.text == nil {
			continue
		}
		i := s.hash & mask
		for n.table[i].text != nil {
			i = (i + 1) & mask
		}
		n.table[i] = s
	}
}

func (n *interner) keep(text []byte) *string {
	return n.stores.texts.put(n.stores.letters.put(text))
}
