package plugin

import (
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"
)

// sample sums up the series of one metric whose labels are as wanted.
func sample(t *testing.T, name string, labels map[string]string) float64 {
	t.Helper()
	families, err := prometheus.DefaultGatherer.Gather()
	if err != nil {
		t.Fatal(err)
	}
	total := 0.0
	for _, family := range families {
		if family.GetName() != "grafana_plugin_huntboard_"+name {
			continue
		}
		for _, metric := range family.GetMetric() {
			fits := true
			for _, label := range metric.GetLabel() {
				want, given := labels[label.GetName()]
				fits = fits && (!given || want == label.GetValue())
			}
			if fits {
				total += metric.GetCounter().GetValue() + metric.GetGauge().GetValue() +
					float64(metric.GetHistogram().GetSampleCount())
			}
		}
	}
	return total
}

func TestMetricsTellWhatAHuntCost(t *testing.T) {
	tests := map[string]struct {
		headers map[string]string
		query   string
		twice   bool
		status  int
		grows   map[string]float64
	}{
		"a fresh hunt": {query: `{"query":"print 1","range":"query"}`, grows: map[string]float64{
			"hunts_total/fresh": 1, "calls_total": 1, "rows_total": 1, "call_duration_seconds": 1, "queue_wait_seconds": 1,
		}},
		"the same hunt again": {query: `{"query":"print 2","range":"query"}`, twice: true, grows: map[string]float64{
			"hunts_total/fresh": 1, "hunts_total/stored": 1, "calls_total": 1, "rows_total": 1,
		}},
		"a rule's": {
			query: `{"query":"print 3","range":"query"}`, headers: map[string]string{"FromAlert": "true"},
			grows: map[string]float64{"hunts_total/alert": 1, "calls_total/alert": 1},
		},
		"a hunt that fails": {query: `{"query":"print 4","range":"query"}`, status: 400, grows: map[string]float64{
			"hunts_total/failed": 1, "hunts_total/fresh": 0, "calls_total": 1, "rows_total": 0,
		}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := newService(t)
			if tt.status != 0 {
				s.answer = refuses(tt.status, `{"error":{"code":"BadRequest","message":"no"}}`)
			}
			d := open(t, s.stored(t))
			before := map[string]float64{}
			for series := range tt.grows {
				before[series] = seriesOf(t, series)
			}
			d.look(t, tt.query, tt.headers)
			if tt.twice {
				d.look(t, tt.query, tt.headers)
			}
			for series, want := range tt.grows {
				if grew := seriesOf(t, series) - before[series]; grew != want {
					t.Errorf("%s grew by %v, want %v", series, grew, want)
				}
			}
		})
	}
}

// seriesOf reads `name`, or `name/value` where one label has that value.
func seriesOf(t *testing.T, series string) float64 {
	t.Helper()
	name, value, found := strings.Cut(series, "/")
	switch {
	case !found:
		return sample(t, name, nil)
	case value == "alert":
		return sample(t, name, map[string]string{"priority": value})
	}
	return sample(t, name, map[string]string{"outcome": value})
}

func TestGaugesFollowTheDataSourcesThatLive(t *testing.T) {
	s := newService(t)
	before := sample(t, "cache_bytes", nil)
	d := open(t, s.stored(t))
	d.look(t, `{"query":"print 1","range":"query"}`, nil)
	if sample(t, "cache_bytes", nil) <= before {
		t.Error("what was stored is not counted")
	}
	if left := sample(t, "budget_left_calls", nil); left >= 20 || left <= 0 {
		t.Errorf("%v calls are left", left)
	}
	d.Dispose()
	if _, counted := live.sources[d]; counted {
		t.Error("it is measured after it was disposed of")
	}
	if got := sample(t, "cache_bytes", nil); got != before {
		t.Errorf("%v bytes after it was disposed of, %v before it was there", got, before)
	}
}

// Labels that grow with tenants, users or queries would fill a Prometheus.
func TestNoMetricNamesATenantAUserOrAQuery(t *testing.T) {
	s := newService(t)
	open(t, s.stored(t)).look(t, `{"query":"print 1","range":"query"}`, nil)
	families, err := prometheus.DefaultGatherer.Gather()
	if err != nil {
		t.Fatal(err)
	}
	for _, family := range families {
		if !strings.HasPrefix(family.GetName(), "grafana_plugin_huntboard_") {
			continue
		}
		for _, metric := range family.GetMetric() {
			for _, label := range metric.GetLabel() {
				if !strings.Contains(" api priority outcome kind ", " "+label.GetName()+" ") {
					t.Errorf("%s has the label %s", family.GetName(), label.GetName())
				}
			}
		}
	}
}
