package frames

import (
	"encoding/json"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/data"

	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting"
	"github.com/huntboard/huntboard-defender-datasource/pkg/schema"
)

// table is the answer as it came: a nullable field for each column, in order.
func table(a *hunting.Answer) *data.Frame {
	frame := data.NewFrame("")
	for _, column := range a.Columns {
		frame.Fields = append(frame.Fields, field(column))
	}
	return typed(frame, data.FrameTypeTable, data.VisTypeTable)
}

// field shares its cells with the column.
func field(column hunting.Column) *data.Field {
	made := data.NewField(column.Name, nil, []*string{})
	switch cells := column.Cells.(type) {
	case hunting.Texts:
		made = data.NewField(column.Name, nil, []*string(cells))
	case hunting.Times:
		made = data.NewField(column.Name, nil, []*time.Time(cells))
	case hunting.Bools:
		made = data.NewField(column.Name, nil, []*bool(cells))
	case hunting.Ints:
		made = data.NewField(column.Name, nil, []*int32(cells))
	case hunting.Longs:
		made = data.NewField(column.Name, nil, []*int64(cells))
	case hunting.Reals:
		made = data.NewField(column.Name, nil, []*float64(cells))
	case hunting.Documents:
		made = data.NewField(column.Name, nil, []*json.RawMessage(cells))
	}
	made.Config = config(column)
	return made
}

// config says what the schema knows of a column, and the unit of a timespan; nil
// if there is nothing to say. It goes by name and type, so a column that a query
// makes under a table column's name and type takes its description.
func config(column hunting.Column) *data.FieldConfig {
	c := data.FieldConfig{Description: schema.Describe(column.Name, string(column.Type))}
	if column.Type == hunting.TypeTimeSpan {
		c.Unit = "s"
	}
	if c.Description == "" && c.Unit == "" {
		return nil
	}
	return &c
}
