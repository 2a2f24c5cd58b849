package plugin

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/grafana/grafana-azure-sdk-go/v2/azusercontext"
	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

// healthTimeout bounds the whole check: someone sits before a button. It is more
// than what a sign-in and the smallest hunt may take each.
const healthTimeout = 45 * time.Second

// healthGuide is where the settings page sends people whose check fails.
const healthGuide = "https://github.com/huntboard/huntboard-defender-datasource/blob/main/docs/guide/identities.md"

// step is one rung of the check, as the settings page lists it.
type step struct {
	Name    string `json:"name"`
	OK      bool   `json:"ok"`
	Message string `json:"message"`
}

// CheckHealth climbs from the settings to the smallest hunt. It stops at the first
// rung that fails and says why it usually does and what to do. Its calls are at
// most three: to the API without a token, to the authority, and the hunt. What it
// found is kept for a while.
func (d *Datasource) CheckHealth(
	ctx context.Context, req *backend.CheckHealthRequest,
) (*backend.CheckHealthResult, error) {
	if d.fault != nil {
		return healthResult([]step{{"settings", false, d.fault.Error()}}), nil
	}
	ctx = azusercontext.WithUserFromHealthCheckReq(ctx, req)
	ctx, who, err := d.identity.admit(ctx, false)
	if err != nil {
		return healthResult([]step{{"settings", true, settingsComplete}, {"user", false, err.Error()}}), nil
	}
	return d.checked.recall(ctx, who, d.climb), nil
}

func (d *Datasource) climb(ctx context.Context) *backend.CheckHealthResult {
	ctx, cancel := context.WithTimeout(ctx, healthTimeout)
	defer cancel()
	c := climber{Datasource: d}
	steps := []step{{"settings", true, settingsComplete}}
	for _, rung := range []struct {
		name string
		do   func(context.Context) (string, error)
	}{
		{"network", c.reach},
		{"sign-in", c.signIn},
		{"permission", c.permission},
		{"hunt", c.hunt},
	} {
		message, err := rung.do(ctx)
		if err != nil {
			return healthResult(append(steps, step{rung.name, false, inTime(ctx, err).Error()}))
		}
		steps = append(steps, step{rung.name, true, message})
	}
	return healthResult(append(steps, c.remarks()...))
}

const settingsComplete = "The settings are complete."

// healthResult is an error if a rung failed before the hunt; a remark after it that
// is not well is said, but stops nobody.
func healthResult(steps []step) *backend.CheckHealthResult {
	result := backend.CheckHealthResult{Status: backend.HealthStatusError, Message: steps[len(steps)-1].Message}
	var remarks []string
	for _, s := range steps {
		switch {
		case s.Name == "hunt" && s.OK:
			result.Status, result.Message = backend.HealthStatusOk, "Signed in and ran a hunt: "+s.Message
		case result.Status == backend.HealthStatusOk && !s.OK:
			remarks = append(remarks, s.Message)
		}
	}
	result.Message = strings.Join(append([]string{result.Message}, remarks...), " ")
	var lines []string
	for _, s := range steps {
		lines = append(lines, s.Name+": "+s.Message)
	}
	details := struct {
		Steps          []step `json:"steps"`
		VerboseMessage string `json:"verboseMessage,omitempty"`
		ErrorLink      string `json:"errorLink,omitempty"`
	}{Steps: steps}
	if result.Status == backend.HealthStatusError {
		details.VerboseMessage, details.ErrorLink = strings.Join(lines, "\n"), healthGuide
	}
	result.JSONDetails, _ = json.Marshal(details) // strings and bools: nothing in it can fail
	return &result
}

// inTime says in the check's own words that its time is over.
func inTime(ctx context.Context, err error) error {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return fmt.Errorf("no answer within %s: check the network and the proxy of the Grafana server", healthTimeout)
	}
	return err
}
