package hunting

import (
	"bytes"
	"encoding/json"
	"strings"
)

// clean is the JSON of a dynamic cell without what OData put into it: the keys
// `@odata.type` and `X@odata.type` at every level are removed, and the strings of
// a `#Collection(String)` are read as the objects that they hold. Numbers keep
// their digits and objects their order.
func clean(raw []byte, collection bool) []byte {
	if !collection && !bytes.Contains(raw, []byte(sidecar)) {
		return bytes.Clone(raw)
	}
	from := json.NewDecoder(bytes.NewReader(raw))
	from.UseNumber()
	var c cleaner
	if c.value(from, collection) != nil { // can't be: the row's decoder has read it before
		return bytes.Clone(raw)
	}
	return c.out.Bytes()
}

type cleaner struct{ out bytes.Buffer }

func (c *cleaner) value(from *json.Decoder, collection bool) error {
	token, err := from.Token()
	if err != nil {
		return err
	}
	switch token {
	case json.Delim('{'):
		return c.object(from)
	case json.Delim('['):
		return c.array(from, collection)
	}
	return c.scalar(token)
}

func (c *cleaner) object(from *json.Decoder) error {
	c.out.WriteByte('{')
	first, collection := true, ""
	for from.More() {
		token, err := from.Token()
		if err != nil {
			return err
		}
		key, _ := token.(string)
		if name, described := strings.CutSuffix(key, sidecar); described {
			var of json.RawMessage
			if err := from.Decode(&of); err != nil {
				return err
			}
			if string(of) == collectionOfStrings {
				collection = name
			}
			continue
		}
		if !first {
			c.out.WriteByte(',')
		}
		first = false
		if err := c.scalar(key); err != nil {
			return err
		}
		c.out.WriteByte(':')
		if err := c.value(from, collection != "" && collection == key); err != nil {
			return err
		}
	}
	c.out.WriteByte('}')
	_, err := from.Token()
	return err
}

// array writes elements as they are; in a collection whose every string holds a
// JSON object, it writes the objects.
func (c *cleaner) array(from *json.Decoder, collection bool) error {
	elements := []json.RawMessage{}
	for from.More() {
		var element json.RawMessage
		if err := from.Decode(&element); err != nil {
			return err
		}
		elements = append(elements, element)
	}
	if objects, all := held(elements); collection && all {
		elements = objects
	}
	c.out.WriteByte('[')
	for i, element := range elements {
		if i > 0 {
			c.out.WriteByte(',')
		}
		c.out.Write(clean(element, false))
	}
	c.out.WriteByte(']')
	_, err := from.Token()
	return err
}

// held are the JSON objects that the strings hold; false if one holds none.
func held(elements []json.RawMessage) ([]json.RawMessage, bool) {
	objects := make([]json.RawMessage, len(elements))
	for i, element := range elements {
		text, isText := unquote(element)
		if !isText || !strings.HasPrefix(strings.TrimSpace(text), "{") || !json.Valid([]byte(text)) {
			return nil, false
		}
		objects[i] = json.RawMessage(text)
	}
	return objects, true
}

func (c *cleaner) scalar(value json.Token) error {
	enc := json.NewEncoder(&c.out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(value); err != nil {
		return err
	}
	c.out.Truncate(c.out.Len() - 1) // the encoder ends its value with a newline
	return nil
}
