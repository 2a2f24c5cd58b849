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
	"github.com/huntboard/huntboard-defender-datasource/pkg/trail"
)

// Query is one hunt as it goes out.
type Query struct {
	KQL         string // plain KQL, sent byte for byte
	Timespan    string // ISO 8601 `start/end`; "" = the service's 30 days; Graph only
	WorkspaceID string // a Sentinel workspace's GUID; "" = the primary one; Graph only
	Identity    string // who asks, where that is not always the same; answers to two are never shared
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
	base    string // scheme, host and, behind a proxy, the beginning of all paths
	url     string // of hunts
	host    string
	timeout time.Duration
	maxBody int64
	tokens  Tokens
	http    *http.Client
	heavy   heavy
}

// New makes a client of one API at one host.
func New(o Options) *Client {
	o = o.withBudget()
	base := strings.TrimRight(o.Endpoint.String(), "/")
	return &Client{
		site:    o.Site,
		base:    base,
		url:     base + o.Site.Path,
		host:    o.Endpoint.Host,
		timeout: o.Timeout,
		maxBody: maxBody,
		tokens:  o.Tokens,
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

// Run does one hunt, each time as a call of its own: package recall shares calls.
// Errors are *Error.
func (c *Client) Run(ctx context.Context, q Query) (*Answer, error) {
	ctx, cancel := context.WithTimeoutCause(asking(ctx), c.timeout, errOurTimeout)
	defer cancel()
	ctx, end := trail.Part(ctx, "call")
	answer, err := c.send(ctx, q)
	end(err)
	if err != nil {
		return nil, c.explain(ctx, err)
	}
	return answer, nil
}

// Admit is nil for an identity that has a token now, and calls nobody but the one
// who gives tokens, if that. Errors are *Error.
func (c *Client) Admit(ctx context.Context) error {
	if _, err := c.tokens.Token(ctx); err != nil {
		return c.explain(ctx, &tokenError{err})
	}
	return nil
}

// Explain makes an *Error of what ended the wait for a hunt: the caller's own
// context, or work that panicked. What is one already stays as it is.
func (c *Client) Explain(ctx context.Context, err error) error {
	var explained *Error
	if errors.As(err, &explained) {
		return explained
	}
	return c.explain(ctx, err)
}

// refuseRedirects keeps the token at the host that it was made for: the redirect
// itself becomes the answer, and an error.
func refuseRedirects(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
