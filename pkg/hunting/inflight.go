package hunting

import (
	"context"
	"io"
	"net/http"
	"sync"
)

// slots is a counting semaphore: what is in the channel is in use.
type slots chan struct{}

// inFlight lets as many requests out at once as there are slots. A request keeps
// its slot until its body is closed, as the service works while it sends.
type inFlight struct {
	slots slots
	next  http.RoundTripper
}

func (l inFlight) RoundTrip(req *http.Request) (*http.Response, error) {
	select {
	case l.slots <- struct{}{}:
	case <-req.Context().Done():
		closeBody(req)
		return nil, context.Cause(req.Context())
	}
	release := sync.OnceFunc(func() { <-l.slots })
	resp, err := l.next.RoundTrip(req)
	if err != nil {
		release()
		return nil, err
	}
	resp.Body = releasing{resp.Body, release}
	return resp, nil
}

type releasing struct {
	io.ReadCloser
	release func()
}

func (b releasing) Close() error {
	defer b.release()
	return b.ReadCloser.Close()
}
