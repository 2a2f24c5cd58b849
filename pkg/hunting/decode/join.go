package decode

// Join puts the cells of one column of several answers one behind the other; false
// where name or type differ.
func Join(parts []Column) (Column, bool) {
	all := parts[0]
	cells, rows := make([]Cells, len(parts)), 0
	all.Misfits, all.Unsafe = 0, Unsafe{}
	for i, part := range parts {
		if part.Name != all.Name || part.Type != all.Type {
			return Column{}, false
		}
		cells[i] = part.Cells
		all.Misfits += part.Misfits
		if all.Unsafe.Count == 0 && part.Unsafe.Count > 0 {
			all.Unsafe.Row, all.Unsafe.Value = rows+part.Unsafe.Row, part.Unsafe.Value
		}
		all.Unsafe.Count += part.Unsafe.Count
		rows += part.Cells.Len()
	}
	var same bool
	all.Cells, same = joined(cells, rows)
	return all, same
}

func joined(parts []Cells, rows int) (Cells, bool) {
	switch parts[0].(type) {
	case Texts:
		return joinedAs[Texts](parts, rows)
	case Times:
		return joinedAs[Times](parts, rows)
	case Bools:
		return joinedAs[Bools](parts, rows)
	case Ints:
		return joinedAs[Ints](parts, rows)
	case Longs:
		return joinedAs[Longs](parts, rows)
	case Reals:
		return joinedAs[Reals](parts, rows)
	case Documents:
		return joinedAs[Documents](parts, rows)
	}
	return nil, false
}

// joinedAs copies pointers, once, into a slice of the right length.
func joinedAs[C interface {
	~[]*T
	Cells
}, T scalar](parts []Cells, rows int) (Cells, bool) {
	all := make(C, 0, rows)
	for _, part := range parts {
		same, is := part.(C)
		if !is {
			return nil, false
		}
		all = append(all, same...)
	}
	return all, true
}
