package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/grpcplugin"
	"github.com/grafana/grafana-plugin-sdk-go/backend/resource/httpadapter"
	"github.com/grafana/grafana-plugin-sdk-go/data"
)

// TestMain turns the test's own binary into a plugin when the host launches it, so that the protocol between them is
// the real one.
func TestMain(m *testing.M) {
	if os.Getenv(grpcplugin.MagicCookieKey) == grpcplugin.MagicCookieValue {
		fake := &fakePlugin{waiting: make(chan struct{}, 1), cancelled: make(chan struct{}, 1)}
		if err := backend.Manage(pluginID, backend.ServeOpts{
			QueryDataHandler: fake, CheckHealthHandler: fake, CallResourceHandler: httpadapter.New(fake),
		}); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// fakePlugin answers by the text of the query: "echo" tells what arrived, "series" is a time series, "wait" lasts until
// it is cancelled (the resources "waiting" and "cancelled" answer at those moments), others fail as a service would.
type fakePlugin struct{ waiting, cancelled chan struct{} }

func (f *fakePlugin) QueryData(
	ctx context.Context, req *backend.QueryDataRequest,
) (*backend.QueryDataResponse, error) {
	answer := backend.NewQueryDataResponse()
	for _, query := range req.Queries {
		var stored struct {
			Query string `json:"query"`
		}
		if err := json.Unmarshal(query.JSON, &stored); err != nil {
			return nil, err
		}
		answer.Responses[query.RefID] = f.answer(ctx, stored.Query, req, query)
	}
	return answer, nil
}

func (f *fakePlugin) answer(
	ctx context.Context, text string, req *backend.QueryDataRequest, query backend.DataQuery,
) backend.DataResponse {
	switch text {
	case "echo":
		settings := req.PluginContext.DataSourceInstanceSettings
		return backend.DataResponse{Frames: data.Frames{data.NewFrame("echo",
			data.NewField("from", nil, []time.Time{query.TimeRange.From}),
			data.NewField("interval", nil, []string{query.Interval.String()}),
			data.NewField("points", nil, []int64{query.MaxDataPoints}),
			data.NewField("alert", nil, []string{req.Headers[fromAlert]}),
			data.NewField("dashboard", nil, []string{req.GetHTTPHeader("X-Dashboard-Uid")}),
			data.NewField("tenant", nil, []string{string(settings.JSONData)}),
			data.NewField("token", nil, []string{req.Headers[backend.OAuthIdentityIDTokenHeaderName]}),
			data.NewField("cloud", nil, []string{req.PluginContext.GrafanaConfig.Get("GFAZPL_AZURE_CLOUD")}),
			data.NewField("secret", nil, []string{settings.DecryptedSecureJSONData["azureClientSecret"]}),
		)}}
	case "series":
		return backend.DataResponse{Frames: data.Frames{series(query.TimeRange)}}
	case "wait":
		f.waiting <- struct{}{}
		<-ctx.Done()
		f.cancelled <- struct{}{}
		return backend.DataResponse{Error: context.Cause(ctx), Status: 499}
	default:
		return backend.ErrDataResponseWithSource(backend.StatusBadRequest, backend.ErrorSourceDownstream,
			"the table doesn't exist")
	}
}

func series(span backend.TimeRange) *data.Frame {
	frame := data.NewFrame("", data.NewField("Timestamp", nil, []time.Time{}), data.NewField("Hunts", nil, []int64{}))
	for i := range 48 {
		frame.AppendRow(span.From.Add(time.Duration(i)*span.To.Sub(span.From)/48), int64(i*i%17))
	}
	frame.Meta = &data.FrameMeta{
		Type: data.FrameTypeTimeSeriesWide, TypeVersion: data.FrameTypeVersion{0, 1}, ExecutedQueryString: "series",
		Stats: []data.QueryStat{{FieldConfig: data.FieldConfig{DisplayName: "Duration", Unit: "ms"}, Value: 12}},
	}
	return frame
}

func (f *fakePlugin) CheckHealth(
	_ context.Context, req *backend.CheckHealthRequest,
) (*backend.CheckHealthResult, error) {
	secrets := req.PluginContext.DataSourceInstanceSettings.DecryptedSecureJSONData
	if secrets["azureClientSecret"] != "right" {
		return &backend.CheckHealthResult{
			Status: backend.HealthStatusError, Message: "wrong secret", JSONDetails: []byte(`{"verboseMessage":"renew it"}`),
		}, nil
	}
	return &backend.CheckHealthResult{Status: backend.HealthStatusOk, Message: "fine"}, nil
}

func (f *fakePlugin) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch r.URL.Path {
	case "/waiting":
		<-f.waiting
	case "/cancelled":
		<-f.cancelled
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	w.Header().Set("X-Answered-By", "plugin")
	w.WriteHeader(http.StatusAccepted)
	fmt.Fprintf(w, "%s %s %s", r.Method, r.URL, body)
}
