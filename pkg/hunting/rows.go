package hunting

import (
	"encoding/json"
	"fmt"
	"strings"
)

// rows collects the rows of an answer into its columns.
type rows struct {
	columns []column
	at      map[string]int // by exact name
	count   int
	seen    bool            // that there were results at all
	raw     json.RawMessage // one cell, its memory used again
}

// sidecar is how OData ends a key that describes another member; such a key
// stands right before its member (OData JSON 4.01, section 4.6).
const sidecar = "@odata.type"

// collectionOfStrings is how the service announces a dynamic array of objects:
// each element is a JSON string that holds the object.
const collectionOfStrings = `"#Collection(String)"`

func (r *rows) read(from *json.Decoder) error {
	if r.seen {
		return fmt.Errorf("it has two lists of results")
	}
	r.seen = true
	if err := open(from, '['); err != nil {
		return err
	}
	for from.More() {
		if err := r.row(from); err != nil {
			return err
		}
	}
	_, err := from.Token()
	return err
}

func (r *rows) row(from *json.Decoder) error {
	if err := open(from, '{'); err != nil {
		return err
	}
	for i := range r.columns {
		r.columns[i].cells.grow()
	}
	r.count++
	collection := "" // the column whose sidecar says that it is a #Collection(String)
	for from.More() {
		token, err := from.Token()
		if err != nil {
			return err
		}
		key, _ := token.(string) // inside an object the decoder lets nothing else through
		r.raw = r.raw[:0]
		if err := from.Decode(&r.raw); err != nil {
			return err
		}
		if len(r.raw) > maxCell {
			return &Error{Kind: KindCellTooLong, cell: cellAt{column: shorten(key), row: r.count, bytes: len(r.raw)}}
		}
		if i, known := r.at[key]; known {
			r.columns[i].set(r.raw, collection == key, r.count)
			continue
		}
		if name, described := strings.CutSuffix(key, sidecar); described && string(r.raw) == collectionOfStrings {
			collection = name
		}
	}
	_, err := from.Token()
	return err
}

// answer is what was read. The notices are in the schema's order.
func (r *rows) answer() *Answer {
	answer := &Answer{Columns: make([]Column, len(r.columns)), Rows: r.count}
	for i := range r.columns {
		c := &r.columns[i]
		answer.Columns[i] = Column{Name: c.name, Type: c.kind, Cells: c.cells.cells(), Misfits: c.misfits.count}
		answer.Notices = append(answer.Notices, c.notices()...)
	}
	return answer
}
