package recall

import (
	"hash/maphash"

	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting"
)

// What parts of an answer take in memory on 64-bit machines.
const (
	pointerBytes = 8
	headerBytes  = 24 // of a text or a document
	timeBytes    = 24
	columnBytes  = 128     // a column's name, type and slices
	answerBytes  = 8 << 10 // the rest: the stores that the decoder begins with, keys, notices
)

// size is about how many bytes an answer takes.
func size(a *hunting.Answer) int64 {
	total := int64(answerBytes)
	for _, column := range a.Columns {
		rows := int64(column.Cells.Len())
		total += columnBytes + int64(len(column.Name)) + rows*pointerBytes + values(column.Cells, rows)
	}
	return total
}

// values are the bytes that the cells point to; nulls count as values.
func values(cells hunting.Cells, rows int64) int64 {
	total := int64(0)
	switch c := cells.(type) {
	case hunting.Texts:
		return texts(c)
	case hunting.Documents:
		for _, document := range c {
			if document != nil {
				total += headerBytes + int64(len(*document))
			}
		}
	case hunting.Times:
		return rows * timeBytes
	case hunting.Longs, hunting.Reals:
		return rows * 8
	case hunting.Ints:
		return rows * 4
	case hunting.Bools:
		return 0 // all point to one of two
	}
	return total
}

// texts counts a text that repeats once, as the decoder keeps it once. Which were
// counted is remembered in a table of fixed size: a column with more texts than
// that is counted a little too large.
func texts(cells hunting.Texts) int64 {
	var counted [4096]*string
	seed, total := maphash.MakeSeed(), int64(0)
	for _, text := range cells {
		if text == nil {
			continue
		}
		at := &counted[maphash.Comparable(seed, text)%uint64(len(counted))]
		if *at != text {
			*at = text
			total += headerBytes + int64(len(*text))
		}
	}
	return total
}
