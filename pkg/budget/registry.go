package budget

import (
	"maps"
	"sync"
	"time"
)

// Registry holds the governors of a process. The zero Registry is ready; do not
// copy it.
type Registry struct {
	mu        sync.Mutex
	governors map[Tenant]*Governor
}

// Tenant is whose quota it is. The authority is a part of it, since whoever sets an
// authority of his own can be given a token that names any tenant.
type Tenant struct {
	Host      string // of the API
	Authority string // the host that signs in
	ID        string // as the token says
}

// Source is a data source that has not joined yet. Watch hears what happens to its
// calls; it must return at once and call nothing of this package. It may be nil.
func (r *Registry) Source(limits Limits, watch func(Event)) *Source {
	if watch == nil {
		watch = func(Event) {}
	}
	return &Source{registry: r, limits: limits.withDefaults(), watch: watch}
}

// governor is the tenant's, a new one if there is none. Governors without members
// are kept while they remember something: saving a data source's settings must not
// begin a new minute.
func (r *Registry) governor(of Tenant) *Governor {
	maps.DeleteFunc(r.governors, func(t Tenant, g *Governor) bool { return t != of && g.forgettable() })
	g, known := r.governors[of]
	if !known {
		if r.governors == nil {
			r.governors = map[Tenant]*Governor{}
		}
		g = newGovernor()
		r.governors[of] = g
	}
	return g
}

func (g *Governor) forgettable() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	now := time.Now()
	g.refresh(now)
	for _, w := range g.windows() {
		if len(w.entries) > 0 {
			return false
		}
	}
	return len(g.members)+len(g.waiting)+len(g.turns) == 0 && now.After(g.calls.until) && now.After(g.cpu.until)
}

// enroll adds a member, dismiss takes it away; the lowest limits of those who are
// there count. When the last one leaves, the limits stay.
func (g *Governor) enroll(s *Source) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.members[s] = struct{}{}
	g.relimit()
}

func (g *Governor) dismiss(s *Source) {
	g.mu.Lock()
	defer g.mu.Unlock()
	delete(g.members, s)
	g.relimit()
}

func (g *Governor) relimit() {
	first := true
	for s := range g.members {
		if first {
			g.limits, first = s.limits, false
		} else {
			g.limits = lowest(g.limits, s.limits)
		}
	}
	g.limit(g.limits)
	g.dispatch()
}
