package graphs

import (
	"time"

	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting"
	"github.com/huntboard/huntboard-defender-datasource/pkg/kql"
)

// rows are an answer's cells by their columns' names. A cell that is null or of a
// column that the answer lacks is the zero value.
type rows struct {
	columns map[string]hunting.Cells
	count   int
}

func rowsOf(a *hunting.Answer) rows {
	r := rows{map[string]hunting.Cells{}, a.Rows}
	for _, column := range a.Columns {
		r.columns[column.Name] = column.Cells
	}
	return r
}

func (r rows) text(name string, row int) string {
	if cells, are := r.columns[name].(hunting.Texts); are && cells[row] != nil {
		return *cells[row]
	}
	return ""
}

func (r rows) number(name string, row int) (int64, bool) {
	switch cells := r.columns[name].(type) {
	case hunting.Longs:
		if cells[row] != nil {
			return *cells[row], true
		}
	case hunting.Ints:
		if cells[row] != nil {
			return int64(*cells[row]), true
		}
	}
	return 0, false
}

func (r rows) time(name string, row int) time.Time {
	if cells, are := r.columns[name].(hunting.Times); are && cells[row] != nil {
		return *cells[row]
	}
	return time.Time{}
}

// key is what names a process, for maps: times are compared by ticks.
type key struct {
	id      int64
	created int64 // nanoseconds since 1970
}

// key is false for a row that names no process.
func (r rows) key(id, created string, row int) (key, bool) {
	number, has := r.number(id, row)
	at := r.time(created, row)
	if !has || at.IsZero() {
		return key{}, false
	}
	return key{number, at.UnixNano()}, true
}

func (k key) time() time.Time { return time.Unix(0, k.created).UTC() }

func (k key) named() kql.ProcessKey { return kql.ProcessKey{ID: k.id, Created: k.time()} }
