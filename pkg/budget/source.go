package budget

import (
	"context"
	"sync"
	"time"
)

// Source is one data source's part in a tenant's budget. It is safe for concurrent
// use.
type Source struct {
	registry *Registry
	limits   Limits
	watch    func(Event)

	mu       sync.Mutex
	governor *Governor // nil before it joins
	gone     bool
}

// Join makes it a member of the tenant's governor, once; call it with a token in
// hand. After Leave it sends what is still under way and counts, but its limits no
// longer matter.
func (s *Source) Join(t Tenant) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.governor != nil {
		return
	}
	s.registry.mu.Lock()
	defer s.registry.mu.Unlock()
	s.governor = s.registry.governor(t)
	s.governor.enroll(s)
	if s.gone {
		s.governor.dismiss(s)
	}
}

// Leave gives up its part.
func (s *Source) Leave() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.gone = true
	if s.governor != nil {
		s.governor.dismiss(s)
	}
}

// Turn waits until a call may go out; nil asks as a dashboard that waits forever.
// Errors are *Refusal, or the cause of the context's end. Join comes first.
func (s *Source) Turn(ctx context.Context, ask *Ask) (*Turn, error) {
	if ask == nil {
		ask = NewAsk(Dashboard, time.Time{})
	}
	turn, err := s.joined().turn(ctx, ask)
	if err == nil {
		turn.watch = s.watch
		s.watch(Event{What: Granted, Priority: turn.priority, Wait: turn.Wait})
		return turn, nil
	}
	if refusal, ok := err.(*Refusal); ok { //nolint:errorlint // made one call below, wrapped by nobody
		s.watch(Event{What: Refused, Priority: refusal.Priority, Reason: refusal.Reason})
	}
	return nil, err
}

func (s *Source) joined() *Governor {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.governor
}

// State is that of its governor.
func (s *Source) State() State {
	if g := s.joined(); g != nil {
		return g.State()
	}
	return State{Limits: s.limits, At: time.Now()}
}
