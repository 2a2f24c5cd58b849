// The backend of the Huntboard data source: Grafana starts it and talks to it
// over its plugin protocol.
package main

import (
	"log"

	"github.com/grafana/grafana-plugin-sdk-go/backend/datasource"

	"github.com/huntboard/huntboard-defender-datasource/pkg/plugin"
)

func main() {
	if err := datasource.Manage(plugin.ID, plugin.NewInstance, datasource.ManageOpts{}); err != nil {
		log.Fatalf("the data source cannot be served: %v", err)
	}
}
