package hunting

import (
	"encoding/json"
	"time"
)

// cells are the cells of one column while they arrive.
type cells interface {
	grow()                                      // adds a row whose cell is null
	set(raw []byte, collection bool) (fit bool) // gives the last row a value, JSON as it came
	cells() Cells
}

func newCells(kind Type) cells {
	switch kind {
	case TypeDateTime:
		return &typed[time.Time]{parse: text(parseDateTime), done: func(c []*time.Time) Cells { return Times(c) }}
	case TypeTimeSpan:
		return &typed[float64]{parse: text(parseTimeSpan), done: func(c []*float64) Cells { return Reals(c) }}
	case TypeBool:
		return &typed[bool]{parse: parseBool, done: func(c []*bool) Cells { return Bools(c) }}
	case TypeInt:
		return &typed[int32]{parse: parseInt, done: func(c []*int32) Cells { return Ints(c) }}
	case TypeLong:
		return &typed[int64]{parse: parseLong, done: func(c []*int64) Cells { return Longs(c) }}
	case TypeReal, TypeDecimal:
		return &typed[float64]{parse: parseReal, done: func(c []*float64) Cells { return Reals(c) }}
	case TypeGUID:
		return &typed[string]{parse: text(parseGUID), done: func(c []*string) Cells { return Texts(c) }}
	case TypeDynamic:
		return &documents{}
	}
	return &texts{}
}

// typed are cells whose values have one Go type.
type typed[T time.Time | float64 | bool | int32 | int64 | string] struct {
	all   []*T
	parse func(raw []byte) (T, bool)
	done  func([]*T) Cells
}

func (c *typed[T]) grow()        { c.all = append(c.all, nil) }
func (c *typed[T]) cells() Cells { return c.done(c.all) }

func (c *typed[T]) set(raw []byte, _ bool) bool {
	last := len(c.all) - 1
	c.all[last] = nil
	if isNull(raw) {
		return true
	}
	value, fits := c.parse(raw)
	if fits {
		c.all[last] = &value
	}
	return fits
}

// texts are the cells of a string column, which are never null.
type texts struct{ all Texts }

var empty = ""

func (c *texts) grow()        { c.all = append(c.all, &empty) }
func (c *texts) cells() Cells { return c.all }

func (c *texts) set(raw []byte, collection bool) bool {
	last := len(c.all) - 1
	c.all[last] = &empty
	if isNull(raw) {
		return true
	}
	if value, isText := unquote(raw); isText {
		c.all[last] = &value
		return true
	}
	c.all[last] = new(string(clean(raw, collection)))
	return true
}

// documents are the cells of a dynamic column.
type documents struct{ all Documents }

func (c *documents) grow()        { c.all = append(c.all, nil) }
func (c *documents) cells() Cells { return c.all }

func (c *documents) set(raw []byte, collection bool) bool {
	last := len(c.all) - 1
	c.all[last] = nil
	document := clean(raw, collection)
	if !isNull(document) {
		c.all[last] = new(json.RawMessage(document))
	}
	return true
}

// isNull knows the service's two spellings. An empty bag cannot be told from a
// null one; null is what the service means by it in every capture seen.
func isNull(raw []byte) bool {
	if string(raw) == "null" {
		return true
	}
	if len(raw) < 2 || raw[0] != '{' {
		return false
	}
	for _, b := range raw[1 : len(raw)-1] {
		if b > ' ' {
			return false
		}
	}
	return true
}
