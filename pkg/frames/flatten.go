package frames

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting"
	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting/decode"
)

// maxKeys is how many columns one column may become.
const maxKeys = 100

// flatten makes columns `X.key` of the keys of a column whose every cell is a JSON
// object or null: dynamics, and texts that hold one, as AdditionalFields do. What is
// inside a key stays as it is.
func flatten(a *hunting.Answer) (flat *hunting.Answer, odd []string) {
	wide := *a
	wide.Columns = nil
	for _, column := range a.Columns {
		keys, ok := keysOf(column)
		switch {
		case !ok:
			wide.Columns = append(wide.Columns, column)
		case len(keys.order) > maxKeys:
			wide.Columns = append(wide.Columns, column)
			odd = append(odd, fmt.Sprintf("The column %s has %d keys and is left whole, since at most %d become columns. "+
				"Take the ones you need with extend.", column.Name, len(keys.order), maxKeys))
		default:
			for _, key := range keys.order {
				wide.Columns = append(wide.Columns, uniform(column.Name+"."+key, keys.cells[key]))
			}
		}
	}
	return &wide, odd
}

// keyed are the objects of a column by their keys.
type keyed struct {
	order []string // as they first appear
	cells map[string]hunting.Documents
}

// keysOf is false for a column that holds anything but objects and nulls, or none.
func keysOf(column hunting.Column) (keyed, bool) {
	found := keyed{cells: map[string]hunting.Documents{}}
	rows := column.Cells.Len()
	for row := range rows {
		raw, ok := objectAt(column.Cells, row)
		if !ok {
			return keyed{}, false
		}
		if len(raw) > 0 && found.object(raw, row, rows) != nil {
			return keyed{}, false
		}
	}
	return found, len(found.order) > 0
}

// objectAt is a cell that may be a JSON object; nil for null.
func objectAt(cells hunting.Cells, row int) (raw []byte, ok bool) {
	switch c := cells.(type) {
	case hunting.Documents:
		if c[row] != nil {
			raw = *c[row]
		}
	case hunting.Texts:
		if c[row] != nil {
			raw = []byte(strings.TrimSpace(*c[row]))
		}
	default:
		return nil, false
	}
	return raw, len(raw) == 0 || raw[0] == '{'
}

// object reads the members of one object in their order.
func (k *keyed) object(raw []byte, row, rows int) error {
	from := json.NewDecoder(bytes.NewReader(raw))
	if _, err := from.Token(); err != nil {
		return err
	}
	for from.More() {
		token, err := from.Token()
		if err != nil {
			return err
		}
		key, _ := token.(string)
		var value json.RawMessage
		if err := from.Decode(&value); err != nil {
			return err
		}
		if k.cells[key] == nil {
			k.order = append(k.order, key)
			k.cells[key] = make(hunting.Documents, rows)
		}
		if string(value) != "null" {
			k.cells[key][row] = &value
		}
	}
	if _, err := from.Token(); err != nil {
		return err
	}
	if _, err := from.Token(); err != io.EOF {
		return errors.New("something follows the object")
	}
	return nil
}

// uniform gives a column the type that all its values have, else leaves them JSON.
func uniform(name string, cells hunting.Documents) hunting.Column {
	if texts, all := readAll[string](cells); all {
		return hunting.Column{Name: name, Type: hunting.TypeString, Cells: hunting.Texts(texts)}
	}
	if bools, all := readAll[bool](cells); all {
		return hunting.Column{Name: name, Type: hunting.TypeBool, Cells: hunting.Bools(bools)}
	}
	if longs, all := readAll[int64](cells); all {
		return hunting.Column{Name: name, Type: hunting.TypeLong, Cells: hunting.Longs(longs), Unsafe: unsafe(longs)}
	}
	if reals, all := readAll[float64](cells); all {
		return hunting.Column{Name: name, Type: hunting.TypeReal, Cells: hunting.Reals(reals)}
	}
	return hunting.Column{Name: name, Type: hunting.TypeDynamic, Cells: cells}
}

func readAll[T string | bool | int64 | float64](cells hunting.Documents) (values []*T, all bool) {
	values = make([]*T, len(cells))
	for row, cell := range cells {
		if cell != nil && json.Unmarshal(*cell, &values[row]) != nil {
			return nil, false
		}
	}
	return values, true
}

// unsafe are the numbers that a float64 cannot hold, as the decoder tells them.
func unsafe(longs hunting.Longs) (found decode.Unsafe) {
	for row, cell := range longs {
		if cell == nil || *cell <= 1<<53 && *cell >= -1<<53 {
			continue
		}
		if found.Count == 0 {
			found.Row, found.Value = row+1, *cell
		}
		found.Count++
	}
	return found
}
