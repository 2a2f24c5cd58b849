package hunting

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/huntboard/huntboard-defender-datasource/pkg/budget"
	"github.com/huntboard/huntboard-defender-datasource/pkg/service"
	"github.com/huntboard/huntboard-defender-datasource/pkg/share"
)

// Query is one hunt as it goes out.
type Query struct {
	KQL         string // plain KQL, sent byte for byte
	Timespan    string // ISO 8601 `start/end`; "" = the service's 30 days; Graph only
	WorkspaceID string // a Sentinel workspace's GUID; "" = the primary one; Graph only
	Identity    string // who asks, where that is not always the same; hunts of two are never shared
}

// Options are what a Client needs to know.
type Options struct {
	Site      service.Site      // which API in which cloud
	Endpoint  *url.URL          // scheme and host of the API, the site's own or another that stands in for it
	Tokens    Tokens            // who signs in
	Transport http.RoundTripper // one plain HTTP send: TLS, proxies, no credentials
	Timeout   time.Duration     // for one call, waiting for its turn included
	Budget    *budget.Source    // the data source's part in its tenant's quota, nil = a budget of its own
	Tenant    func(token string) budget.Tenant
}

// Client runs hunts against one API host with one identity.
// It is safe for concurrent use.
type Client struct {
	site    service.Site
	url     string
	host    string
	timeout time.Duration
	maxBody int64
	http    *http.Client
	calls   share.Group[*Answer]
}

// New makes a client of one API at one host.
func New(o Options) *Client {
	o = o.withBudget()
	return &Client{
		site:    o.Site,
		url:     strings.TrimRight(o.Endpoint.String(), "/") + o.Site.Path,
		host:    o.Endpoint.Host,
		timeout: o.Timeout,
		maxBody: maxBody,
		http: &http.Client{
			// Every call passes through these, from left to right.
			Transport:     retry{bearer{o.Tokens, governed{o.Budget, o.Tenant, o.Transport}}},
			CheckRedirect: refuseRedirects,
		},
	}
}

// withBudget gives a client that was given no budget one of its own.
func (o Options) withBudget() Options {
	if o.Budget == nil {
		o.Budget = new(budget.Registry).Source(budget.Limits{}, nil)
	}
	if o.Tenant == nil {
		o.Tenant = func(string) budget.Tenant { return budget.Tenant{Host: o.Endpoint.Host} }
	}
	return o
}

// Host is the API's host, with its port where one was given.
func (c *Client) Host() string { return c.host }

// Run does one hunt. Identical hunts that run at the same time share one call,
// which ends early only when nobody waits for it any more. The answer may be
// shared: do not change it. Errors are *Error.
func (c *Client) Run(ctx context.Context, q Query) (*Answer, error) {
	answer, err := c.calls.Do(asking(ctx), c.key(q), func(ctx context.Context) (*Answer, error) {
		ctx, cancel := context.WithTimeoutCause(ctx, c.timeout, errOurTimeout)
		defer cancel()
		answer, err := c.send(ctx, q)
		if err != nil {
			return nil, c.explain(ctx, err)
		}
		return answer, nil
	})
	if err == nil {
		return answer, nil
	}
	var explained *Error
	if errors.As(err, &explained) {
		return nil, explained
	}
	return nil, c.explain(ctx, err)
}

// key tells hunts apart; NUL occurs in none of its parts.
func (c *Client) key(q Query) string {
	return strings.Join([]string{c.host, q.Identity, q.WorkspaceID, q.Timespan, q.KQL}, "\x00")
}

// refuseRedirects keeps the token at the host that it was made for: the redirect
// itself becomes the answer, and an error.
func refuseRedirects(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
