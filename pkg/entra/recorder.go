package entra

import (
	"context"
	"net/http"
)

// recorder sends azidentity's requests over our transport and remembers why one
// failed: azidentity keeps only the text of a network error, and one that is to
// be told apart has to be seen as a value.
type recorder struct{ transport http.RoundTripper }

// Do follows no redirect: the request's body is the secret.
func (r recorder) Do(req *http.Request) (*http.Response, error) {
	resp, err := r.transport.RoundTrip(req)
	testify(req.Context(), err)
	if w, ok := req.Context().Value(witnessKey{}).(*witness); ok {
		w.asked = w.asked || req.Method == http.MethodPost
	}
	return resp, err
}

// witness holds what happened in one sign-in. Its sends follow each other.
type witness struct {
	err   error // of the last send, or of another sign-in that this one needs
	asked bool  // a token was; else only where to ask for one
}

type witnessKey struct{}

func withWitness(ctx context.Context) (context.Context, *witness) {
	w := new(witness)
	return context.WithValue(ctx, witnessKey{}, w), w
}

func testify(ctx context.Context, err error) {
	if w, ok := ctx.Value(witnessKey{}).(*witness); ok {
		w.err = err
	}
}
