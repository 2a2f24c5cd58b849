package graphs

import (
	"time"

	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting"
)

// fact is a cell of a node or an edge: a text, a number or a time.
type fact struct {
	name   string
	text   string
	number *int64
	at     time.Time
}

// figure is a node or an edge while a sketch is drawn: its facts by their columns.
type figure []fact

func said(name, text string) fact { return fact{name: name, text: text} }

func counted(name string, number int64) fact { return fact{name: name, number: &number} }

func dated(name string, at time.Time) fact { return fact{name: name, at: at} }

func (f fact) empty() bool { return f.text == "" && f.number == nil && f.at.IsZero() }

// sketch makes an answer of figures. A fact that says nothing is null, so that
// Grafana offers no link of its column there.
func sketch(figures []figure) *hunting.Answer {
	made := &hunting.Answer{Rows: len(figures)}
	at := map[string]int{}
	for row, f := range figures {
		for _, told := range f {
			if told.empty() {
				continue
			}
			i, known := at[told.name]
			if !known {
				i = len(made.Columns)
				at[told.name] = i
				made.Columns = append(made.Columns, told.column(len(figures)))
			}
			told.put(made.Columns[i].Cells, row)
		}
	}
	return made
}

// column is an empty one for facts of this kind.
func (f fact) column(rows int) hunting.Column {
	switch {
	case f.number != nil:
		return hunting.Column{Name: f.name, Type: hunting.TypeLong, Cells: make(hunting.Longs, rows)}
	case !f.at.IsZero():
		return hunting.Column{Name: f.name, Type: hunting.TypeDateTime, Cells: make(hunting.Times, rows)}
	}
	return hunting.Column{Name: f.name, Type: hunting.TypeString, Cells: make(hunting.Texts, rows)}
}

func (f fact) put(cells hunting.Cells, row int) {
	switch c := cells.(type) {
	case hunting.Longs:
		c[row] = f.number
	case hunting.Times:
		c[row] = &f.at
	case hunting.Texts:
		c[row] = &f.text
	}
}
