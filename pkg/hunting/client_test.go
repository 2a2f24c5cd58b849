package hunting

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"
)

func TestARequestIsWhatTheServiceWants(t *testing.T) {
	var got *http.Request
	var body []byte
	c := newClient(wire(func(req *http.Request) (*http.Response, error) {
		got = req
		body, _ = io.ReadAll(req.Body)
		return reply(200, oneRow), nil
	}))
	const kql = "EmailEvents\n| where Subject has \"а <&> 'x'\" // а is Cyrillic \u2028"
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
	want := `{"Query":"EmailEvents\n| where Subject has \"а <&> 'x'\" // а is Cyrillic \u2028",` +
		`"Timespan":"2026-01-01T00:00:00Z/2026-01-02T00:00:00Z","workspaceId":"11111111-2222-3333-4444-555555555555"}`
	if string(body) != want {
		t.Errorf("sent %s\nwant %s", body, want)
	}
}

func TestWhatIsNotSetIsNotSent(t *testing.T) {
	body, err := Query{KQL: "T"}.body("graph")
	if err != nil || string(body) != `{"Query":"T"}` {
		t.Errorf("%s, %v", body, err)
	}
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
		Site:     graphSite(),
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
	c := New(Options{
		Site: graphSite(), Endpoint: address, Tokens: &passes{}, Transport: &http.Transport{}, Timeout: time.Minute,
	})
	c.maxBody = 2 << 20
	_, err := c.Run(t.Context(), Query{KQL: "T"})
	if kind(err) != KindAnswerTooLarge || !strings.Contains(err.Error(), "2 MB") {
		t.Errorf("got %v", err)
	}
}
