package entra

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"

	"github.com/huntboard/huntboard-defender-datasource/pkg/share"
)

// earlyBy is how long before its end a token is no longer given out, so that it
// outlives a hunt that waits for its turn.
const earlyBy = 5 * time.Minute

var errSignInTimeout = errors.New("the sign-in took too long")

// Tokens are the access tokens of one identity for one scope. It is safe for
// concurrent use; those who need a token at the same time share one sign-in.
type Tokens struct {
	host       string
	scope      string
	proof      proof
	credential func() (azcore.TokenCredential, error)
	signIns    share.Group[azcore.AccessToken]

	mu      sync.Mutex
	current azcore.TokenCredential
	token   azcore.AccessToken
	refused bool // the last token was, so that the next has to be another
}

// Token is valid for at least some minutes. Errors are *Error.
func (t *Tokens) Token(ctx context.Context) (string, error) {
	t.mu.Lock()
	token, credential, fresh := t.token, t.current, t.refused
	t.mu.Unlock()
	if time.Until(token.ExpiresOn) > earlyBy {
		return token.Token, nil
	}
	token, err := t.signIns.Do(ctx, "", func(ctx context.Context) (azcore.AccessToken, error) {
		return t.signIn(ctx, credential, fresh)
	})
	var explained *Error
	if err != nil && !errors.As(err, &explained) {
		return "", t.ended(err)
	}
	return token.Token, err
}

// Renew is a token that is newer than the refused one. Errors are *Error.
func (t *Tokens) Renew(ctx context.Context, refused string) (string, error) {
	t.mu.Lock()
	same := t.token.Token == refused
	t.refused = t.refused || same
	t.mu.Unlock()
	if same { // else another caller has renewed it already
		if err := t.forget(); err != nil {
			return "", t.ended(err)
		}
	}
	return t.Token(ctx)
}

// forget begins anew: azidentity keeps a token until it expires, and its memory
// ends only with the credential.
func (t *Tokens) forget() error {
	fresh, err := t.credential()
	if err != nil {
		return err
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.current, t.token = fresh, azcore.AccessToken{}
	return nil
}

func (t *Tokens) signIn(
	ctx context.Context, credential azcore.TokenCredential, fresh bool,
) (azcore.AccessToken, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, signInTimeout, errSignInTimeout)
	defer cancel()
	ctx, seen := withWitness(ctx)
	token, err := credential.GetToken(ctx, t.request(fresh))
	if err != nil {
		if t.proof == byFile {
			_ = t.forget() // the library keeps what it read for minutes; the file may be right by now
		}
		return token, t.explain(ctx, err, seen)
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.current == credential {
		t.token, t.refused = token, false
	}
	return token, nil
}

// request is what a credential is asked for. A machine's identity is remembered by
// the library for the whole process; only a request with claims goes past that.
func (t *Tokens) request(fresh bool) policy.TokenRequestOptions {
	o := policy.TokenRequestOptions{Scopes: []string{t.scope}}
	if t.proof == byMachine && fresh {
		o.Claims = "{}"
	}
	return o
}

// Fresh is a token that was asked for now. Errors are *Error.
func (t *Tokens) Fresh(ctx context.Context) (string, error) {
	t.mu.Lock()
	t.refused = true
	t.mu.Unlock()
	if err := t.forget(); err != nil {
		return "", t.ended(err)
	}
	return t.Token(ctx)
}

// Host is who gives the tokens.
func (t *Tokens) Host() string { return t.host }
