package hunting

import (
	"bytes"
	"context"
	"errors"
	"io"
	"math"
	"net/http"
	"strconv"
	"time"

	"github.com/huntboard/huntboard-defender-datasource/pkg/budget"
	"github.com/huntboard/huntboard-defender-datasource/pkg/reach"
)

const (
	// maxSends is how often one call may go out, the first time included.
	maxSends = 3

	// awayPause is the wait before the first resend of a 503 that names none, and
	// refusedPause that of a connection that was refused; they double with each.
	awayPause    = time.Second
	refusedPause = 250 * time.Millisecond
)

// retry sends a call again that cost the tenant nothing: its connection was
// refused before a byte left, the service was away (503), or it was turned away
// by quota (429). Nothing else is sent again: 500, 504 and time-outs have cost
// CPU, and 400, 403 and 413 stay what they are. The one resend of a 401 is the
// bearer's. How long to wait after a 429 is the budget's to say, since it concerns
// the whole tenant.
type retry struct{ next http.RoundTripper }

func (r retry) RoundTrip(req *http.Request) (*http.Response, error) {
	ctx := req.Context()
	var throttled *http.Response // the last 429, with its body in memory
	for send := 1; ; send++ {
		resp, err := r.next.RoundTrip(req)
		if refusal := (*budget.Refusal)(nil); errors.As(err, &refusal) && throttled != nil {
			return dated(throttled, refusal.At), nil
		}
		throttled = nil
		wait, again := askedWait(resp, err, send-1)
		if !again || send == maxSends || req.GetBody == nil || !fits(ctx, wait) {
			return resp, err
		}
		if err == nil && resp.StatusCode == http.StatusTooManyRequests {
			throttled = resp
		} else if err == nil {
			_ = resp.Body.Close() // read to its end already, or not worth reading
		}
		select {
		case <-time.After(wait):
		case <-ctx.Done():
			return nil, context.Cause(ctx)
		}
		req = req.Clone(ctx) // the caller's request must stay as it was
		if req.Body, err = req.GetBody(); err != nil {
			return nil, err
		}
	}
}

// askedWait is how long to wait before a resend; false where there must be none.
func askedWait(resp *http.Response, err error, resends int) (time.Duration, bool) {
	var token *tokenError
	switch {
	case errors.As(err, &token):
		return 0, false // nothing was sent, and the identity has tried again by itself
	case err != nil:
		return refusedPause << resends, reach.Refused(err)
	case resp.StatusCode == http.StatusTooManyRequests:
		return 0, true
	case resp.StatusCode != http.StatusServiceUnavailable:
		return 0, false
	}
	wait := askedTime(resp)
	if wait == 0 {
		wait = awayPause << resends
	}
	return wait, true
}

// askedTime is how long the service asks to wait, 0 when it does not say.
func askedTime(resp *http.Response) time.Duration {
	if wait := retryAfter(resp.Header, time.Now()); wait > 0 {
		return wait
	}
	return waitIn(readRefusal(peek(resp)).Message)
}

// dated is a 429 with the time at which it will work: the service may have named
// none, and others wait in front.
func dated(resp *http.Response, at time.Time) *http.Response {
	seconds := math.Ceil(time.Until(at).Seconds())
	resp.Header.Set("Retry-After", strconv.FormatFloat(seconds, 'f', 0, 64))
	return resp
}

// peek reads a small body and leaves it to be read again. The slot that the body
// holds is free from here on.
func peek(resp *http.Response) []byte {
	body, _ := io.ReadAll(io.LimitReader(resp.Body, maxErrorBody)) // half a refusal still tells its status
	_ = resp.Body.Close()
	resp.Body = io.NopCloser(bytes.NewReader(body))
	return body
}

// asking lets a call have an ask: of a caller who brought none, one that ends with
// the caller's own time.
func asking(ctx context.Context) context.Context {
	if budget.AskOf(ctx) != nil {
		return ctx
	}
	until, _ := ctx.Deadline()
	return budget.WithAsk(ctx, budget.NewAsk(budget.Dashboard, until))
}

// fits tells whether a wait ends before the time of everybody who waits for the call.
func fits(ctx context.Context, wait time.Duration) bool {
	end := time.Now().Add(wait)
	if until, bounded := ctx.Deadline(); bounded && !end.Before(until) {
		return false
	}
	if ask := budget.AskOf(ctx); ask != nil {
		_, until := ask.Wants()
		return until.IsZero() || end.Before(until)
	}
	return true
}
