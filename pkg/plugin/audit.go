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
	"github.com/huntboard/huntboard-defender-datasource/pkg/recall"
	"github.com/huntboard/huntboard-defender-datasource/pkg/service"
)

// hashBytes is how much of a query's SHA-256 the log shows: enough to find the
// same query again, too little to be taken for a proof.
const hashBytes = 8

// account is what there is to tell of one hunt.
type account struct {
	origin string
	from   asker
	hunt   kql.Hunt
	found  recall.Found // empty with an error
	err    error
}

// tell writes who ran what to Grafana's debug log, its metrics and its traces.
// Neither the query's text nor a cell nor a token is in them: queries name people,
// hosts and what is being looked for.
func (d *Datasource) tell(ctx context.Context, a account) {
	api := d.settings.site.API
	count(api, a.from.priority, a.found, a.err)
	sum := sha256.Sum256([]byte(a.hunt.KQL))
	hash := hex.EncodeToString(sum[:hashBytes])
	a.trace(ctx, api, hash)
	a.log(ctx, api, hash)
	d.recent.add(a.past(hash))
}

func (a account) log(ctx context.Context, api service.API, hash string) {
	about := backend.PluginConfigFromContext(ctx)
	user, source := "", ""
	if about.User != nil {
		user = about.User.Login
	}
	if about.DataSourceInstanceSettings != nil {
		source = about.DataSourceInstanceSettings.UID
	}
	logger := log.DefaultLogger.FromContext(ctx).With("user", user, "datasource", source, "origin", a.origin,
		"api", string(api), "query", hash, "timespan", a.hunt.Timespan)
	var refused *hunting.Error
	switch answer := a.found.Answer; {
	case a.err == nil:
		logger.Debug("Hunt", "requestId", answer.RequestID, "rows", answer.Rows, "durationMs",
			answer.Duration.Milliseconds(), "waitMs", answer.Wait.Milliseconds(), "freshness", string(a.found.Freshness),
			"ageSeconds", a.found.Age.Seconds())
	case errors.As(a.err, &refused):
		logger.Debug("Hunt without an answer", "requestId", refused.RequestID, "error", string(refused.Kind),
			"status", refused.Status)
	}
}
