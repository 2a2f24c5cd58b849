package budget

import (
	"context"
	"sync"
	"time"
)

// Ask is what one call wants of the budget. It is safe for concurrent use and may
// rise while its call waits, as others join the call.
type Ask struct {
	mu       sync.Mutex
	priority Priority
	until    time.Time
	risen    func()                  // tells the governor in whose queue it is; nil outside
	measured func(cpu time.Duration) // corrects the estimate of the call that went out last
}

// NewAsk is an ask of someone who gives up at until; zero means never.
func NewAsk(p Priority, until time.Time) *Ask {
	return &Ask{priority: min(max(p, Background), Alert), until: until}
}

// Join adds one more who waits for the same call: the ask rises to the highest
// priority and the latest end of all of them.
func (a *Ask) Join(p Priority, until time.Time) {
	a.mu.Lock()
	a.priority = max(a.priority, min(p, Alert))
	if until.IsZero() || !a.until.IsZero() && until.After(a.until) {
		a.until = until
	}
	risen := a.risen
	a.mu.Unlock()
	if risen != nil {
		risen()
	}
}

// Wants is the priority and the end as they are now.
func (a *Ask) Wants() (Priority, time.Time) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.priority, a.until
}

// Measured replaces the estimate of what the call has cost by what the service
// itself says; without a call it does nothing.
func (a *Ask) Measured(cpu time.Duration) {
	a.mu.Lock()
	measured := a.measured
	a.mu.Unlock()
	if measured != nil {
		measured(cpu)
	}
}

func (a *Ask) whenRisen(tell func()) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.risen = tell
}

func (a *Ask) whenMeasured(tell func(time.Duration)) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.measured = tell
}

type askKey struct{}

// WithAsk lets a call's ask travel with it.
func WithAsk(ctx context.Context, a *Ask) context.Context { return context.WithValue(ctx, askKey{}, a) }

// AskOf is the ask that WithAsk put there, nil without one.
func AskOf(ctx context.Context) *Ask {
	a, _ := ctx.Value(askKey{}).(*Ask)
	return a
}
