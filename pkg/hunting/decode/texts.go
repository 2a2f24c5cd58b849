package decode

import "bytes"

var empty = ""

// texts are the cells of a string column, which are never null.
type texts struct {
	cells[string]
	interner
	same *string // the last text, if it looks in JSON as it is: a string without escapes
}

func (c *texts) finish(rows int) Cells { return Texts(c.joined(rows)) }

func (c *texts) set(t *token, row int) bool {
	text := t.text
	if t.kind != '"' {
		text = c.stores.cleaner.clean(t) // a string can hold any JSON
	}
	kept := c.get(text)
	c.put(row, kept)
	c.same = nil
	if t.kind == '"' && len(t.raw) == len(t.text)+2 {
		c.same = kept
	}
	return true
}

// guids are the cells of a guid column.
type guids struct {
	cells[string]
	interner
}

func (c *guids) finish(rows int) Cells { return Texts(c.joined(rows)) }

func (c *guids) set(t *token, row int) bool {
	text := bytes.TrimSuffix(bytes.TrimPrefix(t.text, []byte("{")), []byte("}"))
	if !isGUID(text) {
		c.put(row, nil)
		return false
	}
	c.put(row, c.get(text))
	return true
}

// isGUID checks the shape only: 8-4-4-4-12 hexadecimal digits.
func isGUID(text []byte) bool {
	if len(text) != 36 {
		return false
	}
	for i, c := range text {
		if dash := i == 8 || i == 13 || i == 18 || i == 23; dash != (c == '-') || !dash && hexDigit(c) < 0 {
			return false
		}
	}
	return true
}
