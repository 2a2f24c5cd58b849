// The backend of the Huntboard data source: Grafana starts it and talks to it
// over its plugin protocol.
package main

import (
	"log"
	"runtime/debug"

	"github.com/grafana/grafana-plugin-sdk-go/backend/datasource"

	"github.com/huntboard/huntboard-defender-datasource/pkg/plugin"
)

// gcPercent is half of Go's own: what an answer of 50 MB leaves behind is freed before
// the next one has taken as much again. Decoding hardly allocates, so it costs no time.
const gcPercent = 50

func main() {
	debug.SetGCPercent(gcPercent)
	if err := datasource.Manage(plugin.ID, plugin.NewInstance, datasource.ManageOpts{}); err != nil {
		log.Fatalf("the data source cannot be served: %v", err)
	}
}
