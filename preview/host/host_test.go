package main

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/hashicorp/go-hclog"
)

// startHost launches the fake plugin and serves it; both end with the test.
func startHost(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(self, filepath.Join(dir, binaryName(runtime.GOOS, runtime.GOARCH))); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"module.js": "define([])", "index.html": "<title>page</title>"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	p, err := startPlugin(dir, hclog.Info)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.stop)
	s, err := newSource(mustProvision(t, `
apiVersion: 1
datasources:
  - name: Defender Hunting
    uid: huntboard
    type: huntboard-defender-datasource
    jsonData: {azureCredentials: {tenantId: $TENANT}}
    secureJsonData: {azureClientSecret: $SECRET}
`, map[string]string{"TENANT": "contoso", "SECRET": "right"}))
	if err != nil {
		t.Fatal(err)
	}
	forwarded := filepath.Join(dir, "grafana.json")
	if err := os.WriteFile(forwarded, []byte(`{"GFAZPL_AZURE_CLOUD":"AzureCloud"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	if s.grafana, err = readGrafanaConfig(forwarded); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(newHandler(p, s, options{plugin: dir, page: dir}))
	t.Cleanup(server.Close)
	return server.URL
}

type answer struct {
	status int
	header http.Header
	body   string
}

func call(t *testing.T, method, url, body string, headers ...string) answer {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
		if headers[i] == "Host" {
			req.Host = headers[i+1]
		}
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{resp.StatusCode, resp.Header, string(text)}
}

func queryBody(kql string) string {
	return `{"from":"1700000000000","to":"1700003600000","queries":[{"refId":"A","datasource":{"uid":"huntboard"},` +
		`"intervalMs":60000,"maxDataPoints":321,"query":"` + kql + `"}]}`
}

func TestHost(t *testing.T) {
	url := startHost(t)
	source := url + "/api/datasources/uid/huntboard"
	tests := map[string]struct {
		method, url, body string
		headers           []string
		status            int
		contains          []string
	}{
		"a query's time range, interval and points reach the plugin, and its frame comes back": {
			method: "POST", url: url + "/api/ds/query", body: queryBody("echo"), status: 200,
			contains: []string{`{"results":{"A":{"status":200,"frames":[`, `1700000000000`, `"1m0s"`, `[321]`},
		},
		"settings and secrets reach the plugin": {
			method: "POST", url: url + "/api/ds/query", body: queryBody("echo"), status: 200,
			contains: []string{`{\"azureCredentials\":{\"tenantId\":\"contoso\"}}`, `["right"]`},
		},
		"the alert's mark and the dashboard's header are passed on": {
			method: "POST", url: url + "/api/ds/query", body: queryBody("echo"), status: 200,
			headers:  []string{"FromAlert", "true", "X-Dashboard-Uid", "dash-1"},
			contains: []string{`["true"]`, `["dash-1"]`},
		},
		"a user's Microsoft token is passed on": {
			method: "POST", url: url + "/api/ds/query", body: queryBody("echo"), status: 200,
			headers: []string{"X-ID-Token", "of-the-user"}, contains: []string{`["of-the-user"]`},
		},
		"what Grafana forwards of its configuration reaches the plugin": {
			method: "POST", url: url + "/api/ds/query", body: queryBody("echo"), status: 200,
			contains: []string{`["AzureCloud"]`},
		},
		"the metrics of the plugin's process are where Grafana has them": {
			method: "GET", url: url + "/metrics/plugins/" + pluginID, status: 200,
			contains: []string{"\ngo_goroutines "},
		},
		"another plugin has no metrics here": {method: "GET", url: url + "/metrics/plugins/other", status: 404},
		"a failed query makes the answer 400 and keeps its own status and source": {
			method: "POST", url: url + "/api/ds/query", body: queryBody("refuse"), status: 400,
			contains: []string{`"A":{"error":"the table doesn't exist","errorSource":"downstream","status":400`},
		},
		"a query for another data source is refused by name": {
			method: "POST", url: url + "/api/ds/query", status: 400,
			body:     `{"from":"now-1h","to":"now","queries":[{"refId":"B","datasource":{"uid":"__expr__"}}]}`,
			contains: []string{`query B is for data source \"__expr__\"`},
		},
		"health is 200 when the plugin is well": {
			method: "GET", url: source + "/health", status: 200, contains: []string{`{"status":"OK","message":"fine"}`},
		},
		"a resource call gets the plugin's status, and the path and query as they were": {
			method: "POST", url: source + "/resources/a/b?c=1", body: "text", status: 202,
			contains: []string{"POST /a/b?c=1 text"},
		},
		"the data source is shown without its secrets": {
			method: "GET", url: source, status: 200,
			contains: []string{`"secureJsonFields":{"azureClientSecret":true}`, `"jsonData":{"azureCredentials":`},
		},
		"an unknown data source is not found": {
			method: "GET", url: url + "/api/datasources/uid/other", status: 404, contains: []string{"Data source not found"},
		},
		"what only Grafana has is refused by name": {
			method: "GET", url: url + "/api/dashboards/home", status: 404, contains: []string{"/api/dashboards/home"},
		},
		"the plugin's files are where Grafana has them": {
			method: "GET", url: url + "/public/plugins/" + pluginID + "/module.js", status: 200, contains: []string{"define"},
		},
		"the page is at the root": {method: "GET", url: url + "/", status: 200, contains: []string{"<title>page"}},
		"a name from the web that points here is refused": {
			method: "GET", url: url + "/", headers: []string{"Host", "evil.example"}, status: 403,
		},
		"another site's page can't start a query": {
			method: "POST", url: url + "/api/ds/query", body: queryBody("echo"), status: 403,
			headers: []string{"Sec-Fetch-Site", "cross-site"},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := call(t, tt.method, tt.url, tt.body, tt.headers...)
			if got.status != tt.status {
				t.Errorf("status %d, want %d: %s", got.status, tt.status, got.body)
			}
			for _, want := range tt.contains {
				if !strings.Contains(got.body, want) {
					t.Errorf("%q is missing in %s", want, got.body)
				}
			}
		})
	}
}

func TestSavedSettingsReachThePlugin(t *testing.T) {
	source := startHost(t) + "/api/datasources/uid/huntboard"
	saved := call(t, "PUT", source, `{"name":"Renamed","jsonData":{"a":1},"secureJsonData":{"azureClientSecret":"wrong"}}`)
	if saved.status != 200 || !strings.Contains(saved.body, `"version":2`) || strings.Contains(saved.body, `"wrong"`) {
		t.Errorf("saving answered %d %s", saved.status, saved.body)
	}
	health := call(t, "GET", source+"/health", "")
	want := `{"status":"ERROR","message":"wrong secret","details":{"verboseMessage":"renew it"}}`
	if health.status != 400 || health.body != want {
		t.Errorf("health answered %d %s, want 400 %s", health.status, health.body, want)
	}
	call(t, "PUT", source, `{"name":"Renamed","jsonData":{"a":1}}`)
	if kept := call(t, "GET", source+"/health", ""); kept.status != 400 {
		t.Errorf("a secret that wasn't sent again should stay; health answered %d", kept.status)
	}
}

func TestALeavingClientCancelsThePluginsCall(t *testing.T) {
	url := startHost(t)
	ctx, leave := context.WithCancel(t.Context())
	left := make(chan error, 1)
	go func() {
		req, err := http.NewRequestWithContext(ctx, "POST", url+"/api/ds/query", strings.NewReader(queryBody("wait")))
		if err == nil {
			var resp *http.Response
			if resp, err = http.DefaultClient.Do(req); err == nil {
				resp.Body.Close()
			}
		}
		left <- err
	}()
	source := url + "/api/datasources/uid/huntboard/resources/"
	call(t, "GET", source+"waiting", "") // answers when the query is at the plugin
	leave()
	if err := <-left; err == nil {
		t.Fatal("the client was meant to leave without an answer")
	}
	call(t, "GET", source+"cancelled", "") // answers when the query's context is done, else hangs until the test's end
}

func TestAPluginThatCannotStartSaysWhatToDo(t *testing.T) {
	empty := t.TempDir()
	if _, err := startPlugin(empty, hclog.Info); err == nil || !strings.Contains(err.Error(), "npm run build") {
		t.Errorf("a missing binary gave %v", err)
	}
	broken := filepath.Join(empty, binaryName(runtime.GOOS, runtime.GOARCH))
	if err := os.WriteFile(broken, []byte("#!/bin/sh\nexit 3\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	_, err := startPlugin(empty, hclog.Info)
	if err == nil || !strings.Contains(err.Error(), "didn't start as a Grafana plugin") {
		t.Errorf("a binary that ends at once gave %v", err)
	}
}
