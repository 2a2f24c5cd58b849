package plugin

import (
	"context"
	"strings"

	"github.com/grafana/grafana-azure-sdk-go/v2/azusercontext"
	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/data"
	"github.com/grafana/grafana-plugin-sdk-go/experimental/concurrent"

	"github.com/huntboard/huntboard-defender-datasource/pkg/frames"
	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting"
	"github.com/huntboard/huntboard-defender-datasource/pkg/kql"
	"github.com/huntboard/huntboard-defender-datasource/pkg/schema"
)

// QueryData runs the queries of a request, several at once. Each has an answer
// or an error of its own, one that panics included.
func (d *Datasource) QueryData(ctx context.Context, req *backend.QueryDataRequest) (*backend.QueryDataResponse, error) {
	alert := fromAlert(req)
	ctx = azusercontext.WithUserFromQueryReq(ctx, req)
	return concurrent.QueryData(ctx, req, func(ctx context.Context, q concurrent.Query) backend.DataResponse {
		found, err := d.hunt(ctx, q.DataQuery, alert)
		if err != nil {
			return respond(err)
		}
		return backend.DataResponse{Frames: found, Status: backend.StatusOK}
	}, hunting.MaxInFlight)
}

// hunt is one query's whole way: KQL, service, frames.
func (d *Datasource) hunt(ctx context.Context, q backend.DataQuery, alert bool) (data.Frames, error) {
	if d.fault != nil {
		return nil, d.fault
	}
	query, err := kql.ParseQuery(q.JSON)
	if err != nil {
		return nil, err
	}
	hunt, err := query.Write(d.moment(q, query, alert))
	if err != nil {
		return nil, err
	}
	ctx, who, err := d.identity.admit(ctx, alert)
	if err != nil {
		return nil, err
	}
	answer, err := d.client.Run(ctx, hunting.Query{
		KQL: hunt.KQL, Timespan: hunt.Timespan, WorkspaceID: d.settings.workspaceID, Identity: who,
	})
	d.audit(ctx, query.Origin, hunt, answer, err)
	if err != nil {
		return nil, d.identity.read(ctx, err, d.settings.site)
	}
	if answer, err = d.cut(answer, alert, &hunt); err != nil {
		return nil, err
	}
	return frames.Build(answer, frames.Options{
		RefID:  q.RefID,
		Format: string(hunt.Format), FormatReason: hunt.FormatReason,
		KQL: hunt.KQL, Timespan: hunt.Timespan,
		From: hunt.From, To: hunt.To,
		Alert: alert, API: string(d.settings.site.API), Notices: hunt.Notices,
		Freshness: frames.Fresh,
	})
}

func (d *Datasource) moment(q backend.DataQuery, query kql.Query, alert bool) kql.Moment {
	return kql.Moment{
		From:        q.TimeRange.From,
		To:          q.TimeRange.To,
		Interval:    q.Interval,
		Step:        d.settings.alignment,
		Relative:    query.Relative,
		Alert:       alert,
		Origin:      query.Origin,
		TimeColumns: schema.TimeColumn,
		Rules:       d.settings.rules,
		NoTimespan:  d.settings.noTimespan(),
	}
}

// fromAlert tells a rule's evaluation. Grafana's versions have sent the header
// with and without a prefix, and in more than one casing.
func fromAlert(req *backend.QueryDataRequest) bool {
	const prefix = "http_"
	for name, value := range req.Headers {
		if len(name) > len(prefix) && strings.EqualFold(name[:len(prefix)], prefix) {
			name = name[len(prefix):]
		}
		if strings.EqualFold(name, backend.FromAlertHeaderName) && strings.EqualFold(value, "true") {
			return true
		}
	}
	return false
}
