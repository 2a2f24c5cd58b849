package entra

import (
	"context"
	"errors"
	"io"
	"net/http"
)

// maxAnswer is far above any answer of an authority's; a token is some KB long.
const maxAnswer = 1 << 20

var errLongAnswer = errors.New("the answer is too long for an authority's")

// recorder sends azidentity's requests over our transport and remembers why one
// failed: azidentity keeps only the text of a network error, and one that is to
// be told apart has to be seen as a value.
type recorder struct{ transport http.RoundTripper }

// Do follows no redirect: the request's body is the secret.
func (r recorder) Do(req *http.Request) (*http.Response, error) {
	resp, err := r.transport.RoundTrip(req)
	testify(req.Context(), err)
	if err == nil {
		resp.Body = &bounded{ReadCloser: resp.Body, left: maxAnswer}
	}
	if w, ok := req.Context().Value(witnessKey{}).(*witness); ok {
		w.asked = w.asked || req.Method == http.MethodPost
	}
	return resp, err
}

// bounded ends with an error where an answer goes on and on: azidentity reads
// whatever comes, unpacked, into memory.
type bounded struct {
	io.ReadCloser
	left int64
}

func (b *bounded) Read(into []byte) (int, error) {
	if b.left <= 0 {
		return 0, errLongAnswer
	}
	n, err := b.ReadCloser.Read(into[:min(int64(len(into)), b.left)])
	b.left -= int64(n)
	return n, err
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
