package plugin

import (
	"context"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/instancemgmt"

	"github.com/huntboard/huntboard-defender-datasource/pkg/budget"
	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting"
	"github.com/huntboard/huntboard-defender-datasource/pkg/recall"
)

// ID is the plugin's id; plugin.json has the same.
const ID = "huntboard-defender-datasource"

// Datasource is one instance.
type Datasource struct {
	uid      string
	settings settings
	fault    error // of the settings; nothing but settings is set then
	identity *identity
	client   *hunting.Client
	memory   *recall.Memory
	budget   *budget.Source
	wire     wire
	checked  healthMemory
	schemas  schemaMemory
	lacking  lackingTables
	recent   recentCalls

	backend.CallResourceHandler
}

var (
	_ backend.QueryDataHandler      = (*Datasource)(nil)
	_ backend.CheckHealthHandler    = (*Datasource)(nil)
	_ backend.CallResourceHandler   = (*Datasource)(nil)
	_ instancemgmt.InstanceDisposer = (*Datasource)(nil)
)

// NewInstance makes an instance of the stored settings. It calls nobody and
// never fails: what is wrong with the settings is told by the health check and
// on the panels, where an error of this function would read as one of Grafana.
func NewInstance(ctx context.Context, stored backend.DataSourceInstanceSettings) (instancemgmt.Instance, error) {
	d := &Datasource{uid: stored.UID}
	d.CallResourceHandler = d.resourceHandler()
	d.fault = d.setUp(ctx, stored)
	return d, nil
}

func (d *Datasource) setUp(ctx context.Context, stored backend.DataSourceInstanceSettings) error {
	var err error
	if d.settings, err = readSettings(stored); err != nil {
		return err
	}
	if d.wire, err = newWire(ctx, stored); err != nil {
		return err
	}
	signIns := newSignIns(ctx, d.settings, d.wire.transport)
	if d.identity, err = signIns.identity(d.settings.identity); err != nil {
		return err
	}
	d.budget = tenants.Source(d.settings.budget, watch(d.settings.site.API))
	d.client = hunting.New(hunting.Options{
		Site:      d.settings.site,
		Endpoint:  d.settings.api,
		Tokens:    d.identity,
		Transport: d.wire.transport,
		Timeout:   d.settings.timeout,
		Budget:    d.budget,
		Tenant:    d.settings.tenantOf,
	})
	d.memory = recall.New(recall.Options{Client: d.client, Keep: d.settings.alignment})
	live.add(d)
	return nil
}

// Dispose lets go of connections, of its part in the tenant's budget and of all
// answers; Grafana calls it when the settings have changed. Hunts in flight end by
// their own contexts.
func (d *Datasource) Dispose() {
	live.remove(d)
	if d.memory != nil {
		d.memory.Close()
	}
	if d.budget != nil {
		d.budget.Leave()
	}
	if d.wire.pool != nil {
		d.wire.pool.CloseIdleConnections()
	}
}
