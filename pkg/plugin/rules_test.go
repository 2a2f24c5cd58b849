package plugin

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"

	"github.com/grafana/grafana-plugin-sdk-go/backend/log"
	"github.com/huntboard/huntboard-defender-datasource/pkg/frames"
)

const threeRows = `{"schema":[{"name":"a","type":"Int64"}],"results":[{"a":1},{"a":2},{"a":3}]}`

func TestARuleOfTheSettingsHoldsBeforeAnythingIsSent(t *testing.T) {
	tests := map[string]struct {
		setting, value, query, want string
	}{
		"a table that is not allowed": {"allowedTables", `["AlertInfo"]`, "DeviceInfo | take 1", "(allowedTables)"},
		"a table that is denied":      {"deniedTables", `["DeviceInfo"]`, "DeviceInfo | take 1", "(deniedTables)"},
		"a source beyond the tenant":  {"api", `"graph"`, "externaldata(a:string)['u']", "allowExternal is off"},
		"a range of the query's own":  {"maxRangeDays", `7`, "DeviceInfo | take 1", "(maxRangeDays)"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := newService(t)
			resp := open(t, with(t, s.stored(t), map[string]string{tt.setting: tt.value})).ask(t, tt.query)
			if resp.Error == nil || resp.Status != backend.StatusBadRequest || len(s.hunts) != 0 {
				t.Fatalf("%d hunts, status %d, %v", len(s.hunts), resp.Status, resp.Error)
			}
			oneSentence(t, resp.Error.Error(), tt.want)
		})
	}
}

func TestRowsBeyondMaxRowsAreCutWithANoticeAndRefusedToAlerts(t *testing.T) {
	s := newService(t)
	s.answer = answers(threeRows)
	d := open(t, with(t, s.stored(t), map[string]string{"maxRows": "2"}))
	resp := d.ask(t, "T")
	if resp.Error != nil {
		t.Fatal(resp.Error)
	}
	rows, err := resp.Frames[0].RowLen()
	if notices := resp.Frames[0].Meta.Notices; err != nil || rows != 2 || len(notices) != 1 ||
		!strings.Contains(notices[0].Text, "has 3 rows; only the first 2 are here (maxRows)") {
		t.Errorf("%d rows, %+v", rows, notices)
	}
	query := backend.DataQuery{RefID: "A", JSON: json.RawMessage(`{"query":"T","range":"query"}`)}
	found, err := d.QueryData(t.Context(), &backend.QueryDataRequest{
		Headers: map[string]string{backend.FromAlertHeaderName: "true"}, Queries: []backend.DataQuery{query},
	})
	if err != nil {
		t.Fatal(err)
	}
	var many *frames.ShapeError
	if alert := found.Responses["A"]; !errors.As(alert.Error, &many) || alert.Status != backend.StatusBadRequest {
		t.Errorf("an alert got %+v", alert)
	}
}

func TestAnOlderAPINeverDropsTheRange(t *testing.T) {
	s := newService(t)
	d := open(t, with(t, s.stored(t), map[string]string{"api": `"xdr"`}))
	query := backend.DataQuery{
		RefID: "A", JSON: json.RawMessage(`{"query":"DeviceInfo | take 1"}`),
		TimeRange: backend.TimeRange{From: time.Unix(1_700_000_000, 0), To: time.Unix(1_700_003_600, 0)},
	}
	found, err := d.QueryData(t.Context(), &backend.QueryDataRequest{Queries: []backend.DataQuery{query}})
	if err != nil {
		t.Fatal(err)
	}
	oneSentence(t, found.Responses["A"].Error.Error(), "The API xdr takes no Timespan")
	stored := with(t, s.stored(t), map[string]string{"api": `"mde"`, "workspaceId": `"` + testTenant + `"`})
	oneSentence(t, open(t, stored).fault.Error(), "The API mde knows no workspaces")
}

// lines are what a logger was given.
type lines struct {
	log.Logger
	all *[]string
}

func TestTheAuditLogNamesWhoAndNeverWhat(t *testing.T) {
	var seen []string
	before := log.DefaultLogger
	log.DefaultLogger = lines{before, &seen}
	defer func() { log.DefaultLogger = before }()
	s := newService(t)
	s.answer = answers(`{"schema":[{"name":"a","type":"String"}],"results":[{"a":"a-cell-of-the-answer"}]}`)
	d := open(t, s.stored(t))
	ctx := backend.WithPluginContext(t.Context(), backend.PluginContext{
		User:                       &backend.User{Login: "ada"},
		DataSourceInstanceSettings: &backend.DataSourceInstanceSettings{UID: "source-uid"},
	})
	query := backend.DataQuery{RefID: "A", JSON: json.RawMessage(`{"query":"T | where a == 'a-name-in-the-query'"}`)}
	query.TimeRange = backend.TimeRange{From: time.Unix(1_700_000_000, 0), To: time.Unix(1_700_003_600, 0)}
	if _, err := d.QueryData(ctx, &backend.QueryDataRequest{Queries: []backend.DataQuery{query}}); err != nil {
		t.Fatal(err)
	}
	all := strings.Join(seen, "\n")
	for _, want := range []string{"Hunt", "ada", "source-uid", "graph", "requestId", "rows 1"} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is not in the log: %s", want, all)
		}
	}
	for _, secret := range []string{"a-name-in-the-query", "a-cell-of-the-answer", testToken, testSecret} {
		if strings.Contains(all, secret) {
			t.Errorf("%q is in the log: %s", secret, all)
		}
	}
}

func (l lines) FromContext(context.Context) log.Logger { return l }

func (l lines) With(args ...interface{}) log.Logger {
	l.Debug("With", args...)
	return l
}

func (l lines) Debug(message string, args ...interface{}) {
	*l.all = append(*l.all, strings.TrimSpace(fmt.Sprintln(append([]interface{}{message}, args...)...)))
}
