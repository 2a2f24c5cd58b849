package entra

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

const (
	tenant = "5f0a1c7e-3b2d-4e8f-9a61-0c4d7e2b8f13"
	client = "c2b7d9e4-6a15-4f30-8d2c-91e7a4f05b68"
	secret = "a-secret-that-must-not-be-seen"
)

// authority is Entra as a RoundTripper.
type authority struct {
	answer func(sends int) (*http.Response, error) // to a token request; nil issues a token
	wait   time.Duration

	mu    sync.Mutex
	sends int
	seen  []*http.Request
	form  url.Values // of the last token request
}

func (a *authority) RoundTrip(req *http.Request) (*http.Response, error) {
	if err := pause(req.Context(), a.wait); err != nil {
		return nil, err
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.seen = append(a.seen, req)
	if req.Method == http.MethodGet {
		base := "https://login.example/" + tenant
		return reply(200, fmt.Sprintf(`{"authorization_endpoint":"%[1]s/oauth2/v2.0/authorize",`+
			`"token_endpoint":"%[1]s/oauth2/v2.0/token","issuer":"%[1]s/v2.0"}`, base)), nil
	}
	body, err := io.ReadAll(req.Body)
	if err != nil {
		return nil, err
	}
	if a.form, err = url.ParseQuery(string(body)); err != nil {
		return nil, err
	}
	a.sends++
	if a.answer != nil {
		return a.answer(a.sends)
	}
	return reply(200, fmt.Sprintf(`{"token_type":"Bearer","expires_in":3600,"access_token":"token-%d"}`, a.sends)), nil
}

func pause(ctx context.Context, wait time.Duration) error {
	select {
	case <-time.After(wait):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func reply(status int, body string) *http.Response {
	return &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body))}
}

func newTokens(t *testing.T, a *authority) *Tokens {
	t.Helper()
	tokens, err := Secret{
		SignIn: SignIn{
			Scope:     "https://graph.microsoft.com/.default",
			Authority: &url.URL{Scheme: "https", Host: "login.example"}, Transport: a,
		},
		TenantID: tenant, ClientID: client, Secret: secret,
	}.Tokens()
	if err != nil {
		t.Fatal(err)
	}
	return tokens
}

func newTestSignIn() SignIn {
	return SignIn{Authority: &url.URL{Scheme: "https", Host: "login.example"}, Transport: &authority{}}
}

func TestASignInAsksTheGivenAuthorityAndNobodyElse(t *testing.T) {
	a := &authority{}
	token, err := newTokens(t, a).Token(t.Context())
	if err != nil || token != "token-1" {
		t.Fatalf("%q, %v", token, err)
	}
	for _, req := range a.seen {
		if req.URL.Host != "login.example" {
			t.Errorf("asked %s", req.URL.Host)
		}
	}
	scope := strings.Fields(a.form.Get("scope"))[0]
	if a.form.Get("client_id") != client || a.form.Get("client_secret") != secret {
		t.Errorf("asked with client %s", a.form.Get("client_id"))
	}
	if scope != "https://graph.microsoft.com/.default" {
		t.Errorf("asked for %s", scope)
	}
}

func TestATokenIsKeptUntilShortlyBeforeItsEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := &authority{wait: time.Second}
		tokens := newTokens(t, a)
		tests := []struct {
			at    time.Duration
			sends int
		}{{0, 1}, {50 * time.Minute, 1}, {56 * time.Minute, 2}}
		began := time.Now()
		for _, tt := range tests {
			time.Sleep(tt.at - time.Since(began))
			if _, err := tokens.Token(t.Context()); err != nil || a.sends != tt.sends {
				t.Errorf("after %s: %d sign-ins, want %d (%v)", tt.at, a.sends, tt.sends, err)
			}
		}
	})
}

func TestThoseWhoNeedATokenAtOnceShareOneSignIn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := &authority{wait: time.Second}
		tokens := newTokens(t, a)
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				if _, err := tokens.Token(t.Context()); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if a.sends != 1 {
			t.Errorf("%d sign-ins", a.sends)
		}
	})
}

func TestARefusedTokenIsRenewedOnceForAllWhoHadIt(t *testing.T) {
	a := &authority{}
	tokens := newTokens(t, a)
	refused, err := tokens.Token(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if fresh, err := tokens.Renew(t.Context(), refused); err != nil || fresh != "token-2" {
			t.Errorf("%q, %v", fresh, err)
		}
	}
}

func TestACancelEndsTheWaitAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tokens := newTokens(t, &authority{wait: 10 * time.Second})
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		began := time.Now()
		_, err := tokens.Token(ctx)
		if kindOf(err) != KindCanceled || time.Since(began) != time.Second {
			t.Errorf("after %s: %v", time.Since(began), err)
		}
	})
}

func TestAnAuthorityThatIsSilentIsGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		_, err := newTokens(t, &authority{wait: time.Hour}).Token(t.Context())
		if kindOf(err) != KindTimeout || time.Since(began) > signInTimeout {
			t.Errorf("after %s: %v", time.Since(began), err)
		}
	})
}

func TestAnAuthorityMustBeHTTPS(t *testing.T) {
	plain := &url.URL{Scheme: "http", Host: "localhost"}
	_, err := Secret{TenantID: tenant, ClientID: client, Secret: secret, SignIn: SignIn{Authority: plain}}.Tokens()
	if !errors.Is(err, errNotHTTPS) {
		t.Errorf("got %v", err)
	}
}

func kindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return ""
}
