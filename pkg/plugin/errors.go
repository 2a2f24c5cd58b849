package plugin

import (
	"errors"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/httpclient"

	"github.com/huntboard/huntboard-defender-datasource/pkg/frames"
	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting"
	"github.com/huntboard/huntboard-defender-datasource/pkg/kql"
)

// meaning is what an error is to Grafana.
type meaning struct {
	status backend.Status
	source backend.ErrorSource
}

const statusTooLarge backend.Status = 413

var (
	asked     = meaning{backend.StatusBadRequest, backend.ErrorSourceDownstream} // the query or the settings are at fault
	ourFault  = meaning{backend.StatusInternal, backend.ErrorSourcePlugin}
	theirs    = meaning{backend.StatusBadGateway, backend.ErrorSourceDownstream}
	timedOut  = meaning{backend.StatusTimeout, backend.ErrorSourceDownstream}
	throttled = meaning{backend.StatusTooManyRequests, backend.ErrorSourceDownstream}
)

// meanings is the one place that gives errors of hunts their meaning.
var meanings = map[hunting.Kind]meaning{
	hunting.KindSyntax:         asked,
	hunting.KindSemantic:       asked,
	hunting.KindUnknownTable:   asked,
	hunting.KindResultTooLarge: asked,
	hunting.KindRefused:        asked,
	hunting.KindUnauthorized:   {backend.StatusUnauthorized, backend.ErrorSourceDownstream},
	hunting.KindForbidden:      {backend.StatusForbidden, backend.ErrorSourceDownstream},
	hunting.KindNoEndpoint:     {backend.StatusNotFound, backend.ErrorSourceDownstream},
	hunting.KindQueryTooLong:   {statusTooLarge, backend.ErrorSourceDownstream},
	hunting.KindTooManyCalls:   throttled,
	hunting.KindCPU:            throttled,
	hunting.KindBudget:         throttled,
	hunting.KindTooHeavy:       timedOut,
	hunting.KindTooSlow:        timedOut,
	hunting.KindUnavailable:    theirs,
	hunting.KindRedirected:     theirs,
	hunting.KindSignIn:         {backend.StatusUnauthorized, backend.ErrorSourceDownstream},
	hunting.KindUnreachable:    theirs,
	hunting.KindUntrusted:      theirs,
	hunting.KindBroken:         theirs,
	hunting.KindTimeout:        timedOut,
	hunting.KindDeadline:       timedOut,
	hunting.KindCanceled:       {499, backend.ErrorSourceDownstream}, // as nginx and gRPC gateways number it
	hunting.KindBadAnswer:      theirs,
	hunting.KindAnswerTooLarge: asked,
	hunting.KindCellTooLong:    asked,
	hunting.KindInternal:       ourFault,
}

// respond makes an error a query's answer.
func respond(err error) backend.DataResponse {
	m := meaningOf(err)
	if errors.Is(err, httpclient.ErrResponseBodyTooLarge) {
		m, err = asked, responseLimit{}
	}
	return backend.DataResponse{Error: err, Status: m.status, ErrorSource: m.source, Frames: mark(err)}
}

// responseLimit stands for the SDK's error, which names no way out.
type responseLimit struct{}

func (responseLimit) Error() string {
	return "The answer is larger than Grafana's response_limit allows." +
		" Return fewer rows or columns, or ask an administrator to raise the limit."
}

func meaningOf(err error) meaning {
	var hunt *hunting.Error
	var query *kql.Error
	var shape *frames.ShapeError
	var setting *settingsFault
	switch {
	case errors.As(err, &hunt):
		if m, known := meanings[hunt.Kind]; known {
			return m
		}
	case errors.As(err, &query), errors.As(err, &shape), errors.As(err, &setting):
		return asked
	}
	return ourFault
}
