package hunting

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"github.com/huntboard/huntboard-defender-datasource/pkg/service"
)

const oneRow = `{"schema":[{"name":"n","type":"Int64"}],"results":[{"n":1}]}`

// wire is the service as a RoundTripper. It promises what http.Transport does:
// a request that is canceled ends.
type wire func(req *http.Request) (*http.Response, error)

func (w wire) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.Body != nil {
		defer func() { _ = req.Body.Close() }()
	}
	return w(req)
}

func reply(status int, body string) *http.Response {
	return &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body))}
}

// after answers late, or not at all when the caller has gone.
func after(wait time.Duration, body string) wire {
	return func(req *http.Request) (*http.Response, error) {
		select {
		case <-time.After(wait):
			return reply(200, body), nil
		case <-req.Context().Done():
			return nil, req.Context().Err()
		}
	}
}

// passes are tokens that always work; each Renew gives the next.
type passes struct {
	renewed atomic.Int32
	err     error
}

func (p *passes) Token(context.Context) (string, error) {
	return fmt.Sprint("pass", p.renewed.Load()), p.err
}

func (p *passes) Renew(ctx context.Context, _ string) (string, error) {
	p.renewed.Add(1)
	return p.Token(ctx)
}

func newClient(w http.RoundTripper) *Client {
	return New(Options{
		Site:     graphSite(),
		Endpoint: &url.URL{Scheme: "https", Host: "graph.example"}, Tokens: &passes{}, Transport: w,
		Timeout: 200 * time.Second,
	})
}

func graphSite() service.Site { return site(service.Graph) }

func site(api service.API) service.Site {
	found, err := service.Find(api, service.Commercial, "")
	if err != nil {
		panic(err) // the table has every API in this cloud
	}
	return found
}

// kind is "" for no error and "?" for one that is not ours.
func kind(err error) Kind {
	if err == nil {
		return ""
	}
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return "?"
}
