package decode

import (
	"bytes"
	"io"
)

// clean is the JSON of a dynamic cell without what OData put into it: the keys
// `@odata.type` and `X@odata.type` at every level are removed, and the strings of
// a `#Collection(String)` are read as the objects that they hold. The rest is as
// it came, the digits of numbers and the order of keys among it. What it gives may
// be the token's own bytes, and is good until it is called again.
func (c *cleaner) clean(t *token) []byte {
	if !t.collection && !bytes.Contains(t.raw, []byte(sidecar)) {
		return t.raw
	}
	c.window = window{buf: t.raw, held: -1, ended: io.EOF}
	c.scanner.window = &c.window
	c.out = c.out[:0]
	if c.value(t.collection) != nil { // can't be: the token has been read before
		return t.raw
	}
	return c.out
}

// inMemory is a scanner of a text that is there already.
func inMemory(text []byte) *scanner {
	return &scanner{window: &window{buf: text, held: -1, ended: io.EOF}}
}

type cleaner struct {
	scanner
	window window
	out    []byte
	token  token
}

func (c *cleaner) value(collection bool) error {
	kind, err := c.next()
	if err != nil {
		return err
	}
	switch kind {
	case '{':
		return c.object()
	case '[':
		return c.array(collection)
	}
	if err := c.scanner.value(&c.token); err != nil {
		return err
	}
	c.out = append(c.out, c.token.raw...)
	return nil
}

func (c *cleaner) object() error {
	more, err := c.begins('{')
	c.out = append(c.out, '{')
	var collection []byte
	for first := true; more && err == nil; {
		if err := c.key(&c.token); err != nil {
			return err
		}
		spelling, name := c.token.raw, c.token.text
		if len(name)+2 < len(spelling) {
			name = bytes.Clone(name) // escapes are undone in a place that the next string uses
		}
		if err := c.take(':'); err != nil {
			return err
		}
		if described, yes := bytes.CutSuffix(name, []byte(sidecar)); yes {
			if err := c.scanner.value(&c.token); err != nil {
				return err
			}
			if string(c.token.raw) == collectionOfStrings {
				collection = described
			}
		} else {
			if !first {
				c.out = append(c.out, ',')
			}
			first = false
			c.out = append(append(c.out, spelling...), ':')
			if err := c.value(len(collection) > 0 && bytes.Equal(collection, name)); err != nil {
				return err
			}
		}
		more, err = c.goesOn('}')
	}
	c.out = append(c.out, '}')
	return err
}

// array writes elements as they are; in a collection whose every string holds a
// JSON object, it writes the objects.
func (c *cleaner) array(collection bool) error {
	if collection {
		start := c.at
		if err := c.scanner.value(&c.token); err != nil {
			return err
		}
		if objects, all := held(c.token.raw); all {
			c.out = append(c.out, objects...)
			return nil
		}
		c.at = start
	}
	more, err := c.begins('[')
	c.out = append(c.out, '[')
	for first := true; more && err == nil; first = false {
		if !first {
			c.out = append(c.out, ',')
		}
		if err = c.value(false); err == nil {
			more, err = c.goesOn(']')
		}
	}
	c.out = append(c.out, ']')
	return err
}

// held is the array of the JSON objects that the strings of an array hold; false
// if one holds none.
func held(array []byte) ([]byte, bool) {
	s := inMemory(array)
	more, err := s.begins('[')
	out := []byte{'['}
	for more && err == nil {
		var t token
		if err = s.value(&t); err != nil || t.kind != '"' {
			return nil, false
		}
		object, holds := objectIn(t.text)
		if !holds {
			return nil, false
		}
		if len(out) > 1 {
			out = append(out, ',')
		}
		out = append(out, object...)
		more, err = s.goesOn(']')
	}
	return append(out, ']'), err == nil
}

// objectIn is the JSON object that a text holds, cleaned; false if it holds none.
func objectIn(text []byte) ([]byte, bool) {
	s := inMemory(text)
	var t token
	if err := s.value(&t); err != nil || t.kind != '{' {
		return nil, false
	}
	if _, err := s.next(); err == nil {
		return nil, false
	}
	var c cleaner
	return c.clean(&t), true
}
