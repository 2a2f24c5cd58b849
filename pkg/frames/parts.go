package frames

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/grafana/grafana-plugin-sdk-go/data"

	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting"
)

// parts are the columns of an answer by what they are to a series.
type parts struct {
	times  []hunting.Column // datetimes
	values []hunting.Column // numbers, timespans among them
	labels []hunting.Column // texts, guids and bools: what tells series apart
	others []hunting.Column // dynamics
}

func partsOf(a *hunting.Answer) parts {
	var p parts
	for _, column := range a.Columns {
		switch column.Cells.(type) {
		case hunting.Times:
			p.times = append(p.times, column)
		case hunting.Ints, hunting.Longs, hunting.Reals:
			p.values = append(p.values, column)
		case hunting.Texts, hunting.Bools:
			p.labels = append(p.labels, column)
		default:
			p.others = append(p.others, column)
		}
	}
	return p
}

// labelsAt are the labels of a row; nil without label columns.
func (p parts) labelsAt(row int) data.Labels {
	if len(p.labels) == 0 {
		return nil
	}
	labels := make(data.Labels, len(p.labels))
	for _, column := range p.labels {
		labels[column.Name] = labelText(column.Cells, row)
	}
	return labels
}

// key tells sets of labels apart faster than the labels themselves would.
func (p parts) key(row int) string {
	var key strings.Builder
	for _, column := range p.labels {
		text := labelText(column.Cells, row)
		fmt.Fprintf(&key, "%d:%s", len(text), text)
	}
	return key.String()
}

// labelText is a cell as a label; null is the empty label.
func labelText(cells hunting.Cells, row int) string {
	switch c := cells.(type) {
	case hunting.Texts:
		if c[row] != nil {
			return *c[row]
		}
	case hunting.Bools:
		if c[row] != nil {
			return strconv.FormatBool(*c[row])
		}
	}
	return ""
}

// names lists columns for a sentence: `A, B and C`.
func names(columns []hunting.Column) string {
	all := make([]string, len(columns))
	for i, column := range columns {
		all[i] = column.Name
	}
	if len(all) < 2 {
		return strings.Join(all, "")
	}
	last := len(all) - 1
	return strings.Join(all[:last], ", ") + " and " + all[last]
}

// spoken writes labels for a sentence: `DeviceName="srv-01", OSPlatform="Linux"`.
func (p parts) spoken(row int) string {
	all := make([]string, len(p.labels))
	for i, column := range p.labels {
		all[i] = fmt.Sprintf("%s=%q", column.Name, labelText(column.Cells, row))
	}
	return strings.Join(all, ", ")
}
