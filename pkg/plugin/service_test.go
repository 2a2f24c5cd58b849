package plugin

import (
	"bytes"
	"crypto/rsa"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
)

const (
	testTenant = "5f0a1c7e-3b2d-4e8f-9a61-0c4d7e2b8f13"
	testClient = "c2b7d9e4-6a15-4f30-8d2c-91e7a4f05b68"
	testSecret = "a-secret-that-must-not-be-seen"
	testToken  = "token-that-must-not-be-seen-"
)

// fakeService is Entra and Graph on one TLS address with a CA of its own.
type fakeService struct {
	*httptest.Server
	answer http.HandlerFunc // to a hunt whose token is good
	key    *rsa.PublicKey   // of the app's certificate, nil = it has none

	mu      sync.Mutex
	tokens  int      // issued
	revoked int      // tokens up to this one are refused
	hunts   []string // bodies, as they came
	asked   []string // paths of calls for the schema

	schema http.HandlerFunc // answers those, nil = as a service without one
}

func newService(t *testing.T) *fakeService {
	t.Helper()
	s := notStarted()
	s.StartTLS()
	t.Cleanup(s.Close)
	return s
}

func notStarted() *fakeService {
	s := &fakeService{answer: answers(`{"schema":[{"name":"print_0","type":"Int64"}],"results":[{"print_0":1}]}`)}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{tenant}/v2.0/.well-known/openid-configuration", s.metadata)
	mux.HandleFunc("POST /{tenant}/oauth2/v2.0/token", s.token)
	mux.HandleFunc("POST /v1.0/security/runHuntingQuery", s.hunt)
	mux.HandleFunc("GET /beta/security/{call}", s.tell)
	s.Server = httptest.NewUnstartedServer(mux)
	return s
}

// tell answers a call for the schema.
func (s *fakeService) tell(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.asked = append(s.asked, r.URL.Path)
	s.mu.Unlock()
	switch {
	case !strings.HasPrefix(r.Header.Get("Authorization"), "Bearer "+testToken):
		refuses(401, `{"error":{"code":"InvalidAuthenticationToken"}}`)(w, r)
	case s.schema == nil:
		refuses(404, `{"error":{"code":"BadRequest","message":"Resource not found for the segment."}}`)(w, r)
	default:
		s.schema(w, r)
	}
}

func answers(body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("request-id", "11111111-2222-3333-4444-555555555555")
		_, _ = io.WriteString(w, body)
	}
}

func refuses(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

func (s *fakeService) caPEM() string {
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.Certificate().Raw}))
}

func (s *fakeService) metadata(w http.ResponseWriter, r *http.Request) {
	tenant := r.PathValue("tenant")
	if tenant != testTenant {
		refuses(400, entraRefusal("invalid_tenant", 90002))(w, r)
		return
	}
	_ = json.NewEncoder(w).Encode(map[string]string{
		"authorization_endpoint": s.URL + "/" + tenant + "/oauth2/v2.0/authorize",
		"token_endpoint":         s.URL + "/" + tenant + "/oauth2/v2.0/token",
		"issuer":                 s.URL + "/" + tenant + "/v2.0",
	})
}

func (s *fakeService) token(w http.ResponseWriter, r *http.Request) {
	switch {
	case r.PostFormValue("client_id") != testClient:
		refuses(400, entraRefusal("unauthorized_client", 700016))(w, r)
		return
	case s.key != nil && r.PostFormValue("client_assertion") != "":
		if !signedBy(s.key, r.PostFormValue("client_assertion")) {
			refuses(401, entraRefusal("invalid_client", 700027))(w, r)
			return
		}
	case r.PostFormValue("client_secret") != testSecret:
		refuses(401, entraRefusal("invalid_client", 7000215))(w, r)
		return
	case !strings.Contains(r.PostFormValue("scope"), "https://graph.microsoft.com/.default"):
		refuses(400, entraRefusal("invalid_scope", 70011))(w, r)
		return
	}
	s.mu.Lock()
	s.tokens++
	token := fmt.Sprint(testToken, s.tokens)
	s.mu.Unlock()
	_, _ = fmt.Fprintf(w, `{"token_type":"Bearer","expires_in":3600,"ext_expires_in":3600,"access_token":%q}`, token)
}

// entraRefusal repeats the secret, as a hostile authority might.
func entraRefusal(oauth string, code int) string {
	return fmt.Sprintf(`{"error":%q,"error_codes":[%d],"error_description":"AADSTS%d: no: %s","correlation_id":"c"}`,
		oauth, code, code, testSecret)
}

func (s *fakeService) hunt(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	r.Body = io.NopCloser(bytes.NewReader(body)) // for an answer that looks at it
	var number int
	_, err := fmt.Sscanf(r.Header.Get("Authorization"), "Bearer "+testToken+"%d", &number)
	s.mu.Lock()
	s.hunts = append(s.hunts, string(body))
	refused := err != nil || number <= s.revoked
	s.mu.Unlock()
	if refused {
		refuses(401, `{"error":{"code":"InvalidAuthenticationToken","message":"Lifetime validation failed."}}`)(w, r)
		return
	}
	s.answer(w, r)
}
