package plugin

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/grafana/grafana-azure-sdk-go/v2/azusercontext"
	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/log"
	"github.com/grafana/grafana-plugin-sdk-go/backend/resource/httpadapter"
)

// resource answers with JSON. Its errors mean what those of queries do.
type resource func(r *http.Request) ([]byte, error)

// resources are what the editor asks for beside queries; each has a file of its
// own. Grafana lets those ask who may query the data source.
func (d *Datasource) resources() map[string]resource {
	return map[string]resource{
		"GET /budget": d.budgetResource,
		"GET /schema": d.schemaResource,
	}
}

// resourceHandler serves the resources, and refuses in JSON what is none.
func (d *Datasource) resourceHandler() backend.CallResourceHandler {
	mux := http.NewServeMux()
	for pattern, answer := range d.resources() {
		mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
			if d.fault != nil {
				refuse(w, r, d.fault)
				return
			}
			text, err := answer(r)
			if err != nil {
				refuse(w, r, err)
				return
			}
			reply(w, r, http.StatusOK, text)
		})
	}
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		reply(w, r, http.StatusNotFound, message("There is no resource "+r.Method+" "+r.URL.Path+"."))
	})
	handler := httpadapter.New(mux)
	return backend.CallResourceHandlerFunc(func(
		ctx context.Context, req *backend.CallResourceRequest, sender backend.CallResourceResponseSender,
	) error {
		return handler.CallResource(azusercontext.WithUserFromResourceReq(ctx, req), req, sender)
	})
}

func refuse(w http.ResponseWriter, r *http.Request, err error) {
	answer := respond(err)
	reply(w, r, int(answer.Status), message(answer.Error.Error()))
}

// message has the shape of Grafana's own errors.
func message(text string) []byte {
	raw, err := json.Marshal(map[string]string{"message": text})
	if err != nil {
		return []byte(`{}`) // which a map of texts never is
	}
	return raw
}

func reply(w http.ResponseWriter, r *http.Request, status int, text []byte) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	if _, err := w.Write(text); err != nil {
		log.DefaultLogger.FromContext(r.Context()).Debug("A resource was not read to its end", "error", err)
	}
}
