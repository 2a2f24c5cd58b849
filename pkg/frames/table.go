package frames

import (
	"github.com/grafana/grafana-plugin-sdk-go/data"

	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting"
)

// table is the answer as it came: a nullable field for each column, in order.
func table(a *hunting.Answer, o Options) shaped {
	frame, in := data.NewFrame(""), inTable(a)
	for _, column := range a.Columns {
		made := field(column, o)
		made.Config = linked(made.Config, column, in, o)
		frame.Fields = append(frame.Fields, made)
	}
	return one(typed(frame, data.FrameTypeTable, data.VisTypeTable))
}
