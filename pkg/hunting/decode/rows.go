package decode

import "errors"

// rows collects the rows of an answer into its columns.
type rows struct {
	columns []column
	keys    *keyring
	count   int
	seen    bool // that there were results at all
}

func newRows(columns []column) *rows {
	return &rows{columns: columns, keys: newKeyring(columns)}
}

// read reads the list of results.
func (r *rows) read(s *scanner) error {
	if r.seen {
		return malformed("it has two lists of results")
	}
	r.seen = true
	more, err := s.begins('[')
	for more && err == nil {
		if err = r.row(s); err == nil {
			more, err = s.goesOn(']')
		}
	}
	return err
}

// row reads one row. A cell that is missing stays null; of two cells for one
// column the last counts.
func (r *rows) row(s *scanner) error {
	more, err := s.begins('{')
	if err != nil {
		return err
	}
	r.count++
	at := &r.keys.start
	var collection *column // whose sidecar says that it is a #Collection(String)
	var t token
	for more {
		if at, err = r.keys.read(s, at); err != nil {
			return err
		}
		if at.column == nil {
			if collection, err = r.aside(s, at, collection); err != nil {
				return err
			}
		} else {
			if err := s.value(&t); err != nil {
				return r.tooLong(err, at.column.name)
			}
			if len(t.raw) > MaxCell {
				return r.tooLong(errLong, at.column.name)
			}
			t.collection = at.column == collection
			at.column.set(&t, r.count)
		}
		if more, err = s.goesOn('}'); err != nil {
			return err
		}
	}
	return nil
}

// aside reads the value of a key that is no column, which may say that a column's
// next cell is a collection.
func (r *rows) aside(s *scanner, k *key, collection *column) (*column, error) {
	if k.of == nil {
		return collection, s.skip(maxDepth)
	}
	var t token
	if err := s.value(&t); err != nil {
		return nil, r.tooLong(err, k.of.name+sidecar)
	}
	if string(t.raw) == collectionOfStrings {
		return k.of, nil
	}
	return collection, nil
}

// tooLong says whose value it is that was too long.
func (r *rows) tooLong(err error, name string) error {
	if errors.Is(err, errLong) {
		return &CellTooLong{Column: shorten(name), Row: r.count}
	}
	return err
}

// table is what was read. The notices are in the schema's order.
func (r *rows) table() *Table {
	t := &Table{Columns: make([]Column, len(r.columns)), Rows: r.count}
	for i := range r.columns {
		c := &r.columns[i]
		t.Columns[i] = Column{
			Name: c.name, Type: c.kind, Cells: c.cells.finish(r.count), Misfits: c.misfits.count, Unsafe: c.unsafe(),
		}
		t.Notices = append(t.Notices, c.notices()...)
	}
	return t
}
