package frames

import (
	"fmt"
	"slices"
	"strings"

	"github.com/grafana/grafana-plugin-sdk-go/data"

	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting"
	"github.com/huntboard/huntboard-defender-datasource/pkg/kql"
)

// parts are the columns of an answer by what they are to a series.
type parts struct {
	times  []hunting.Column // datetimes
	values []hunting.Column // numbers, timespans among them
	labels []hunting.Column // keys of the last summarize, texts, guids and bools: what tells series apart
	others []hunting.Column // dynamics
}

// partsOf sorts the columns. A key is a label whatever its type, so that no port or
// error code is ever taken for a value; the time bin is none where there is an axis.
func partsOf(a *hunting.Answer, s kql.Summary, axis bool) parts {
	var p parts
	for i, column := range a.Columns {
		key := slices.Contains(s.Keys, column.Name) || i < len(s.Keys) && s.Keys[i] == ""
		if axis && column.Name == s.Axis {
			key = false
		}
		switch column.Cells.(type) {
		case hunting.Texts, hunting.Bools:
			key = true
		}
		switch column.Cells.(type) {
		case hunting.Times:
			p.times = append(p.times, column)
		case hunting.Ints, hunting.Longs, hunting.Reals:
			if !key {
				p.values = append(p.values, column)
			}
		default:
			if !key {
				p.others = append(p.others, column)
			}
		}
		if key {
			p.labels = append(p.labels, column)
		}
	}
	p.keepAxis(axis)
	return p
}

// keepAxis takes the times that are labels off the times.
func (p *parts) keepAxis(axis bool) {
	isKey := func(c hunting.Column) bool {
		return slices.ContainsFunc(p.labels, func(label hunting.Column) bool { return label.Name == c.Name })
	}
	left := slices.DeleteFunc(slices.Clone(p.times), isKey)
	if axis && len(left) == 0 && len(p.times) > 0 { // the bin's name could not be told
		left = p.times[:1]
		p.labels = slices.DeleteFunc(p.labels, func(c hunting.Column) bool { return c.Name == left[0].Name })
	}
	p.times = left
}

// labelsAt are the labels of a row; nil without label columns.
func (p parts) labelsAt(row int) data.Labels {
	if len(p.labels) == 0 {
		return nil
	}
	labels := make(data.Labels, len(p.labels))
	for _, column := range p.labels {
		labels[column.Name] = labelText(column, row)
	}
	return labels
}

// key tells sets of labels apart faster than the labels themselves would.
func (p parts) key(row int) string {
	var key strings.Builder
	for _, column := range p.labels {
		text := labelText(column, row)
		fmt.Fprintf(&key, "%d:%s", len(text), text)
	}
	return key.String()
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
		all[i] = fmt.Sprintf("%s=%q", column.Name, labelText(column, row))
	}
	return strings.Join(all, ", ")
}
