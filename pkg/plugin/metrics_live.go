package plugin

import (
	"sync"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/huntboard/huntboard-defender-datasource/pkg/service"
)

// live are the data sources of this process, for what is measured when somebody
// looks.
var live = register(&gauges{
	left: gauge("budget_left_calls",
		"Calls that dashboards can send now: those of the tenant that has the fewest left."),
	waiting: gauge("queue_calls", "Calls that wait for their turn: those of the tenant that has the most."),
	stored:  gauge("cache_bytes", "Bytes that stored answers take, about."),
})

// gauges sum up data sources by their API, so that they have as few series as there
// are APIs.
type gauges struct {
	left, waiting, stored *prometheus.Desc

	mu      sync.Mutex
	sources map[*Datasource]struct{}
}

func register(g *gauges) *gauges {
	g.sources = map[*Datasource]struct{}{}
	prometheus.MustRegister(g)
	return g
}

func gauge(name, help string) *prometheus.Desc {
	full := prometheus.BuildFQName(metricsNamespace, metricsSubsystem, name)
	return prometheus.NewDesc(full, help, []string{"api"}, nil)
}

func (g *gauges) add(d *Datasource) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.sources[d] = struct{}{}
}

func (g *gauges) remove(d *Datasource) {
	g.mu.Lock()
	defer g.mu.Unlock()
	delete(g.sources, d)
}

// Describe is Prometheus's.
func (g *gauges) Describe(to chan<- *prometheus.Desc) {
	to <- g.left
	to <- g.waiting
	to <- g.stored
}

// level is what is measured of one API.
type level struct {
	joined                bool
	left, waiting, stored float64
}

// Collect is Prometheus's.
func (g *gauges) Collect(to chan<- prometheus.Metric) {
	for api, l := range g.levels() {
		if l.joined {
			to <- prometheus.MustNewConstMetric(g.left, prometheus.GaugeValue, l.left, string(api))
		}
		to <- prometheus.MustNewConstMetric(g.waiting, prometheus.GaugeValue, l.waiting, string(api))
		to <- prometheus.MustNewConstMetric(g.stored, prometheus.GaugeValue, l.stored, string(api))
	}
}

func (g *gauges) levels() map[service.API]level {
	g.mu.Lock()
	defer g.mu.Unlock()
	all := map[service.API]level{}
	for d := range g.sources {
		l, state := all[d.settings.site.API], d.budget.State()
		if left := float64(state.LeftOthers); state.Joined && (!l.joined || left < l.left) {
			l.joined, l.left = true, left
		}
		waiting := 0
		for _, queued := range state.Queued {
			waiting += queued
		}
		l.waiting = max(l.waiting, float64(waiting)) // sources of one tenant see one queue
		_, bytes, _ := d.memory.Size()
		l.stored += float64(bytes)
		all[d.settings.site.API] = l
	}
	return all
}
