package entra

import (
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
)

const (
	jwtBearer     = "urn:ietf:params:oauth:grant-type:jwt-bearer"
	assertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
)

// fakeEntra is Entra over TLS. It takes an app's secret, its certificate, the token
// of its workload, and users' tokens that start with "user-".
type fakeEntra struct {
	*httptest.Server
	certificate *x509.Certificate // of the app
	federated   string            // what proves its workload

	mu    sync.Mutex
	forms []url.Values
}

func newFakeEntra(t *testing.T) *fakeEntra {
	t.Helper()
	f := &fakeEntra{}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{tenant}/v2.0/.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = fmt.Fprintf(w, `{"authorization_endpoint":"%[1]s/authorize","token_endpoint":"%[1]s/token","issuer":"%[2]s"}`,
			f.URL+"/"+tenant+"/oauth2/v2.0", f.URL+"/"+tenant+"/v2.0")
	})
	mux.HandleFunc("POST /{tenant}/oauth2/v2.0/token", f.token)
	f.Server = httptest.NewTLSServer(mux)
	t.Cleanup(f.Close)
	return f
}

func (f *fakeEntra) signIn(t *testing.T) SignIn {
	t.Helper()
	u, err := url.Parse(f.URL)
	if err != nil {
		t.Fatal(err)
	}
	return SignIn{Authority: u, Scope: "https://graph.microsoft.com/.default", Transport: f.Client().Transport}
}

func (f *fakeEntra) token(w http.ResponseWriter, r *http.Request) {
	_ = r.ParseForm()
	f.mu.Lock()
	f.forms = append(f.forms, r.PostForm)
	issued := len(f.forms)
	f.mu.Unlock()
	form := r.PostForm
	switch {
	case form.Get("client_id") != client:
		refuse(w, "unauthorized_client", 700016)
	case !f.proven(form):
		refuse(w, "invalid_client", 700027)
	case form.Get("grant_type") == jwtBearer && form.Get("requested_token_use") != "on_behalf_of":
		refuse(w, "invalid_request", 900144)
	case form.Get("grant_type") == jwtBearer && !strings.HasPrefix(form.Get("assertion"), "user-"):
		refuse(w, "invalid_grant", 50013)
	default:
		_, _ = fmt.Fprintf(w, `{"token_type":"Bearer","expires_in":3600,"access_token":"%s%d"}`,
			form.Get("assertion")+"-", issued)
	}
}

func (f *fakeEntra) proven(form url.Values) bool {
	assertion := form.Get("client_assertion")
	switch {
	case assertion == "":
		return form.Get("client_secret") == secret
	case form.Get("client_assertion_type") != assertionType:
		return false
	case f.federated != "":
		return assertion == f.federated
	}
	return f.certificate != nil && f.signed(assertion)
}

// signed checks an assertion as Entra does: the certificate by its thumbprint, the
// signature by its key, and for whom the assertion was made.
func (f *fakeEntra) signed(assertion string) bool {
	parts := strings.Split(assertion, ".")
	if len(parts) != 3 {
		return false
	}
	var header struct {
		Thumbprint string `json:"x5t#S256"`
		Algorithm  string `json:"alg"`
	}
	var payload struct {
		Audience string `json:"aud"`
		Issuer   string `json:"iss"`
	}
	if !decoded(parts[0], &header) || !decoded(parts[1], &payload) || header.Algorithm != "PS256" {
		return false
	}
	thumbprint := sha256.Sum256(f.certificate.Raw)
	given, err := base64.RawURLEncoding.DecodeString(urlSafe(header.Thumbprint))
	if err != nil || string(given) != string(thumbprint[:]) {
		return false
	}
	signature, err := base64.RawURLEncoding.DecodeString(parts[2])
	if err != nil || payload.Issuer != client || payload.Audience != f.URL+"/"+tenant+"/oauth2/v2.0/token" {
		return false
	}
	digest := sha256.Sum256([]byte(parts[0] + "." + parts[1]))
	key, ok := f.certificate.PublicKey.(*rsa.PublicKey)
	return ok && rsa.VerifyPSS(key, crypto.SHA256, digest[:], signature, nil) == nil
}

func decoded[V any](part string, into *V) bool {
	text, err := base64.RawURLEncoding.DecodeString(part)
	return err == nil && json.Unmarshal(text, into) == nil
}

// urlSafe is either alphabet of Base64: Microsoft's library writes the older one here.
func urlSafe(text string) string {
	return strings.TrimRight(strings.NewReplacer("+", "-", "/", "_").Replace(text), "=")
}

func refuse(w http.ResponseWriter, oauth string, code int) {
	w.WriteHeader(http.StatusBadRequest)
	_, _ = fmt.Fprintf(w, `{"error":%q,"error_codes":[%d],"error_description":"AADSTS%d %s"}`, oauth, code, code, secret)
}
