package entra

import (
	"context"
	"crypto/sha256"
	"sync"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
)

const (
	// maxUsers bounds the memory for users: at a few KB each, some MB.
	maxUsers = 1000

	// userIdle is how long a user's tokens are kept after their last use. A token
	// of Entra's lives about an hour.
	userIdle = time.Hour
)

// OnBehalfOf signs in as an app in a user's name: the user's own token, which the
// app was given when the user signed in, is exchanged for one of the resource.
type OnBehalfOf struct {
	SignIn
	TenantID string
	ClientID string
	Secret   string   // the app proves itself by it, or
	Managed  *Managed // by a machine's identity, whose Scope is the federated audience
}

// Users are the tokens of the users of one app. It is safe for concurrent use.
type Users struct {
	app       OnBehalfOf
	assertion func(context.Context) (string, error) // nil: the app has a secret

	mu    sync.Mutex
	users map[[sha256.Size]byte]*user
}

type user struct {
	tokens *Tokens
	used   time.Time
}

// Users prepares the exchange; nothing is sent yet.
func (o OnBehalfOf) Users() (*Users, error) {
	u := &Users{app: o, users: map[[sha256.Size]byte]*user{}}
	if o.Authority.Scheme != "https" {
		return nil, errNotHTTPS
	}
	if o.Managed != nil {
		machine, err := o.Managed.Tokens()
		if err != nil {
			return nil, err
		}
		u.assertion = func(ctx context.Context) (string, error) {
			token, err := machine.Token(ctx)
			testify(ctx, err)
			return token, err
		}
	}
	return u, nil
}

// Of are the tokens in the name of the user who has this token. They are known by
// it alone, so that nobody gets those of somebody else by bearing the same name.
func (u *Users) Of(userToken string) (*Tokens, error) {
	key, now := sha256.Sum256([]byte(userToken)), time.Now()
	u.mu.Lock()
	defer u.mu.Unlock()
	if known, ok := u.users[key]; ok {
		known.used = now
		return known.tokens, nil
	}
	tokens, err := u.app.proven(byUser).tokens(func() (azcore.TokenCredential, error) { return u.credential(userToken) })
	if err != nil {
		return nil, err
	}
	u.makeRoom(now)
	u.users[key] = &user{tokens, now}
	return tokens, nil
}

// makeRoom wants the lock. It forgets who was idle, and if nobody was, who has
// waited longest.
func (u *Users) makeRoom(now time.Time) {
	var oldest [sha256.Size]byte
	var since time.Time
	for key, known := range u.users {
		if now.Sub(known.used) > userIdle {
			delete(u.users, key)
		} else if since.IsZero() || known.used.Before(since) {
			oldest, since = key, known.used
		}
	}
	if len(u.users) >= maxUsers {
		delete(u.users, oldest)
	}
}

func (u *Users) credential(userToken string) (azcore.TokenCredential, error) {
	o := &azidentity.OnBehalfOfCredentialOptions{
		ClientOptions: u.app.options(), DisableInstanceDiscovery: withoutDiscovery,
	}
	if u.assertion == nil {
		return azidentity.NewOnBehalfOfCredentialWithSecret(u.app.TenantID, u.app.ClientID, userToken, u.app.Secret, o)
	}
	return azidentity.NewOnBehalfOfCredentialWithClientAssertions(u.app.TenantID, u.app.ClientID, userToken,
		u.assertion, o)
}
