package decode

import "errors"

// rows collects the rows of an answer into its columns.
type rows struct {
	columns []column
	keys    *keyring
	count   int
	seen    bool // that there were results at all
	token   token
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
	r.count++
	t := &r.token
	var collection *column // whose sidecar says that it is a #Collection(String)
	k, err := r.keys.read(s, &r.keys.start)
	for ; k != nil && err == nil; k, err = r.keys.read(s, k) {
		switch {
		case k.again(s, r.count):
		case k.column != nil:
			if err := s.value(t); err != nil || len(t.raw) > MaxCell {
				return r.tooLong(err, k.column.name)
			}
			t.collection = k.column == collection
			k.column.set(t, r.count)
		case k.of != nil:
			if err := r.aside(s, k); err != nil {
				return err
			}
			if k.value == collectionOfStrings {
				collection = k.of
			}
		default:
			if err := s.skip(maxDepth); err != nil {
				return err
			}
		}
	}
	return err
}

// aside reads the value of a sidecar, which is nearly always what it was last time.
func (r *rows) aside(s *scanner, k *key) error {
	if s.startsWith(k.value) && k.value[len(k.value)-1] == '"' {
		s.at += len(k.value)
		return nil
	}
	if err := s.value(&r.token); err != nil {
		return r.tooLong(err, k.of.name+sidecar)
	}
	k.value = string(r.token.raw)
	return nil
}

// tooLong says whose value it is that was too long.
func (r *rows) tooLong(err error, name string) error {
	if err == nil || errors.Is(err, errLong) {
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
