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
	"github.com/huntboard/huntboard-defender-datasource/pkg/recall"
	"github.com/huntboard/huntboard-defender-datasource/pkg/schema"
	"github.com/huntboard/huntboard-defender-datasource/pkg/trail"
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
func (d *Datasource) hunt(ctx context.Context, q backend.DataQuery, from asker) (made data.Frames, err error) {
	if d.fault != nil {
		return nil, d.fault
	}
	ctx, end := beginHunt(ctx)
	defer func() { end(err) }()
	query, err := kql.ParseQuery(q.JSON)
	if err != nil {
		return nil, err
	}
	if query.QueryType == kql.QueryBudget {
		return d.tellBudget(q.RefID, query.Query)
	}
	from = from.of(query)
	if from.alert {
		if err := refuseForAlert(query); err != nil {
			return nil, err
		}
	}
	if query.QueryType == kql.QueryProcess {
		return d.trace(ctx, q, query, from)
	}
	hunt, text, err := d.write(ctx, q, query, from.alert)
	if err != nil {
		return nil, err
	}
	ctx, who, err := d.identity.admit(ctx, from.alert)
	if err != nil {
		return nil, err
	}
	by := caller{who, query.Origin, from}
	if hunt.Windows != nil {
		s := sweep{Datasource: d, caller: by, refID: q.RefID, hunt: hunt}
		return s.frames(ctx)
	}
	again := func() (kql.Hunt, string, error) { return d.write(ctx, q, query, from.alert) }
	hunt, found, err := d.find(ctx, hunt, text, again, by)
	if err != nil {
		return nil, err
	}
	hunt, as := drawn(asFound(hunt, found), found, query.Limits)
	as.alert = from.alert
	return d.show(ctx, q.RefID, hunt, found, as)
}

// write makes the KQL, and the text by which the hunt is known when its range has
// moved on.
func (d *Datasource) write(
	ctx context.Context, q backend.DataQuery, query kql.Query, alert bool,
) (hunt kql.Hunt, text string, err error) {
	_, end := trail.Part(ctx, "write")
	defer func() { end(err) }()
	moment := d.moment(q, query, alert)
	if hunt, err = query.Write(moment); err != nil {
		return hunt, "", err
	}
	return hunt, withoutRange(query, moment), nil
}

// caller is whose hunt it is.
type caller struct {
	who    string // whose answers it may share
	origin string // of the query
	from   asker
}

// find runs a hunt, and writes and runs it again without the tables of its own
// choice that the tenant turns out to lack. One that no table is left for finds nothing.
func (d *Datasource) find(
	ctx context.Context, hunt kql.Hunt, text string, again func() (kql.Hunt, string, error), by caller,
) (kql.Hunt, recall.Found, error) {
	for try := 0; hunt.KQL != ""; try++ {
		found, err := d.memory.Hunt(ctx, d.want(hunt, text, by.who, by.from))
		d.tell(ctx, account{by.origin, by.from, hunt, found, err})
		if err == nil {
			return hunt, found, nil
		}
		if try == mostLacking || !d.lacking.learn(err, hunt.Tables) {
			return hunt, found, &placedError{d.identity.read(ctx, err, d.settings.site), hunt.KQL}
		}
		if hunt, text, err = again(); err != nil {
			return hunt, recall.Found{}, err
		}
	}
	return hunt, recall.Found{}, nil
}

// show makes frames of what was found.
func (d *Datasource) show(
	ctx context.Context, refID string, hunt kql.Hunt, found recall.Found, as shown,
) (data.Frames, error) {
	return d.build(ctx, found.Answer, d.options(refID, hunt, found, as))
}

func (d *Datasource) options(refID string, hunt kql.Hunt, found recall.Found, as shown) frames.Options {
	return frames.Options{
		RefID: refID, Hunt: hunt, Alert: as.alert, Site: d.settings.site, Sketch: as.sketch, Stats: frames.Stats(as.stats),
		Parts: as.parts, Freshness: string(found.Freshness), Age: found.Age,
		SourceUID: d.uid, GoHunt: true,
	}
}

// build makes frames of at most maxRows rows.
func (d *Datasource) build(ctx context.Context, all *hunting.Answer, o frames.Options) (made data.Frames, err error) {
	_, end := trail.Part(ctx, "frames")
	defer func() { end(err) }()
	answer, cut := d.cutPart(all, o.Missing != kql.Window{})
	o.Cut, o.Gaps = strings.TrimSpace(cut+" "+o.Cut), o.Gaps || cut != ""
	return frames.Build(answer, o)
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
		Columns:     columns,
		Body:        schema.LogBody,
		Lacking:     d.lacking.has,
		Rules:       d.settings.rules,
		NoTimespan:  d.settings.noTimespan(),
	}
}
