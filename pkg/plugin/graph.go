package plugin

import (
	"context"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/data"

	"github.com/huntboard/huntboard-defender-datasource/pkg/kql"
)

// trace makes a graph of what several hunts found.
func (d *Datasource) trace(
	_ context.Context, _ backend.DataQuery, query kql.Query, _ asker,
) (data.Frames, error) {
	return nil, &kql.Error{
		Subject: "queryType", Reason: "queryType " + string(query.QueryType) + " is not available in this version.",
	}
}
