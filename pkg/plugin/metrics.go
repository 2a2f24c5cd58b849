package plugin

import (
	"errors"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"

	"github.com/huntboard/huntboard-defender-datasource/pkg/budget"
	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting"
	"github.com/huntboard/huntboard-defender-datasource/pkg/recall"
	"github.com/huntboard/huntboard-defender-datasource/pkg/service"
)

// Grafana gives the SDK's default registry to whoever scrapes it, under
// /metrics/plugins/huntboard-defender-datasource. Every label has a closed set of
// values: an API, a priority, an outcome, a reason. Tenants, users and data sources
// are no labels.
const (
	metricsNamespace = "grafana_plugin"
	metricsSubsystem = "huntboard"
)

var (
	huntsTotal = counter("hunts_total",
		"Hunts that were asked for, by how they came out: fresh, shared, stored, stale, refused, throttled, canceled or"+
			" failed.",
		"api", "priority", "outcome")
	callsTotal = counter("calls_total",
		"Calls that were sent to the hunting API, resends too.", "api", "priority")
	throttledTotal = counter("throttled_total",
		"429 answers of the hunting API, by what was used up.", "api", "kind")
	refusedTotal = counter("refused_total",
		"Calls that were not sent, as their turn would have come too late, by what they would have waited for.",
		"api", "kind")
	rowsTotal = counter("rows_total",
		"Rows that the hunting API sent.", "api")
	bytesTotal = counter("bytes_total",
		"Decoded bytes that the hunting API sent.", "api")
	waitSeconds = histogram("queue_wait_seconds",
		"How long calls waited for their turn in the tenant's budget.",
		[]float64{.001, .1, .5, 1, 2, 5, 10, 20, 30, 60, 120, 200}, "api", "priority")
	callSeconds = histogram("call_duration_seconds",
		"How long the hunting API took, from the first byte sent to the last byte decoded.",
		[]float64{.05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60, 120, 200}, "api")
)

func counter(name, help string, labels ...string) *prometheus.CounterVec {
	return promauto.NewCounterVec(prometheus.CounterOpts{
		Namespace: metricsNamespace, Subsystem: metricsSubsystem, Name: name, Help: help,
	}, labels)
}

func histogram(name, help string, buckets []float64, labels ...string) *prometheus.HistogramVec {
	return promauto.NewHistogramVec(prometheus.HistogramOpts{
		Namespace: metricsNamespace, Subsystem: metricsSubsystem, Name: name, Help: help, Buckets: buckets,
	}, labels)
}

// count is one hunt in the metrics.
func count(api service.API, p budget.Priority, found recall.Found, err error) {
	huntsTotal.WithLabelValues(string(api), p.String(), outcome(found, err)).Inc()
	if err == nil && found.Freshness == recall.Fresh {
		rowsTotal.WithLabelValues(string(api)).Add(float64(found.Answer.Rows))
		bytesTotal.WithLabelValues(string(api)).Add(float64(found.Answer.Bytes))
		callSeconds.WithLabelValues(string(api)).Observe(found.Answer.Duration.Seconds())
	}
}

// outcome is one of eight words.
func outcome(found recall.Found, err error) string {
	var refusal *budget.Refusal
	var e *hunting.Error
	switch {
	case err == nil:
		return string(found.Freshness)
	case errors.As(err, &refusal):
		return "refused"
	case !errors.As(err, &e):
		return "failed"
	case e.Kind == hunting.KindTooManyCalls, e.Kind == hunting.KindCPU:
		return "throttled"
	case e.Kind == hunting.KindCanceled:
		return "canceled"
	}
	return "failed"
}

// watch hears of the calls of a data source.
func watch(api service.API) func(budget.Event) {
	return func(e budget.Event) {
		switch e.What {
		case budget.Granted:
			waitSeconds.WithLabelValues(string(api), e.Priority.String()).Observe(e.Wait.Seconds())
		case budget.Sent:
			callsTotal.WithLabelValues(string(api), e.Priority.String()).Inc()
		case budget.Throttled:
			throttledTotal.WithLabelValues(string(api), string(e.Reason)).Inc()
		case budget.Refused:
			refusedTotal.WithLabelValues(string(api), string(e.Reason)).Inc()
		}
	}
}
