package plugin

import (
	"strings"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"

	"github.com/huntboard/huntboard-defender-datasource/pkg/budget"
	"github.com/huntboard/huntboard-defender-datasource/pkg/kql"
	"github.com/huntboard/huntboard-defender-datasource/pkg/recall"
)

// The headers by which Grafana says what a request is for.
// https://github.com/grafana/grafana/blob/v12.3.0/packages/grafana-runtime/src/utils/DataSourceWithBackend.ts
// Grafana 12.3 passes the first two on from a browser and sets the third for rules
// only: Explore's own, which asks for every run, ends in Grafana's server.
const (
	headerDashboard = "X-Dashboard-Uid"
	headerPanel     = "X-Panel-Id"
	headerSkip      = "X-Cache-Skip"
	headerRule      = "X-Rule-Uid"
)

// asker is where a request comes from.
type asker struct {
	alert bool
	panel bool      // it comes from a dashboard's panel
	exact bool      // it wants no stored answer
	since time.Time // when it came

	place place // what it is asked for

	priority budget.Priority
	reader   recall.Reader
}

func askerOf(req *backend.QueryDataRequest) asker {
	alert := header(req, backend.FromAlertHeaderName) == "true"
	return asker{
		alert: alert,
		panel: header(req, headerDashboard) != "" || header(req, headerPanel) != "",
		exact: alert || header(req, headerSkip) == "true",
		since: time.Now(),
		place: place{rawHeader(req, headerDashboard), rawHeader(req, headerPanel), rawHeader(req, headerRule)},
	}
}

// place is the panel or alert rule that a request is for, as far as Grafana says.
// All of it is a browser's word, to find a panel again and to decide nothing.
type place struct {
	dashboard string // uid
	panel     string // id within the dashboard
	rule      string // uid
}

// header is a header's value in lower case.
func header(req *backend.QueryDataRequest, wanted string) string {
	return strings.ToLower(rawHeader(req, wanted))
}

// rawHeader is a header's value. Grafana's versions have sent them with and without
// a prefix, and in more than one casing.
func rawHeader(req *backend.QueryDataRequest, wanted string) string {
	const prefix = "http_"
	for name, value := range req.Headers {
		if len(name) > len(prefix) && strings.EqualFold(name[:len(prefix)], prefix) {
			name = name[len(prefix):]
		}
		if value = strings.TrimSpace(value); strings.EqualFold(name, wanted) && value != "" {
			return value
		}
	}
	return ""
}

// of completes the asker for one query. The query's origin is a browser's word,
// which anybody can write: it may lower what the headers say and never raise it.
func (a asker) of(query kql.Query) asker {
	byHand := query.Origin == originExplore && !a.panel
	switch {
	case a.alert:
		a.priority = budget.Alert
	case byHand:
		a.priority = budget.Explore
	default:
		a.priority = priorities[query.Origin]
	}
	switch {
	case a.exact:
		a.reader = recall.Exact
	case byHand:
		a.reader = recall.ByHand
	}
	return a
}

const originExplore = "explore"

// priorities are those of browsers' requests, Explore's own aside.
var priorities = map[string]budget.Priority{
	originExplore: budget.Dashboard, // with the headers of a panel
	"dashboard":   budget.Dashboard,
	"context":     budget.Dashboard, // somebody clicked on a row to see those around it
	"variable":    budget.Variable,
	"annotation":  budget.Variable,
	"suggestion":  budget.Background, // the values that a filter may take
	"volume":      budget.Background,
}
