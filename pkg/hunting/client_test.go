package hunting

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
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
		Endpoint: &url.URL{Scheme: "https", Host: "graph.example"}, Tokens: &passes{}, Transport: w,
		Timeout: 200 * time.Second,
	})
}

func TestARequestIsWhatTheServiceWants(t *testing.T) {
	var got *http.Request
	var body []byte
	c := newClient(wire(func(req *http.Request) (*http.Response, error) {
		got = req
		body, _ = io.ReadAll(req.Body)
		return reply(200, oneRow), nil
	}))
	const kql = "EmailEvents\n| where Subject has \"Pаypal <&> 'x'\" // а is Cyrillic \u2028"
	_, err := c.Run(t.Context(), Query{
		KQL: kql, Timespan: "2026-01-01T00:00:00Z/2026-01-02T00:00:00Z", WorkspaceID: "11111111-2222-3333-4444-555555555555",
	})
	if err != nil {
		t.Fatal(err)
	}
	if got.Method != "POST" || got.URL.String() != "https://graph.example/v1.0/security/runHuntingQuery" {
		t.Errorf("%s %s", got.Method, got.URL)
	}
	for name, want := range map[string]string{
		"Content-Type": "application/json; charset=utf-8", "Accept": "application/json", "Authorization": "Bearer pass0",
	} {
		if got.Header.Get(name) != want {
			t.Errorf("%s: %q, want %q", name, got.Header.Get(name), want)
		}
	}
	want := `{"Query":"EmailEvents\n| where Subject has \"Pаypal <&> 'x'\" // а is Cyrillic \u2028",` +
		`"Timespan":"2026-01-01T00:00:00Z/2026-01-02T00:00:00Z","workspaceId":"11111111-2222-3333-4444-555555555555"}`
	if string(body) != want {
		t.Errorf("sent %s\nwant %s", body, want)
	}
}

func TestWhatIsNotSetIsNotSent(t *testing.T) {
	body, err := Query{KQL: "T"}.body()
	if err != nil || string(body) != `{"Query":"T"}` {
		t.Errorf("%s, %v", body, err)
	}
}

func TestIdenticalHuntsShareOneCall(t *testing.T) {
	tests := map[string]struct {
		queries []Query
		calls   int32
	}{
		"the same hunt":         {[]Query{{KQL: "T"}, {KQL: "T"}, {KQL: "T"}}, 1},
		"another query":         {[]Query{{KQL: "T"}, {KQL: "t"}}, 2},
		"another Timespan":      {[]Query{{KQL: "T", Timespan: "P1D"}, {KQL: "T"}}, 2},
		"another workspace":     {[]Query{{KQL: "T", WorkspaceID: "w"}, {KQL: "T"}}, 2},
		"parts that look alike": {[]Query{{KQL: "T", Timespan: "w"}, {KQL: "T", WorkspaceID: "w"}}, 2},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var calls atomic.Int32
				c := newClient(wire(func(req *http.Request) (*http.Response, error) {
					calls.Add(1)
					return after(time.Second, oneRow)(req)
				}))
				for _, q := range tt.queries {
					go func() {
						if answer, err := c.Run(t.Context(), q); err != nil || answer.Rows != 1 {
							t.Errorf("%v, %v", answer, err)
						}
					}()
				}
				time.Sleep(2 * time.Second)
				if calls.Load() != tt.calls {
					t.Errorf("%d calls, want %d", calls.Load(), tt.calls)
				}
			})
		})
	}
}

func TestAWaiterThatLeavesDoesNotDisturbTheOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newClient(after(10*time.Second, oneRow))
		first, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, cancel)
		results := make(chan error, 2)
		for _, ctx := range []context.Context{first, t.Context()} {
			go func() { _, err := c.Run(ctx, Query{KQL: "T"}); results <- err }()
			synctest.Wait()
		}
		if err := <-results; kind(err) != KindCanceled {
			t.Errorf("the one that left got %v", err)
		}
		if err := <-results; err != nil {
			t.Errorf("the one that stayed got %v", err)
		}
	})
}

func TestTheLastWaiterEndsTheCall(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ended := make(chan time.Time, 1)
		c := newClient(wire(func(req *http.Request) (*http.Response, error) {
			<-req.Context().Done()
			ended <- time.Now()
			return nil, req.Context().Err()
		}))
		ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
		defer cancel()
		began := time.Now()
		if _, err := c.Run(ctx, Query{KQL: "T"}); kind(err) != KindDeadline {
			t.Errorf("got %v", err)
		}
		if late := (<-ended).Sub(began); late != 3*time.Second {
			t.Errorf("the call ended after %s", late)
		}
	})
}

func TestNoMoreThanFourCallsAreInFlight(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var now, most atomic.Int32
		c := newClient(wire(func(req *http.Request) (*http.Response, error) {
			most.Store(max(most.Load(), now.Add(1)))
			resp, err := after(time.Second, oneRow)(req)
			resp.Body = releasing{resp.Body, func() { now.Add(-1) }}
			return resp, err
		}))
		began := time.Now()
		done := make(chan error)
		for i := range 10 {
			go func() { _, err := c.Run(t.Context(), Query{KQL: fmt.Sprint(i)}); done <- err }()
		}
		for range 10 {
			if err := <-done; err != nil {
				t.Error(err)
			}
		}
		if most.Load() != MaxInFlight || time.Since(began) != 3*time.Second {
			t.Errorf("%d at once, %s in all", most.Load(), time.Since(began))
		}
	})
}

func TestWaitingForATurnCountsAgainstTheTimeoutButNotAsDuration(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newClient(after(150*time.Second, oneRow))
		results := make(chan error)
		for i := range MaxInFlight + 1 {
			go func() { _, err := c.Run(t.Context(), Query{KQL: fmt.Sprint(i)}); results <- err }()
		}
		for range MaxInFlight {
			if err := <-results; err != nil {
				t.Error(err)
			}
		}
		if err := <-results; kind(err) != KindTimeout || !strings.Contains(err.Error(), "200 s") {
			t.Errorf("got %v", err)
		}
	})
}

func TestATokenIsRenewedOnceAndTheCallersRequestStaysAsItWas(t *testing.T) {
	tests := map[string]struct {
		good string // the token that the service takes
		want Kind
	}{
		"a fresh token helps":         {"Bearer pass1", ""},
		"a fresh token does not help": {"Bearer pass2", KindUnauthorized},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var sends []string
			c := newClient(wire(func(req *http.Request) (*http.Response, error) {
				body, _ := io.ReadAll(req.Body)
				sends = append(sends, req.Header.Get("Authorization")+" "+string(body))
				if req.Header.Get("Authorization") == tt.good {
					return reply(200, oneRow), nil
				}
				return reply(401, `{"error":{"code":"InvalidAuthenticationToken"}}`), nil
			}))
			_, err := c.Run(t.Context(), Query{KQL: "T"})
			if kind(err) != tt.want {
				t.Errorf("got %v", err)
			}
			want := []string{`Bearer pass0 {"Query":"T"}`, `Bearer pass1 {"Query":"T"}`}
			if fmt.Sprint(sends) != fmt.Sprint(want) {
				t.Errorf("sent %q", sends)
			}
		})
	}
	req, _ := http.NewRequestWithContext(t.Context(), http.MethodGet, "https://graph.example", nil)
	rt := bearer{&passes{}, wire(func(*http.Request) (*http.Response, error) { return reply(200, ""), nil })}
	if resp, err := rt.RoundTrip(req); err != nil || len(req.Header) != 0 {
		t.Errorf("the request has the headers %v, %v", req.Header, err)
	} else {
		_ = resp.Body.Close()
	}
}

func TestARedirectIsNeverFollowed(t *testing.T) {
	sends := 0
	c := newClient(wire(func(*http.Request) (*http.Response, error) {
		sends++
		resp := reply(307, "")
		resp.Header.Set("Location", "https://elsewhere.example/")
		return resp, nil
	}))
	if _, err := c.Run(t.Context(), Query{KQL: "T"}); kind(err) != KindRedirected || sends != 1 {
		t.Errorf("%d sends, %v", sends, err)
	}
}

func TestWithoutATokenNothingIsSent(t *testing.T) {
	refused := errors.New("no app with this client id")
	c := New(Options{
		Endpoint: &url.URL{Scheme: "https", Host: "graph.example"}, Tokens: &passes{err: refused}, Timeout: time.Minute,
		Transport: wire(func(*http.Request) (*http.Response, error) { t.Error("sent"); return reply(200, oneRow), nil }),
	})
	_, err := c.Run(t.Context(), Query{KQL: "T"})
	if kind(err) != KindSignIn || !errors.Is(err, refused) || err.Error() != refused.Error() {
		t.Errorf("got %v", err)
	}
}

func TestAnAnswerThatUnfoldsWithoutEndIsStopped(t *testing.T) {
	var packed bytes.Buffer
	zip := gzip.NewWriter(&packed)
	_, _ = io.WriteString(zip, `{"schema":[{"name":"A","type":"String"}],"results":[`)
	row := []byte(`{"A":"` + strings.Repeat("a", 1<<20) + `"},`)
	for range 4 {
		_, _ = zip.Write(row)
	}
	_ = zip.Close()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(packed.Bytes())
	}))
	defer server.Close()
	address, _ := url.Parse(server.URL)
	c := New(Options{Endpoint: address, Tokens: &passes{}, Transport: &http.Transport{}, Timeout: time.Minute})
	c.maxBody = 2 << 20
	_, err := c.Run(t.Context(), Query{KQL: "T"})
	if kind(err) != KindAnswerTooLarge || !strings.Contains(err.Error(), "2 MB") {
		t.Errorf("got %v", err)
	}
}

func TestAPanicIsAnErrorOfItsHunt(t *testing.T) {
	c := newClient(wire(func(*http.Request) (*http.Response, error) { panic("oh") }))
	if _, err := c.Run(t.Context(), Query{KQL: "T"}); kind(err) != KindInternal {
		t.Errorf("got %v", err)
	}
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
