package decode

import "encoding/json"

// documents are the cells of a dynamic column.
type documents struct {
	cells[json.RawMessage]
	stores *stores
	free   []byte // what is left of the last block
	size   int    // of that block
}

func (c *documents) finish(rows int) Cells { return Documents(c.joined(rows)) }

func (c *documents) set(t *token, row int) bool {
	document := c.stores.cleaner.clean(t)
	if document[0] == '{' && isEmptyBag(document) { // there was nothing in it but its own type
		c.put(row, nil)
		return true
	}
	c.put(row, c.stores.documents.put(c.keep(document)))
	return true
}

// keep copies a document into a block that it shares with others.
func (c *documents) keep(document []byte) json.RawMessage {
	if len(document) >= longText {
		return append(json.RawMessage(nil), document...)
	}
	if len(c.free) < len(document) {
		c.size = min(max(4*c.size, firstLetters), fullLetters)
		c.free = make([]byte, max(c.size, len(document)))
	}
	kept := c.free[:len(document):len(document)]
	copy(kept, document)
	c.free = c.free[len(document):]
	return kept
}
