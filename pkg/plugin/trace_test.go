package plugin

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
)

func TestAHuntIsASpanWithItsParts(t *testing.T) {
	const secretive = "DeviceInfo | where DeviceName == 'mallory' | take 1"
	s := newService(t)
	s.answer = refuses(400, `{"error":{"code":"BadRequest","message":"Fix 'mallory' in your query."}}`)
	d := open(t, s.stored(t))
	exporter := tracetest.NewInMemoryExporter()
	otel.SetTracerProvider(trace.NewTracerProvider(trace.WithSyncer(exporter))) // for this process: the first one counts
	recorded := func() tracetest.SpanStubs {
		exporter.Reset()
		d.ask(t, secretive)
		return exporter.GetSpans()
	}
	failed := recorded()
	s.answer = answers(`{"schema":[{"name":"who","type":"String"}],"results":[{"who":"mallory"}]}`)
	went := recorded()
	stored := recorded()
	for name, tt := range map[string]struct {
		spans tracetest.SpanStubs
		parts string // "" = of another's call there is nothing
	}{
		"a hunt that fails": {failed, "write token wait call hunt"},
		"a hunt that runs":  {went, "write token wait decode call frames hunt"},
		"a stored answer":   {stored, "write frames hunt"},
	} {
		var parts []string
		for _, span := range tt.spans {
			if !strings.HasPrefix(span.Name, "HTTP") { // Grafana's own
				parts = append(parts, span.Name)
			}
			for _, attribute := range span.Attributes {
				if strings.Contains(attribute.Value.String(), "mallory") {
					t.Errorf("%s: %s tells the query in %s", name, span.Name, attribute.Key)
				}
			}
			if strings.Contains(span.Status.Description, "mallory") || strings.Contains(fmt.Sprint(span.Events), "mallory") {
				t.Errorf("%s: %s tells of %+v", name, span.Name, span.Status)
			}
		}
		if want := strings.Fields(tt.parts); !slices.Equal(parts, want) {
			t.Errorf("%s: parts %v, want %v", name, parts, want)
		}
	}
}
