package plugin

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/httpclient"

	"github.com/huntboard/huntboard-defender-datasource/pkg/frames"
	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting"
	"github.com/huntboard/huntboard-defender-datasource/pkg/kql"
)

func TestAnErrorHasOneMeaning(t *testing.T) {
	const downstream, ours = backend.ErrorSourceDownstream, backend.ErrorSourcePlugin
	tests := map[string]struct {
		err    error
		status backend.Status
		source backend.ErrorSource
	}{
		"a query that cannot be read":  {&kql.Error{Subject: "format"}, 400, downstream},
		"rows that have no such shape": {&frames.ShapeError{}, 400, downstream},
		"a setting at fault":           {fault("cloud", "no"), 400, downstream},
		"a syntax error":               {&hunting.Error{Kind: hunting.KindSyntax}, 400, downstream},
		"a hunt that was wrapped": {
			fmt.Errorf("x: %w", &hunting.Error{Kind: hunting.KindForbidden}), 403, downstream,
		},
		"a sign-in that failed":            {&hunting.Error{Kind: hunting.KindSignIn}, 401, downstream},
		"a quota":                          {&hunting.Error{Kind: hunting.KindCPU}, 429, downstream},
		"a time-out":                       {&hunting.Error{Kind: hunting.KindTimeout}, 504, downstream},
		"a fault of this program":          {&hunting.Error{Kind: hunting.KindInternal}, 500, ours},
		"an error that nobody knows":       {errors.New("x"), 500, ours},
		"a context that nobody translated": {context.Canceled, 500, ours},
		"Grafana's own response_limit":     {fmt.Errorf("x: %w", httpclient.ErrResponseBodyTooLarge), 400, downstream},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := respond(tt.err); got.Status != tt.status || got.ErrorSource != tt.source || got.Error == nil {
				t.Errorf("status %d, source %s, %v", got.Status, got.ErrorSource, got.Error)
			}
		})
	}
}
