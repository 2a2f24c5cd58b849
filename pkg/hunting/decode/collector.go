package decode

// collector makes cells of tokens.
type collector interface {
	set(t *token, row int) (fits bool) // of a token that is not null; row is counted from 1
	null(row int)
	finish(rows int) Cells
}

func newCollector(kind Type, s *stores) collector {
	switch kind {
	case TypeDateTime:
		return &times{store: &s.times}
	case TypeTimeSpan:
		return &spans{store: &s.reals}
	case TypeBool:
		return &bools{}
	case TypeInt:
		return &ints{store: &s.ints}
	case TypeLong:
		return &longs{store: &s.longs}
	case TypeReal, TypeDecimal:
		return &reals{store: &s.reals}
	case TypeGUID:
		return &guids{interner: interner{stores: s}}
	case TypeDynamic:
		return &documents{stores: s}
	}
	return &texts{interner: interner{stores: s}, cells: cells[string]{missing: &empty}}
}
