package decode

import "bytes"

var empty = ""

// texts are the cells of a string column, which are never null.
type texts struct {
	cells[string]
	interner
}

func (c *texts) finish(rows int) Cells { return Texts(c.joined(rows)) }

func (c *texts) set(t *token, row int) bool {
	text := t.text
	if t.kind != '"' {
		text = clean(t) // a string can hold any JSON
	}
	c.put(row, c.get(text))
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
