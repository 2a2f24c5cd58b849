package plugin

import (
	"context"
	"errors"

	"github.com/grafana/grafana-plugin-sdk-go/backend/tracing"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"

	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting"
	"github.com/huntboard/huntboard-defender-datasource/pkg/service"
)

// beginHunt starts the span of a hunt. Its parts are write, call (with token, wait
// and decode in it) and frames; a hunt that joins another's call has no call of its
// own.
func beginHunt(ctx context.Context) (context.Context, func(error)) {
	ctx, span := tracing.DefaultTracer().Start(ctx, "hunt")
	return ctx, func(err error) {
		if err != nil {
			span.SetStatus(codes.Error, "") // its text may quote the query
		}
		span.End()
	}
}

// trace tells the span of a hunt what became of it.
func (a account) trace(ctx context.Context, api service.API, hash string) {
	span := trace.SpanFromContext(ctx)
	span.SetAttributes(
		attribute.String("huntboard.api", string(api)),
		attribute.String("huntboard.query_hash", hash),
		attribute.String("huntboard.priority", a.from.priority.String()),
	)
	var e *hunting.Error
	switch answer := a.found.Answer; {
	case a.err == nil:
		span.SetAttributes(
			attribute.String("huntboard.freshness", string(a.found.Freshness)),
			attribute.Float64("huntboard.age_seconds", a.found.Age.Seconds()),
			attribute.Int("huntboard.rows", answer.Rows),
			attribute.Int64("huntboard.bytes", answer.Bytes),
			attribute.String("huntboard.request_id", answer.RequestID),
		)
	case errors.As(a.err, &e):
		span.SetAttributes(attribute.String("huntboard.error", string(e.Kind)))
	}
}
