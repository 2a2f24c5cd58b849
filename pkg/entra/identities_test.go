package entra

import (
	"crypto/rand"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestACertificateSignsInWithAnAssertionOfItsOwn(t *testing.T) {
	f, key := newFakeEntra(t), rsaKey(t)
	certificate := certified(t, key)
	certText, keyText := asPEM(t, key, certificate)
	pair, err := ReadPEM(certText, keyText)
	if err != nil {
		t.Fatal(err)
	}
	tokens, err := Certificate{SignIn: f.signIn(t), TenantID: tenant, ClientID: client, Pair: pair}.Tokens()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tokens.Token(t.Context()); err == nil || !strings.Contains(err.Error(), "AADSTS700027") {
		t.Errorf("a certificate that the app does not have: %v", err)
	}
	f.certificate = certificate
	if token, err := tokens.Token(t.Context()); err != nil || token != "-2" {
		t.Errorf("%q, %v", token, err)
	}
}

func TestAWorkloadSignsInWithTheTokenInItsFile(t *testing.T) {
	f := newFakeEntra(t)
	f.federated = "the-cluster-s-word"
	file := filepath.Join(t.TempDir(), "token")
	tokens, err := Workload{SignIn: f.signIn(t), TenantID: tenant, ClientID: client, TokenFile: file}.Tokens()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tokens.Token(t.Context()); kindOf(err) != KindNoProof {
		t.Errorf("without the file: %v", err)
	}
	for _, tt := range []struct{ word, want string }{{"of another cluster", ""}, {f.federated, "-2"}} {
		if err := os.WriteFile(file, []byte(tt.word), 0o600); err != nil {
			t.Fatal(err)
		}
		if token, err := tokens.Token(t.Context()); token != tt.want {
			t.Errorf("with the token %q: %q, %v", tt.word, token, err)
		}
	}
}

// machine is Azure's own address of a managed identity, at which nothing but this
// machine's processes can ask.
func machine(t *testing.T, answer http.HandlerFunc) http.RoundTripper {
	t.Helper()
	s := httptest.NewServer(answer)
	t.Cleanup(s.Close)
	u, err := url.Parse(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	return at{u.Host, s.Client().Transport}
}

// at sends what is for Azure's link-local address to a server of the test.
type at struct {
	host string
	next http.RoundTripper
}

func (a at) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.URL.Host != "169.254.169.254" {
		return nil, fmt.Errorf("asked %s", req.URL.Host)
	}
	clone := req.Clone(req.Context())
	clone.URL.Host = a.host
	return a.next.RoundTrip(clone)
}

func TestAManagedIdentityIsAskedOfTheMachine(t *testing.T) {
	issued, resource := 0, "https://"+rand.Text()+".example" // the library remembers tokens for the whole process
	transport := machine(t, func(w http.ResponseWriter, r *http.Request) {
		q := r.URL.Query()
		if r.Header.Get("Metadata") != "true" || q.Get("resource") != resource {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		issued++
		_, _ = fmt.Fprintf(w, `{"access_token":"%s-%d","expires_in":"86400","resource":"x","token_type":"Bearer"}`,
			q.Get("client_id"), issued)
	})
	for i, id := range []string{"", client} { // the system's own, then a user-assigned one
		tokens, err := Managed{ClientID: id, Scope: resource + "/.default", Transport: transport}.Tokens()
		if err != nil {
			t.Fatal(err)
		}
		first, err := tokens.Token(t.Context())
		if want := fmt.Sprintf("%s-%d", id, 2*i+1); err != nil || first != want {
			t.Errorf("%q, %v; want %q", first, err, want)
		}
		if again, err := tokens.Renew(t.Context(), first); err != nil || again == first {
			t.Errorf("a refused token is given again: %q, %v", again, err)
		}
	}
}

func TestAMachineWithoutAManagedIdentityIsSaidSo(t *testing.T) {
	tests := map[string]struct {
		transport http.RoundTripper
		want      string
	}{
		"the identity is not assigned": {machine(t, func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusBadRequest)
			_, _ = fmt.Fprint(w, `{"error":"invalid_request","error_description":"Identity not found"}`)
		}), "check its client id"},
		"nothing is there": {at{"127.0.0.1:1", http.DefaultTransport}, "Check that Grafana runs in Azure"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			id := "00000000-0000-0000-0000-00000000000" + fmt.Sprint(len(name)%10)
			tokens, err := Managed{ClientID: id, Scope: "https://x/.default", Transport: tt.transport}.Tokens()
			if err != nil {
				t.Fatal(err)
			}
			if _, err := tokens.Token(t.Context()); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestAnAppServiceAnswersForItsManagedIdentity(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("X-IDENTITY-HEADER") != "key" {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		_, _ = fmt.Fprint(w, `{"access_token":"of-the-app","expires_on":"4102444800","token_type":"Bearer"}`)
	}))
	t.Cleanup(s.Close)
	t.Setenv("IDENTITY_ENDPOINT", s.URL)
	t.Setenv("IDENTITY_HEADER", "key")
	tokens, err := Managed{Scope: "https://app.example/.default", Transport: s.Client().Transport}.Tokens()
	if err != nil {
		t.Fatal(err)
	}
	if token, err := tokens.Token(t.Context()); err != nil || token != "of-the-app" {
		t.Errorf("%q, %v", token, err)
	}
}
