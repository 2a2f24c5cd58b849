package plugin

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"

	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting"
)

// healthTimeout bounds the whole check: someone sits before a button. It is more
// than what a sign-in and the smallest hunt may take each.
const healthTimeout = 45 * time.Second

// smallestHunt reads no table, so it costs no CPU and needs no license.
const smallestHunt = "print 1"

// step is one rung of the check, as the settings page lists it.
type step struct {
	Name    string `json:"name"`
	OK      bool   `json:"ok"`
	Message string `json:"message"`
}

// CheckHealth climbs: settings, sign-in, smallest hunt. It stops at the first
// step that fails and says why it usually does and what to do.
func (d *Datasource) CheckHealth(
	ctx context.Context, _ *backend.CheckHealthRequest,
) (*backend.CheckHealthResult, error) {
	ctx, cancel := context.WithTimeout(ctx, healthTimeout)
	defer cancel()
	var steps []step
	for _, climb := range []struct {
		name string
		do   func(context.Context) (string, error)
	}{{"settings", d.checkSettings}, {"sign-in", d.checkSignIn}, {"hunt", d.checkHunt}} {
		message, err := climb.do(ctx)
		if err != nil {
			steps = append(steps, step{climb.name, false, err.Error()})
			return healthResult(backend.HealthStatusError, err.Error(), steps)
		}
		steps = append(steps, step{climb.name, true, message})
	}
	return healthResult(backend.HealthStatusOk, "Signed in and ran a hunt: "+steps[len(steps)-1].Message, steps)
}

func healthResult(status backend.HealthStatus, message string, steps []step) (*backend.CheckHealthResult, error) {
	details, err := json.Marshal(struct {
		Steps []step `json:"steps"`
	}{steps})
	return &backend.CheckHealthResult{Status: status, Message: message, JSONDetails: details}, err
}

func (d *Datasource) checkSettings(context.Context) (string, error) {
	return "The settings are complete.", d.fault
}

func (d *Datasource) checkSignIn(ctx context.Context) (string, error) {
	if _, err := d.tokens.Token(ctx); err != nil {
		return "", inTime(ctx, err)
	}
	return fmt.Sprintf("%s issued a token.", d.settings.authority.Host), nil
}

func (d *Datasource) checkHunt(ctx context.Context) (string, error) {
	answer, err := d.client.Run(ctx, hunting.Query{KQL: smallestHunt, WorkspaceID: d.settings.workspaceID})
	if err != nil {
		return "", inTime(ctx, err)
	}
	if answer.Rows != 1 {
		return "", fmt.Errorf("%s answered the smallest hunt with %d rows instead of 1:"+
			" it is no hunting API. Check the API endpoint in the data source's settings", d.client.Host(), answer.Rows)
	}
	return fmt.Sprintf("%s answered in %d ms.", d.client.Host(), answer.Duration.Milliseconds()), nil
}

// inTime says in the check's own words that its time is over.
func inTime(ctx context.Context, err error) error {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return fmt.Errorf("no answer within %s: check the network and the proxy of the Grafana server", healthTimeout)
	}
	return err
}
