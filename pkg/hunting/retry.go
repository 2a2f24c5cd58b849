package hunting

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"time"

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
// by quota (429) with a wait that fits the time that is left. Nothing else is sent
// again: 500, 504 and time-outs have cost CPU, and 400, 403 and 413 stay what they
// are. The one resend of a 401 is the bearer's.
type retry struct{ next http.RoundTripper }

func (r retry) RoundTrip(req *http.Request) (*http.Response, error) {
	ctx := req.Context()
	for send := 1; ; send++ {
		resp, err := r.next.RoundTrip(req)
		wait, again := askedWait(resp, err, send-1)
		if !again || send == maxSends || req.GetBody == nil || !fits(ctx, wait) {
			return resp, err
		}
		if err == nil {
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
	case resp.StatusCode != http.StatusTooManyRequests && resp.StatusCode != http.StatusServiceUnavailable:
		return 0, false
	}
	wait := retryAfter(resp.Header, time.Now())
	if wait == 0 {
		wait = waitIn(readRefusal(peek(resp)).Message)
	}
	if wait == 0 && resp.StatusCode == http.StatusServiceUnavailable {
		wait = awayPause << resends
	}
	return wait, wait > 0 // a 429 that names no wait is final: a guess would spend the quota
}

// peek reads a small body and leaves it to be read again. The slot that the body
// holds is free from here on.
func peek(resp *http.Response) []byte {
	body, _ := io.ReadAll(io.LimitReader(resp.Body, maxErrorBody)) // half a refusal still tells its status
	_ = resp.Body.Close()
	resp.Body = io.NopCloser(bytes.NewReader(body))
	return body
}

// patience is the context key of the time at which the caller gives up.
type patience struct{}

// withPatience lets a shared call, whose own context has no caller's deadline,
// know when the one who began it stops waiting.
func withPatience(ctx context.Context) context.Context {
	if until, bounded := ctx.Deadline(); bounded {
		return context.WithValue(ctx, patience{}, until)
	}
	return ctx
}

// fits tells whether a wait ends before anybody's time does.
func fits(ctx context.Context, wait time.Duration) bool {
	end := time.Now().Add(wait)
	if until, bounded := ctx.Deadline(); bounded && !end.Before(until) {
		return false
	}
	until, bounded := ctx.Value(patience{}).(time.Time)
	return !bounded || end.Before(until)
}
