package plugin

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/data"

	"github.com/huntboard/huntboard-defender-datasource/pkg/kql"
)

// What the query of queryType "budget" may name beside a figure.
const (
	allFigures   = "now"
	slowestCalls = "slowest"
	slowestMost  = 25
)

// figure is one number of the budget, by the name that a query uses.
type figure struct {
	name, meaning, unit string // unit is one of Grafana's ids
	of                  func(budgetAnswer) float64
}

var figures = []figure{
	{"used", "Calls in the last 60 s", "short", func(b budgetAnswer) float64 { return float64(b.Used) }},
	{"usedPercent", "Calls in the last 60 s, of those that are allowed", "percent", func(b budgetAnswer) float64 {
		return 100 * float64(b.Used) / float64(max(1, b.CallsPerMinute))
	}},
	{"usedByAlerts", "Calls of alert rules in the last 60 s", "short", func(b budgetAnswer) float64 {
		return float64(b.UsedByAlerts)
	}},
	{"callsPerMinute", "Calls a minute that are allowed", "short", func(b budgetAnswer) float64 {
		return float64(b.CallsPerMinute)
	}},
	{"left", "Calls that dashboards and people can send now", "short", func(b budgetAnswer) float64 {
		return float64(b.Left)
	}},
	{"leftForAlerts", "Calls that alert rules can send now", "short", func(b budgetAnswer) float64 {
		return float64(b.LeftForAlerts)
	}},
	{"inFlight", "Calls under way", "short", func(b budgetAnswer) float64 { return float64(b.InFlight) }},
	{"waiting", "Calls that wait for their turn", "short", func(b budgetAnswer) float64 { return float64(b.Waiting) }},
	{"closedSeconds", "How long the service takes no calls", "s", func(b budgetAnswer) float64 {
		if b.ClosedUntil == nil {
			return 0
		}
		return max(0, b.ClosedUntil.Sub(b.At).Seconds())
	}},
	{"cpuSeconds", "Execution time in this quarter of an hour", "s", func(b budgetAnswer) float64 {
		return b.CPU.SpentSeconds
	}},
	{"cacheAnswers", "Answers in the cache", "short", func(b budgetAnswer) float64 { return float64(b.Cache.Answers) }},
	{"cacheBytes", "Bytes in the cache", "bytes", func(b budgetAnswer) float64 { return float64(b.Cache.Bytes) }},
}

// tellBudget answers a query of queryType "budget". It costs no call: all of it is
// known here.
func (d *Datasource) tellBudget(refID, wanted string) (data.Frames, error) {
	wanted = strings.TrimSpace(wanted)
	if wanted == slowestCalls {
		return data.Frames{slowestFrame(refID, d.recent.slowest(time.Now().Add(-recentFor), slowestMost))}, nil
	}
	chosen := figures
	if wanted != allFigures {
		i := slices.IndexFunc(figures, func(f figure) bool { return f.name == wanted })
		if i < 0 {
			return nil, unknownFigure(wanted)
		}
		chosen = figures[i : i+1]
	}
	answers, bytes, most := d.memory.Size()
	cache := cacheAnswer{d.settings.alignment.Seconds(), answers, bytes, most}
	now := budgetOf(d.settings.site.API, d.budget.State(), cache)
	frame := data.NewFrame("")
	frame.RefID = refID
	for _, f := range chosen {
		number := data.NewField(f.name, nil, []float64{f.of(now)})
		frame.Fields = append(frame.Fields, number.SetConfig(&data.FieldConfig{Description: f.meaning, Unit: f.unit}))
	}
	frame.SetMeta(&data.FrameMeta{Type: data.FrameTypeNumericWide, TypeVersion: data.FrameTypeVersion{0, 1}})
	return data.Frames{frame}, nil
}

func unknownFigure(wanted string) error {
	names := make([]string, len(figures))
	for i, f := range figures {
		names[i] = f.name
	}
	return &kql.Error{Subject: "query", Reason: fmt.Sprintf(
		"The budget has no figure %q. Use %q for all, %q for the calls that took longest, or one of %s.",
		wanted, allFigures, slowestCalls, strings.Join(names, ", "))}
}

// slowestFrame is a row a call. Query is the hash by which the debug log and traces
// know the same query.
func slowestFrame(refID string, calls []pastCall) *data.Frame {
	frame := data.NewFrame("",
		data.NewField("At", nil, []time.Time{}),
		data.NewField("Took", nil, []float64{}).SetConfig(&data.FieldConfig{Unit: "s"}),
		data.NewField("Wait", nil, []float64{}).SetConfig(&data.FieldConfig{Unit: "s"}),
		data.NewField("Rows", nil, []int64{}),
		data.NewField("Bytes", nil, []int64{}).SetConfig(&data.FieldConfig{Unit: "bytes"}),
		data.NewField("Asker", nil, []string{}),
		data.NewField("Dashboard", nil, []string{}),
		data.NewField("Panel", nil, []string{}),
		data.NewField("Rule", nil, []string{}),
		data.NewField("Error", nil, []string{}),
		data.NewField("Query", nil, []string{}),
	)
	for _, c := range calls {
		frame.AppendRow(c.at.UTC(), c.took.Seconds(), c.wait.Seconds(), int64(c.rows), c.bytes, c.asker,
			c.place.dashboard, c.place.panel, c.place.rule, c.fault, c.hash)
	}
	frame.RefID = refID
	return frame.SetMeta(&data.FrameMeta{PreferredVisualization: data.VisTypeTable})
}
