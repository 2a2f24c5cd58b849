package main

import (
	"encoding/json"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

// handler answers the part of Grafana's HTTP API that one data source needs.
type handler struct {
	plugin *plugin
	source *source
}

func newHandler(p *plugin, s *source, o options) http.Handler {
	h := &handler{plugin: p, source: s}
	assets := "/public/plugins/" + pluginID + "/"
	mux := http.NewServeMux()
	mux.HandleFunc("POST /api/ds/query", h.query)
	mux.HandleFunc("GET /metrics/plugins/{id}", h.metrics)
	mux.HandleFunc("GET /api/datasources", h.list)
	mux.HandleFunc("GET /api/datasources/uid/{uid}", h.ours(h.show))
	mux.HandleFunc("PUT /api/datasources/uid/{uid}", h.ours(h.save))
	mux.HandleFunc("GET /api/datasources/uid/{uid}/health", h.ours(h.health))
	mux.HandleFunc("/api/datasources/uid/{uid}/resources/{path...}", h.ours(h.resource))
	mux.HandleFunc("/api/", func(w http.ResponseWriter, r *http.Request) {
		fail(w, http.StatusNotFound, fmt.Sprintf("the preview has no %s %s; only Grafana has", r.Method, r.URL.Path))
	})
	mux.Handle(assets, http.StripPrefix(assets, files(o.plugin)))
	mux.Handle("/", files(o.page))
	return localOnly(http.NewCrossOriginProtection().Handler(mux))
}

// localOnly refuses names other than the loopback's, so that no page on the web can reach the tenant through a name
// that it points here.
func localOnly(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host, _, err := net.SplitHostPort(r.Host)
		if err != nil {
			host = r.Host
		}
		if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
			fail(w, http.StatusForbidden, "the preview answers to localhost alone")
			return
		}
		next.ServeHTTP(w, r)
	})
}

// files serves a folder that may be built anew at any time.
func files(dir string) http.Handler {
	served := http.FileServerFS(os.DirFS(filepath.Clean(dir)))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-cache")
		served.ServeHTTP(w, r)
	})
}

func (h *handler) ours(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.PathValue("uid") != h.source.uid() {
			fail(w, http.StatusNotFound, "Data source not found")
			return
		}
		next(w, r)
	}
}

func (h *handler) query(w http.ResponseWriter, r *http.Request) {
	var body queryRequest
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		fail(w, http.StatusBadRequest, "bad request data: "+err.Error())
		return
	}
	req, err := dataRequest(body, h.source.uid(), time.Now())
	if err != nil {
		fail(w, http.StatusBadRequest, err.Error())
		return
	}
	forwardHeaders(req, r.Header)
	req.PluginContext = h.source.pluginContext()
	answer, err := h.plugin.query(r.Context(), req)
	if err != nil {
		fail(w, http.StatusInternalServerError, "Query data error: "+err.Error())
		return
	}
	reply(w, answerStatus(answer))(json.Marshal(answer))
}

// metrics is at Grafana's own path for the metrics of a plugin's process.
func (h *handler) metrics(w http.ResponseWriter, r *http.Request) {
	if r.PathValue("id") != pluginID {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	text, err := h.plugin.metrics(r.Context())
	if err != nil {
		fail(w, http.StatusInternalServerError, err.Error())
		return
	}
	w.Header().Set("Content-Type", "text/plain")
	_, _ = w.Write(text)
}

func (h *handler) list(w http.ResponseWriter, _ *http.Request) {
	reply(w, http.StatusOK)(json.Marshal([]sourceAnswer{h.source.answer()}))
}

func (h *handler) show(w http.ResponseWriter, _ *http.Request) {
	reply(w, http.StatusOK)(json.Marshal(h.source.answer()))
}

func (h *handler) save(w http.ResponseWriter, r *http.Request) {
	var body sourceUpdate
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		fail(w, http.StatusBadRequest, "bad request data: "+err.Error())
		return
	}
	h.source.update(body)
	reply(w, http.StatusOK)(json.Marshal(struct {
		Message    string       `json:"message"`
		Datasource sourceAnswer `json:"datasource"`
	}{"Datasource updated", h.source.answer()}))
}

func (h *handler) health(w http.ResponseWriter, r *http.Request) {
	result, err := h.plugin.health(r.Context(), h.source.pluginContext())
	if err != nil {
		fail(w, http.StatusInternalServerError, "Plugin health check failed: "+err.Error())
		return
	}
	status := http.StatusOK
	if result.Status != backend.HealthStatusOk {
		status = http.StatusBadRequest
	}
	reply(w, status)(json.Marshal(struct {
		Status  string          `json:"status"`
		Message string          `json:"message"`
		Details json.RawMessage `json:"details,omitempty"`
	}{result.Status.String(), result.Message, result.JSONDetails}))
}

// failure is the shape of Grafana's error answers.
type failure struct {
	Message    string `json:"message"`
	StatusCode int    `json:"statusCode"`
}

func fail(w http.ResponseWriter, status int, message string) {
	reply(w, status)(json.Marshal(failure{Message: message, StatusCode: status}))
}

// reply returns a function that sends what json.Marshal returns.
func reply(w http.ResponseWriter, status int) func(text []byte, err error) {
	return func(text []byte, err error) {
		if err != nil {
			http.Error(w, `{"message":"the answer can't be written as JSON"}`, http.StatusInternalServerError)
			log.Printf("writing an answer as JSON: %v", err)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_, _ = w.Write(text)
	}
}
