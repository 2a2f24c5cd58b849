package plugin

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/huntboard/huntboard-defender-datasource/pkg/entra"
	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting"
	"github.com/huntboard/huntboard-defender-datasource/pkg/reach"
)

const (
	// smallestHunt reads no table, so it costs no CPU and needs no license.
	smallestHunt = "print 1"

	// clockTolerance is what Entra allows between its clock and ours.
	// https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference
	clockTolerance = 5 * time.Minute
)

// finding is why a rung failed: sentences for people.
type finding string

func (f finding) Error() string { return string(f) }

// climber is one check on its way up, with what it has seen.
type climber struct {
	*Datasource
	skew   time.Duration // how far our clock is ahead of the API's
	dated  bool          // the API said its time
	claims entra.Claims
	read   bool // claims are set
}

// reach asks the API's host for anything at all, without a token.
func (c *climber) reach(ctx context.Context) (string, error) {
	host := c.client.Host()
	req, err := http.NewRequestWithContext(ctx, http.MethodHead, c.settings.api.String(), nil)
	if err != nil {
		return "", err
	}
	asked := time.Now()
	resp, err := c.wire.transport.RoundTrip(req) // follows no redirect
	if err != nil {
		return "", unreached(host, err)
	}
	_, _ = io.Copy(io.Discard, io.LimitReader(resp.Body, 4096)) // so that the connection serves the hunt
	_ = resp.Body.Close()
	if at, err := http.ParseTime(resp.Header.Get("Date")); err == nil {
		took := time.Since(asked)
		c.skew, c.dated = asked.Add(took/2).Sub(at), true
	}
	return fmt.Sprintf("%s answers.", host), nil
}

func unreached(host string, err error) error {
	fault := reach.Of(err)
	if fault.Kind == reach.Untrusted {
		return finding(fmt.Sprintf("The certificate of %s is not trusted: %s."+
			" Set the CA certificate (tlsCACert) in the data source's settings.", host, fault.Reason))
	}
	return finding(fmt.Sprintf("%s cannot be reached: %s. Check the API, the cloud, the API endpoint, and the network"+
		" and proxy of the Grafana server.", host, fault.Reason))
}

// signIn gets a token anew, so that what was right an hour ago proves nothing.
func (c *climber) signIn(ctx context.Context) (string, error) {
	tokens, err := c.identity.of(ctx)
	if err != nil {
		return "", err
	}
	token, err := tokens.Fresh(ctx)
	if err != nil {
		return "", err
	}
	c.claims, c.read = entra.ReadClaims(token)
	return fmt.Sprintf("%s issued a token.", tokens.Host()), nil
}

// permission reads what the token allows.
func (c *climber) permission(context.Context) (string, error) {
	if !c.read {
		return "The token cannot be read, so the service decides.", nil
	}
	need := needOf(c.settings.site)
	for _, reason := range []string{need.WrongAudience(c.claims), need.Missing(c.claims)} {
		if reason != "" {
			return "", finding(reason)
		}
	}
	if c.claims.Delegated() {
		return fmt.Sprintf("The token has %s. %s", strings.Join(c.claims.Scopes, ", "), deviceGroups), nil
	}
	return fmt.Sprintf("The token has %s.", strings.Join(c.claims.Roles, ", ")), nil
}

func (c *climber) hunt(ctx context.Context) (string, error) {
	ctx, who, err := c.identity.admit(ctx, false)
	if err != nil {
		return "", err
	}
	answer, err := c.client.Run(ctx, hunting.Query{
		KQL: smallestHunt, WorkspaceID: c.settings.workspaceID, Identity: who,
	})
	if err != nil {
		return "", c.cautious(c.identity.read(ctx, err, c.settings.site))
	}
	if answer.Rows != 1 {
		return "", finding(fmt.Sprintf("%s answered the smallest hunt with %d rows instead of 1:"+
			" it is no hunting API. Check the API endpoint in the data source's settings.", c.client.Host(), answer.Rows))
	}
	return fmt.Sprintf("%s answered in %d ms.", c.client.Host(), answer.Duration.Milliseconds()), nil
}

// cautious adds what is not certain about the site.
func (c *climber) cautious(err error) error {
	if c.settings.site.Caution == "" {
		return err
	}
	return fmt.Errorf("%w %s", err, c.settings.site.Caution)
}

// remarks are about what works, but may not go on working.
func (c *climber) remarks() []step {
	var steps []step
	switch {
	case c.dated && c.skew.Abs() > clockTolerance:
		steps = append(steps, step{"clock", false, fmt.Sprintf("The clock of the Grafana server differs from the"+
			" service's by %s: tokens may be refused and the newest rows missed. Set it by NTP.",
			c.skew.Abs().Round(time.Second))})
	case c.dated:
		steps = append(steps, step{"clock", true, fmt.Sprintf("The clock differs from the service's by %s.",
			c.skew.Abs().Round(time.Second))})
	}
	steps = append(steps, quota(c.budget.State()))
	if site := c.settings.site; site.Ends != "" {
		steps = append(steps, step{"end of the API", false, fmt.Sprintf("The API %s stops returning data on %s: choose"+
			" graph instead and grant the app ThreatHunting.Read.All of Microsoft Graph.", site.API, site.Ends)})
	}
	return steps
}
