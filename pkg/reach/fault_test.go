package reach

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestAFaultOfTheRoadIsToldApart(t *testing.T) {
	secure := httptest.NewTLSServer(http.NotFoundHandler())
	defer secure.Close()
	secure.Config.ErrorLog = log.New(io.Discard, "", 0)
	plain := httptest.NewServer(http.NotFoundHandler())
	defer plain.Close()
	cut := func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }
	cutting := httptest.NewServer(http.HandlerFunc(cut))
	defer cutting.Close()
	trusted := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: x509.NewCertPool(), ServerName: "elsewhere.test"}}
	trusted.TLSClientConfig.RootCAs.AddCert(secure.Certificate())
	tests := map[string]struct {
		transport http.RoundTripper
		url       string
		want      Fault
	}{
		"nothing listens": {nil, dead(t), Fault{Unreachable, "the connection was refused or there is no way to it"}},
		"no such name":    {nil, "https://nobody.invalid", Fault{Unreachable, "no such host is known"}},
		"unknown CA":      {nil, secure.URL, Fault{Untrusted, "an unknown authority signed it"}},
		"another's name":  {trusted, secure.URL, Fault{Untrusted, "it was made for another host"}},
		"no TLS there": {
			nil, strings.Replace(plain.URL, "http:", "https:", 1), Fault{Unreachable, "it does not speak TLS there"},
		},
		"the connection is cut": {nil, cutting.URL, Fault{Broken, "the connection broke"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if tt.transport == nil {
				tt.transport = &http.Transport{}
			}
			resp, err := (&http.Client{Transport: tt.transport}).Get(tt.url) //nolint:noctx // the server is in this process
			if err == nil {
				_ = resp.Body.Close()
				t.Fatal("no error")
			}
			got := Of(err)
			if name == "no such name" && got.Kind == Unreachable {
				return // without a name server the reason is another
			}
			if got != tt.want {
				t.Errorf("got %+v, want %+v (%v)", got, tt.want, err)
			}
		})
	}
}

func TestWhatIsSilentIsUnreachable(t *testing.T) {
	silent := &net.OpError{Op: "dial", Err: timeout{}}
	if got := Of(errors.Join(io.EOF, silent)); got != (Fault{Unreachable, "it does not answer"}) {
		t.Errorf("got %+v", got)
	}
}

type timeout struct{}

func (timeout) Error() string   { return "i/o timeout" }
func (timeout) Timeout() bool   { return true }
func (timeout) Temporary() bool { return true }

func dead(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	return "https://" + l.Addr().String()
}
