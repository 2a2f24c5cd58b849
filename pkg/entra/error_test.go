package entra

import (
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
)

func TestEachRefusalIsASentenceWithItsCode(t *testing.T) {
	refuse := func(oauth string, code int) string {
		return fmt.Sprintf(`{"error":%q,"error_codes":[%d],"error_description":"AADSTS%d: %s","correlation_id":"c-1"}`,
			oauth, code, code, secret)
	}
	tests := map[string]struct {
		status int
		body   string
		kind   Kind
		sends  int
		want   string
	}{
		"a wrong secret fails at once": {
			401, refuse("invalid_client", 7000215), KindRefused, 1,
			"the value is shown only once, when it is made (AADSTS7000215).",
		},
		"an expired secret":      {401, refuse("invalid_client", 7000222), KindRefused, 1, "the client secret has expired"},
		"an unknown client":      {400, refuse("unauthorized_client", 700016), KindRefused, 1, "no app with this client id"},
		"an unknown tenant":      {400, refuse("invalid_request", 90002), KindRefused, 1, "no tenant with this id"},
		"no consent":             {400, refuse("invalid_grant", 65001), KindRefused, 1, "Grant admin consent"},
		"a code of its own":      {400, refuse("invalid_request", 4242), KindRefused, 1, "(AADSTS4242)"},
		"an authority sans code": {401, `{"error":"invalid_client"}`, KindRefused, 1, "the client secret is wrong"},
		"a page": {
			404, "<html>" + secret, KindBadAnswer, 1, "does not answer as an authority does (status 404)",
		},
		"a page with status 200": {
			200, "<html>" + secret, KindBadAnswer, 1, "does not answer as an authority does (its answer cannot be read)",
		},
		"away for a while": {503, "", KindUnavailable, 1 + resends, "is not available (status 503)"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { // resends wait
				a := &authority{answer: func(int) (*http.Response, error) { return reply(tt.status, tt.body), nil }}
				_, err := newTokens(t, a).Token(t.Context())
				var e *Error
				if !errors.As(err, &e) {
					t.Fatalf("got %v", err)
				}
				if e.Kind != tt.kind || a.sends != tt.sends || !strings.Contains(e.Error(), tt.want) {
					t.Errorf("%s after %d sends: %s", e.Kind, a.sends, e)
				}
				if text := fmt.Sprintf("%v %+v %#v", e, e, errors.Unwrap(e)); strings.Contains(text, secret) {
					t.Errorf("the secret is in %s", text)
				}
			})
		})
	}
}

func TestAnAuthorityThatCannotBeReachedIsSaidSo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := &authority{answer: func(int) (*http.Response, error) {
			return nil, &net.OpError{Op: "dial", Err: errors.New("connection refused")}
		}}
		_, err := newTokens(t, a).Token(t.Context())
		if kindOf(err) != KindUnreachable || a.sends != 1+resends {
			t.Errorf("after %d sends: %v", a.sends, err)
		}
	})
}

// blanks never end.
type blanks struct{ read int }

func (b *blanks) Read(into []byte) (int, error) {
	for i := range into {
		into[i] = ' '
	}
	if b.read += len(into); b.read > 64*maxAnswer {
		return 0, errors.New("read on and on")
	}
	return len(into), nil
}

func TestAnAnswerWithoutAnEndIsGivenUp(t *testing.T) {
	endless := &blanks{}
	a := &authority{answer: func(int) (*http.Response, error) {
		resp := reply(200, "")
		resp.Body = io.NopCloser(endless)
		return resp, nil
	}}
	_, err := newTokens(t, a).Token(t.Context())
	if kindOf(err) != KindBadAnswer || endless.read > 2*maxAnswer {
		t.Errorf("after %d bytes: %v", endless.read, err)
	}
}
