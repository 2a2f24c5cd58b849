package plugin

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/log"

	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting"
	"github.com/huntboard/huntboard-defender-datasource/pkg/kql"
)

// hashBytes is how much of a query's SHA-256 the log shows: enough to find the
// same query again, too little to be taken for a proof.
const hashBytes = 8

// audit writes who ran what to Grafana's debug log. Neither the query's text nor a
// cell nor a token is in it: queries name people, hosts and what is being looked for.
func (d *Datasource) audit(ctx context.Context, origin string, hunt kql.Hunt, answer *hunting.Answer, err error) {
	about := backend.PluginConfigFromContext(ctx)
	user, source := "", ""
	if about.User != nil {
		user = about.User.Login
	}
	if about.DataSourceInstanceSettings != nil {
		source = about.DataSourceInstanceSettings.UID
	}
	sum := sha256.Sum256([]byte(hunt.KQL))
	logger := log.DefaultLogger.FromContext(ctx).With("user", user, "datasource", source, "origin", origin,
		"api", string(d.settings.site.API), "query", hex.EncodeToString(sum[:hashBytes]), "timespan", hunt.Timespan)
	var refused *hunting.Error
	switch {
	case err == nil:
		logger.Debug("Hunt", "requestId", answer.RequestID, "rows", answer.Rows, "durationMs",
			answer.Duration.Milliseconds(), "waitMs", answer.Wait.Milliseconds())
	case errors.As(err, &refused):
		logger.Debug("Hunt without an answer", "requestId", refused.RequestID, "error", string(refused.Kind),
			"status", refused.Status)
	}
}
