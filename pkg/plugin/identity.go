package plugin

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"

	"github.com/grafana/grafana-azure-sdk-go/v2/azusercontext"

	"github.com/huntboard/huntboard-defender-datasource/pkg/entra"
)

// identity is who signs in: one for all requests, or the user of each.
type identity struct {
	one       *entra.Tokens // nil when each user signs in
	users     *entra.Users
	standIn   *entra.Tokens // for rules when each user signs in
	noStandIn string        // why there is none
}

// admitted is whose tokens the hunts of a request use.
type admitted struct {
	tokens *entra.Tokens
	key    string // tells users apart, "" when all sign in as one
}

type admittedKey struct{}

var errNobodyAdmitted = errors.New("the request was not admitted")

// admit finds out in whose name a request comes; Token and Renew then answer for
// it. The context has the user from azusercontext. Errors are *settingsFault.
func (i *identity) admit(ctx context.Context, rule bool) (context.Context, string, error) {
	a, err := i.find(ctx, rule)
	if err != nil {
		return ctx, "", err
	}
	return context.WithValue(ctx, admittedKey{}, a), a.key, nil
}

func (i *identity) find(ctx context.Context, rule bool) (admitted, error) {
	switch {
	case i.users == nil:
		return admitted{i.one, ""}, nil
	case rule && i.standIn != nil:
		return admitted{i.standIn, "rule"}, nil
	case rule:
		return admitted{}, fault("azureCredentials.serviceCredentials", i.noStandIn)
	}
	user, _ := azusercontext.GetCurrentUser(ctx)
	if reason := noToken(user); reason != "" {
		return admitted{}, fault("azureCredentials", reason)
	}
	tokens, err := i.users.Of(user.IdToken)
	if err != nil {
		return admitted{}, explainFault("azureCredentials", "The sign-in cannot be prepared: %s.", err)
	}
	proof := sha256.Sum256([]byte(user.IdToken))
	return admitted{tokens, hex.EncodeToString(proof[:])}, nil
}

// Token makes an identity the Tokens of a hunting client.
func (i *identity) Token(ctx context.Context) (string, error) {
	tokens, err := i.of(ctx)
	if err != nil {
		return "", err
	}
	return tokens.Token(ctx)
}

// Renew is a newer token of the same request.
func (i *identity) Renew(ctx context.Context, refused string) (string, error) {
	tokens, err := i.of(ctx)
	if err != nil {
		return "", err
	}
	return tokens.Renew(ctx, refused)
}

func (i *identity) of(ctx context.Context) (*entra.Tokens, error) {
	if i.one != nil {
		return i.one, nil
	}
	a, ok := ctx.Value(admittedKey{}).(admitted)
	if !ok {
		return nil, errNobodyAdmitted
	}
	return a.tokens, nil
}
