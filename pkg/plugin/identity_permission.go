package plugin

import (
	"context"
	"errors"

	"github.com/huntboard/huntboard-defender-datasource/pkg/entra"
	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting"
	"github.com/huntboard/huntboard-defender-datasource/pkg/service"
)

// needOf is what a site asks of a token.
func needOf(site service.Site) entra.Need {
	names := map[service.API]string{
		service.Graph: "Microsoft Graph",
		service.XDR:   "the Defender XDR API",
		service.MDE:   "the Defender for Endpoint API",
	}
	return entra.Need{
		Service: names[site.API], Resource: site.Resource, Serves: site.Serves,
		Role: site.Role, Delegated: site.Delegated,
	}
}

// deviceGroups is what cuts a user's rows without an error.
const deviceGroups = "In Defender the user needs a role that may hunt (Security Reader, or a custom role that views" +
	" security data), and sees the rows of their device groups only."

// permissionError is a refusal by the service that the token explains.
type permissionError struct {
	refused *hunting.Error
	reason  string
}

func (e *permissionError) Error() string { return e.reason }
func (e *permissionError) Unwrap() error { return e.refused }

// read explains a 401 or a 403 by the token that was refused, where it can be read
// and lacks something; any other error stays as it is.
func (i *identity) read(ctx context.Context, err error, site service.Site) error {
	var refused *hunting.Error
	if !errors.As(err, &refused) || refused.Kind != hunting.KindUnauthorized && refused.Kind != hunting.KindForbidden {
		return err
	}
	token, failed := i.Token(ctx) // kept from the hunt
	if failed != nil {
		return err
	}
	claims, ok := entra.ReadClaims(token)
	if !ok {
		return err
	}
	need := needOf(site)
	for _, reason := range []string{need.WrongAudience(claims), need.Missing(claims)} {
		if reason != "" {
			return &permissionError{refused, reason}
		}
	}
	if claims.Delegated() && refused.Kind == hunting.KindForbidden {
		return &permissionError{refused, need.Service + " refused the user, though the app has its permission. " +
			deviceGroups}
	}
	return err
}
