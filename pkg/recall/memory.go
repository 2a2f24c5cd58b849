package recall

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/huntboard/huntboard-defender-datasource/pkg/budget"
	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting"
	"github.com/huntboard/huntboard-defender-datasource/pkg/share"
)

// DefaultBytes is what the answers of one data source may take: roughly 80 answers
// of 1,000 rows with 20 columns.
const DefaultBytes = 64 << 20

// Options are what a Memory needs to know.
type Options struct {
	Client *hunting.Client
	Keep   time.Duration // how long answers are served, 0 = none is stored
	Bytes  int64         // that all answers may take; 0 = DefaultBytes
}

// Memory is one data source's. It is safe for concurrent use.
type Memory struct {
	client *hunting.Client
	keep   time.Duration
	calls  share.Group[*answered]

	mu     sync.Mutex
	shelf  shelf
	sweep  *time.Timer // empties the shelf when nobody asks any more; nil before the first answer
	closed bool
}

// New is an empty memory.
func New(o Options) *Memory {
	if o.Bytes == 0 {
		o.Bytes = DefaultBytes
	}
	return &Memory{client: o.Client, keep: o.Keep, shelf: newShelf(o.Bytes)}
}

// Hunt finds an answer that is stored, joins a call that is under way, or makes
// one. The call has the highest priority and the latest end of those who wait for
// it and ends early only when nobody does. Errors are *hunting.Error.
func (m *Memory) Hunt(ctx context.Context, w Want) (Found, error) {
	if known := m.stored(w); known != nil {
		if err := m.client.Admit(ctx); err != nil {
			return Found{}, err
		}
		return known.found(Stored, known.age(time.Now())), nil
	}
	found, err := m.call(ctx, w)
	if err != nil && throttled(err) && w.Reader != Exact {
		return m.stale(ctx, w, err)
	}
	return found, err
}

func (m *Memory) call(ctx context.Context, w Want) (Found, error) {
	until, _ := ctx.Deadline() // zero if there is none
	entry := share.Entry{
		Key: w.key(m.client.Host()), NotBefore: w.notBefore(),
		Joined: func(work context.Context) { budget.AskOf(work).Join(w.Priority, until) },
	}
	ctx = budget.WithAsk(ctx, budget.NewAsk(w.Priority, until))
	how := Fresh
	known, joined, err := m.calls.Join(ctx, entry, func(ctx context.Context) (*answered, error) {
		if known := m.stored(w); known != nil { // by a call that ended just now
			how = Stored
			return known, nil
		}
		return m.ask(ctx, w)
	})
	switch {
	case err != nil:
		return Found{}, m.client.Explain(ctx, err)
	case joined:
		return known.found(Shared, 0), nil
	case how == Stored:
		return known.found(Stored, known.age(time.Now())), m.client.Admit(ctx)
	}
	return known.found(Fresh, 0), nil
}

// ask has the service asked, and stores what it says.
func (m *Memory) ask(ctx context.Context, w Want) (*answered, error) {
	answer, err := m.client.Run(ctx, w.Query)
	if err != nil {
		if whoIsRefused(err) {
			m.forget(w.Query.Identity)
		}
		return nil, err
	}
	now := time.Now()
	a := &answered{
		key: w.key(m.client.Host()), same: w.same(), query: w.Query, from: w.From, to: w.To,
		answer: answer, asked: now.Add(-answer.Duration),
	}
	if lives := life(m.keep, w.Step); lives > 0 {
		a.live = a.asked.Add(lives)
		a.until = a.asked.Add(max(lives, longestStale))
		a.bytes, a.parts = size(answer), max(1, w.Parts)
		m.store(a)
	}
	return a, nil
}

// stale answers in place of a service that takes no calls, if it can.
func (m *Memory) stale(ctx context.Context, w Want, why error) (Found, error) {
	now := time.Now()
	m.mu.Lock()
	known := m.shelf.latest(w, now)
	m.mu.Unlock()
	if known == nil {
		return Found{}, why
	}
	if err := m.client.Admit(ctx); err != nil {
		return Found{}, err
	}
	found := known.found(Stale, known.age(now))
	found.Why = why
	return found, nil
}

// throttled tells an error that more calls would not mend: the tenant's quota is
// used up, or the budget has no room for the call in time.
func throttled(err error) bool {
	var refusal *budget.Refusal
	var e *hunting.Error
	return errors.As(err, &refusal) ||
		errors.As(err, &e) && (e.Kind == hunting.KindTooManyCalls || e.Kind == hunting.KindCPU)
}

// whoIsRefused tells an error that is about who asks, not about what is asked.
func whoIsRefused(err error) bool {
	var e *hunting.Error
	if !errors.As(err, &e) {
		return false
	}
	return e.Kind == hunting.KindSignIn || e.Kind == hunting.KindUnauthorized || e.Kind == hunting.KindForbidden
}
