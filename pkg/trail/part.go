package trail

import (
	"context"

	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"
)

// scope names who has made the spans.
const scope = "github.com/huntboard/huntboard-defender-datasource"

// Part begins a part of what ctx is about; end it with the error that it ended with.
func Part(ctx context.Context, name string) (context.Context, func(error)) {
	tracer := trace.SpanFromContext(ctx).TracerProvider().Tracer(scope)
	ctx, span := tracer.Start(ctx, name)
	return ctx, func(err error) {
		if err != nil {
			span.SetStatus(codes.Error, "")
		}
		span.End()
	}
}
