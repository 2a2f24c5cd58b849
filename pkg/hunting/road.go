package hunting

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/huntboard/huntboard-defender-datasource/pkg/budget"
	"github.com/huntboard/huntboard-defender-datasource/pkg/reach"
	"github.com/huntboard/huntboard-defender-datasource/pkg/share"
)

// errOurTimeout is the cause of a context whose Options.Timeout passed.
var errOurTimeout = errors.New("timeoutSeconds passed")

// explain makes an *Error of whatever ended a call without an answer. The state
// of the context is asked first: a canceled call fails with whatever the network
// happened to be doing.
func (c *Client) explain(ctx context.Context, err error) error {
	e := &Error{host: c.host, permission: c.site.Role, limit: c.timeout, cause: err}
	var done *Error
	var token *tokenError
	var panicked *share.PanicError
	var refusal *budget.Refusal
	switch cause := context.Cause(ctx); {
	case errors.As(err, &refusal):
		e.Kind, e.workAt = kindOfReason[refusal.Reason], refusal.At
		e.RetryAfter = time.Until(refusal.At)
	case errors.Is(cause, errOurTimeout):
		e.Kind = KindTimeout
	case errors.Is(cause, context.DeadlineExceeded):
		e.Kind = KindDeadline
	case cause != nil:
		e.Kind = KindCanceled
	case errors.As(err, &done):
		done.host = c.host
		return done
	case errors.As(err, &token):
		e.Kind, e.cause = KindSignIn, token.err
	case errors.As(err, &panicked), errors.Is(err, errGraphOnly):
		e.Kind = KindInternal
	default:
		e.fault = reach.Of(err)
		e.Kind = kindOfFault[e.fault.Kind]
	}
	return e
}

var kindOfReason = map[budget.Reason]Kind{
	budget.CallsPerMinute: KindBudget,
	budget.CallsPerHour:   KindBudget,
	budget.RunTime:        KindBudget,
	budget.InFlight:       KindBudget,
	budget.TooManyCalls:   KindTooManyCalls,
	budget.OutOfCPU:       KindCPU,
}

var kindOfFault = map[reach.Kind]Kind{
	reach.Unreachable: KindUnreachable,
	reach.Untrusted:   KindUntrusted,
	reach.Broken:      KindBroken,
}

// located says where an answer that cannot be read came from.
func located(err error, resp *http.Response) error {
	var e *Error
	if errors.As(err, &e) {
		e.Status, e.RequestID = resp.StatusCode, requestID(resp.Header)
	}
	return err
}
