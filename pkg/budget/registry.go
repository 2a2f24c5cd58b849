package budget

import "sync"

// Registry holds the governors of a process. The zero Registry is ready; do not
// copy it.
type Registry struct {
	mu        sync.Mutex
	governors map[Tenant]*Governor
}

// Tenant is whose quota it is.
type Tenant struct {
	Host string // of the API
	ID   string // the tenant's
}

// Source is a data source that has not joined yet. Watch hears what happens to its
// calls; it must return at once, and may be nil.
func (r *Registry) Source(limits Limits, watch func(Event)) *Source {
	return &Source{registry: r, limits: limits.withDefaults(), watch: watch}
}

// Source is one data source's part in a tenant's budget.
type Source struct {
	registry *Registry
	limits   Limits
	watch    func(Event)
}

// State is that of the source's governor.
func (s *Source) State() State { return State{Limits: s.limits} }

// Leave gives up the source's part; its limits no longer count.
func (s *Source) Leave() {}

// Governor spends the quota of one tenant.
type Governor struct{}

// State is what it knows now.
func (g *Governor) State() State { return State{} }
