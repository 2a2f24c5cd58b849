package decode

import (
	"hash/maphash"
)

// interner keeps each different text of a column once. It holds so many texts at
// most, and gives up on a column whose texts are nearly all different.
type interner struct {
	stores *stores
	last   *string // the text before, which is often the next one too
	texts  []entry
	table  []slot // open addressing, a power of two long, at most half full
	asked  int    // since the last look at whether it is worth it
	found  int
	off    bool
}

// entry is a text and the cell of it that all rows share.
type entry struct {
	text string
	cell *string
}

// slot is 0 or the place of a text in texts, counted from 1, with half of its
// hash; both are small so that the table stays in the processor's cache.
type slot struct{ hash, place uint32 }

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
			n.table, n.texts = nil, nil
			return n.get(text)
		}
	}
	n.last = n.look(text)
	return n.last
}

// look finds a text in the table, or puts it there.
func (n *interner) look(text []byte) *string {
	if 2*len(n.texts) >= len(n.table) && len(n.texts) < maxTexts {
		n.grow()
	}
	hash := uint32(maphash.Bytes(seed, text)) //nolint:gosec // half of it is enough
	mask := uint32(len(n.table) - 1)          //nolint:gosec // at most 2*maxTexts
	i := hash & mask
	for ; n.table[i].place > 0; i = (i + 1) & mask {
		if n.table[i].hash != hash {
			continue
		}
		if known := &n.texts[n.table[i].place-1]; known.text == string(text) {
			n.found++
			return known.cell
		}
	}
	kept := n.keep(text)
	if len(n.texts) < maxTexts {
		n.texts = append(n.texts, entry{*kept, kept})
		n.table[i] = slot{hash, uint32(len(n.texts))} //nolint:gosec // at most maxTexts
	}
	return kept
}

func (n *interner) grow() {
	old := n.table
	n.table = make([]slot, max(firstSlots, 2*len(old)))
	mask := uint32(len(n.table) - 1) //nolint:gosec // at most 2*maxTexts
	for _, s := range old {
		if s.place == 0 {
			continue
		}
		i := s.hash & mask
		for n.table[i].place > 0 {
			i = (i + 1) & mask
		}
		n.table[i] = s
	}
}

func (n *interner) keep(text []byte) *string {
	return n.stores.texts.put(n.stores.letters.put(text))
}
