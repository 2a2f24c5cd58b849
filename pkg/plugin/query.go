package plugin

import (
	"context"

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
	from := askerOf(req)
	ctx = azusercontext.WithUserFromQueryReq(ctx, req)
	return concurrent.QueryData(ctx, req, func(ctx context.Context, q concurrent.Query) backend.DataResponse {
		found, err := d.hunt(ctx, q.DataQuery, from)
		if err != nil {
			return respond(err)
		}
		return backend.DataResponse{Frames: found, Status: backend.StatusOK}
	}, hunting.MaxInFlight)
}

// hunt is one query's whole way: KQL, service, frames.
func (d *Datasource) hunt(ctx context.Context, q backend.DataQuery, from asker) (data.Frames, error) {
	if d.fault != nil {
		return nil, d.fault
	}
	query, err := kql.ParseQuery(q.JSON)
	if err != nil {
		return nil, err
	}
	moment := d.moment(q, query, from.alert)
	hunt, err := query.Write(moment)
	if err != nil {
		return nil, err
	}
	ctx, who, err := d.identity.admit(ctx, from.alert)
	if err != nil {
		return nil, err
	}
	want := d.want(hunt, who, from.of(query))
	want.Text = rangeless(query, moment)
	found, err := d.memory.Hunt(ctx, want)
	d.audit(ctx, query.Origin, hunt, found.Answer, err)
	if err != nil {
		return nil, d.identity.read(ctx, err, d.settings.site)
	}
	hunt = asFound(hunt, found)
	answer, cut := d.cut(found.Answer)
	return frames.Build(answer, frames.Options{
		RefID: q.RefID, Hunt: hunt, Alert: from.alert, Site: d.settings.site, Cut: cut,
		Freshness: string(found.Freshness), Age: found.Age,
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
