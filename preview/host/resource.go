package main

import (
	"io"
	"maps"
	"net/http"
	"net/url"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

// maxResourceBody is far above what an editor sends; the plugin gets the body in one piece.
const maxResourceBody = 16 << 20

// resource passes a call below /resources/ on to the plugin.
func (h *handler) resource(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxResourceBody))
	if err != nil {
		fail(w, http.StatusBadRequest, "bad request data: "+err.Error())
		return
	}
	path := r.PathValue("path")
	target := url.URL{Path: path, RawQuery: r.URL.RawQuery}
	started := false
	err = h.plugin.callResource(r.Context(), &backend.CallResourceRequest{
		PluginContext: h.source.pluginContext(),
		Path:          path, Method: r.Method, URL: target.String(), Headers: r.Header, Body: body,
	}, func(part *backend.CallResourceResponse) error {
		if !started {
			started = true
			maps.Copy(w.Header(), part.Headers)
			w.WriteHeader(part.Status)
		}
		if _, err := w.Write(part.Body); err != nil {
			return err
		}
		return http.NewResponseController(w).Flush()
	})
	if err != nil && !started {
		fail(w, http.StatusInternalServerError, "Failed to call resource: "+err.Error())
	}
}
