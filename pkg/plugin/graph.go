package plugin

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/data"

	"github.com/huntboard/huntboard-defender-datasource/pkg/frames"
	"github.com/huntboard/huntboard-defender-datasource/pkg/graphs"
	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting"
	"github.com/huntboard/huntboard-defender-datasource/pkg/kql"
	"github.com/huntboard/huntboard-defender-datasource/pkg/recall"
)

// mostEarlier is how many hunts look for the starts of ancestors: each tells two
// generations or more.
const mostEarlier = 2

// refuseForAlert refuses the graphs of the backend's own where a rule asks: before a
// call is spent on what no rule can judge.
func refuseForAlert(query kql.Query) error {
	what := ""
	switch query.QueryType {
	case kql.QueryProcess:
		what = "a process tree"
	case kql.QueryIncident:
		what = "the graph of an alert"
	default:
		return nil
	}
	return &kql.Error{Subject: "queryType", Reason: "An alert rule judges numbers, and " + what + " (queryType " +
		string(query.QueryType) + ") has none. Write a hunt that summarizes, for example: summarize count() by DeviceName."}
}

// shown is how an answer is shown.
type shown struct {
	alert  bool            // to an alert rule
	sketch *hunting.Answer // the graph that was made of it, nil = as it is
	stats  graphs.Stats    // of that graph
	parts  []frames.Part   // of several hunts
}

// drawn shows a hunt about an alert as its graph, and all others as they are.
func drawn(hunt kql.Hunt, found recall.Found, limits kql.Limits) (kql.Hunt, shown) {
	if hunt.Alert == "" {
		return hunt, shown{}
	}
	sketch, notices := graphs.OfAlert(found.Answer, hunt.Alert, limits)
	hunt.Notices = append(hunt.Notices, notices...)
	return hunt, shown{sketch: sketch, stats: graphs.AlertStats}
}

// trace makes a process tree of what one to four hunts found: the starts around the
// time, those of earlier ancestors, and what else the processes did.
func (d *Datasource) trace(
	ctx context.Context, q backend.DataQuery, query kql.Query, from asker,
) (data.Frames, error) {
	ctx, who, err := d.identity.admit(ctx, from.alert)
	if err != nil {
		return nil, err
	}
	t := growing{d: d, moment: d.moment(q, query, from.alert), caller: caller{who, query.Origin, from}}
	tree := graphs.NewTree(*query.Hunt, query.Limits)
	if err := t.add(ctx, "What the device started", tree, query.WriteStarts); err != nil {
		return nil, err
	}
	for range mostEarlier {
		earlier := t.unseen(tree.Earlier())
		if len(earlier) == 0 {
			break
		}
		write := func(m kql.Moment) (kql.Hunt, error) { return query.WriteEarlier(m, earlier) }
		if err := t.add(ctx, "Ancestors that started earlier", tree, write); err != nil {
			return nil, err
		}
	}
	if len(query.Hunt.Edges) > 0 {
		write := func(m kql.Moment) (kql.Hunt, error) { return query.WriteDeeds(m, tree.Doers()) }
		if err := t.add(ctx, "What the processes did", tree, write); err != nil {
			return nil, err
		}
	}
	sketch, notices := tree.Sketch()
	hunt, found := t.whole()
	hunt.Notices = append(hunt.Notices, notices...)
	as := shown{alert: from.alert, sketch: sketch, stats: graphs.TreeStats, parts: t.parts}
	return d.show(ctx, q.RefID, hunt, found, as)
}

// unseen are the processes whose starts the service can have and the first hunt has
// not looked for.
func (t *growing) unseen(all []kql.ProcessKey) []kql.ProcessKey {
	const kept = 30 * 24 * time.Hour
	scanned := t.hunts[0]
	return slices.DeleteFunc(all, func(key kql.ProcessKey) bool {
		return time.Since(key.Created) > kept || !key.Created.Before(scanned.From) && key.Created.Before(scanned.To)
	})
}

// growing is a tree while its hunts run.
type growing struct {
	d      *Datasource
	moment kql.Moment
	caller caller

	hunts []kql.Hunt
	found []recall.Found
	parts []frames.Part
	cuts  []string
}

// add runs a hunt and adds what it finds to the tree.
func (t *growing) add(
	ctx context.Context, title string, tree *graphs.Tree, write func(kql.Moment) (kql.Hunt, error),
) error {
	again := func() (kql.Hunt, string, error) {
		hunt, err := write(t.moment)
		return hunt, hunt.KQL, err // its range follows from what it is about, so that it is the same at any time
	}
	hunt, text, err := again()
	if err != nil {
		return err
	}
	hunt, found, err := t.d.find(ctx, hunt, text, again, t.caller)
	if err != nil {
		return err
	}
	if found.Answer == nil { // no table was left to hunt in, which the notices say
		t.hunts[0].Notices = append(t.hunts[0].Notices, hunt.Notices...)
		return nil
	}
	hunt = asFound(hunt, found)
	t.hunts, t.found = append(t.hunts, hunt), append(t.found, found)
	t.parts = append(t.parts, frames.Part{Title: title, KQL: hunt.KQL})
	answer, cut := t.d.cut(found.Answer)
	if cut != "" {
		t.cuts = append(t.cuts, cut)
	}
	tree.Add(answer)
	return nil
}

// whole is what the hunts are together: their KQL one after the other, the answers as
// one, which is as old as the oldest.
func (t *growing) whole() (kql.Hunt, recall.Found) {
	hunt, found := t.hunts[0], t.found[0]
	answer := hunting.Answer{RequestID: found.Answer.RequestID}
	var texts, notices []string
	for i, part := range t.hunts {
		notices = append(notices, part.Notices...)
		one := t.found[i]
		texts = append(texts, "// "+t.parts[i].Title+"\n"+part.KQL)
		answer.Rows += one.Answer.Rows
		answer.Bytes += one.Answer.Bytes
		answer.Duration += one.Answer.Duration
		answer.Wait += one.Answer.Wait
		answer.Notices = append(answer.Notices, one.Answer.Notices...)
		if one.Age > found.Age {
			found.Age, found.Freshness = one.Age, one.Freshness
		}
	}
	hunt.KQL, hunt.Notices = strings.Join(texts, "\n\n"), append(notices, t.cuts...)
	found.Answer = &answer
	return hunt, found
}
