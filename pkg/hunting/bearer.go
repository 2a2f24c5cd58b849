package hunting

import (
	"context"
	"net/http"

	"github.com/huntboard/huntboard-defender-datasource/pkg/trail"
)

// Tokens are the access tokens of one identity.
type Tokens interface {
	// Token is one that is valid now.
	Token(ctx context.Context) (string, error)
	// Renew is one that is newer than the refused.
	Renew(ctx context.Context, refused string) (string, error)
}

// bearer puts a token on each request. A token that the service refuses is
// renewed once and the request sent again: tokens are revoked before they expire
// when an administrator changes the app, and a hunt only reads.
type bearer struct {
	tokens Tokens
	next   http.RoundTripper
}

func (b bearer) RoundTrip(req *http.Request) (*http.Response, error) {
	ctx, end := trail.Part(req.Context(), "token")
	token, err := b.tokens.Token(ctx)
	end(err)
	if err != nil {
		closeBody(req)
		return nil, &tokenError{err}
	}
	resp, err := b.next.RoundTrip(authorized(req, token))
	if err != nil || resp.StatusCode != http.StatusUnauthorized || req.GetBody == nil {
		return resp, err
	}
	fresh, err := b.tokens.Renew(req.Context(), token)
	if err != nil {
		drain(resp.Body)
		return nil, &tokenError{err}
	}
	body, err := req.GetBody()
	if err != nil {
		return resp, nil
	}
	drain(resp.Body)
	again := authorized(req, fresh)
	again.Body = body
	return b.next.RoundTrip(again)
}

// authorized is a copy of the request that carries the token.
func authorized(req *http.Request, token string) *http.Request {
	clone := req.Clone(req.Context())
	clone.Header.Set("Authorization", "Bearer "+token)
	return clone
}

// closeBody keeps RoundTripper's promise for a request that is not sent.
func closeBody(req *http.Request) {
	if req.Body != nil {
		_ = req.Body.Close() // an in-memory reader
	}
}

// tokenError marks that no token could be had, so that nothing was sent.
type tokenError struct{ err error }

func (e *tokenError) Error() string { return "signing in: " + e.err.Error() }
func (e *tokenError) Unwrap() error { return e.err }
