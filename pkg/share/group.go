package share

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// Group is work under way. The zero Group is ready; do not copy it.
type Group[V any] struct {
	mu      sync.Mutex
	flights map[string]*flight[V]
}

// flight is one piece of work.
type flight[V any] struct {
	ctx     context.Context // the work's own
	began   time.Time
	done    chan struct{} // closed when value and err are set
	value   V
	err     error
	waiters int // guarded by Group.mu
	cancel  context.CancelFunc
}

// Entry is how a waiter comes aboard.
type Entry struct {
	Key       string
	NotBefore time.Time                  // work that began before is not joined; zero joins any
	Joined    func(work context.Context) // hears the context of the work that is joined; may be nil
}

// Do waits for the work of that key and begins it if there is none. It returns
// what the work returns, which other waiters get too, or context.Cause(ctx) as
// soon as the waiter's own context ends. Work that panics is a *PanicError.
func (g *Group[V]) Do(ctx context.Context, key string, work func(context.Context) (V, error)) (V, error) {
	value, _, err := g.Join(ctx, Entry{Key: key}, work)
	return value, err
}

// Join is Do for a waiter with wishes. It tells whether the waiter joined work that
// another had begun. Work that was too old to be joined goes on for those who wait
// for it; newcomers join the new one.
func (g *Group[V]) Join(
	ctx context.Context, entry Entry, work func(context.Context) (V, error),
) (value V, joined bool, err error) {
	if ctx.Err() != nil {
		return value, false, context.Cause(ctx)
	}
	f, joined := g.enter(ctx, entry, work)
	if joined && entry.Joined != nil {
		entry.Joined(f.ctx)
	}
	select {
	case <-f.done:
		return f.value, joined, f.err
	case <-ctx.Done():
		g.leave(entry.Key, f)
		return value, joined, context.Cause(ctx)
	}
}

func (g *Group[V]) enter(
	ctx context.Context, entry Entry, work func(context.Context) (V, error),
) (f *flight[V], joined bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if f, ok := g.flights[entry.Key]; ok && !f.began.Before(entry.NotBefore) {
		f.waiters++
		return f, true
	}
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	f = &flight[V]{ctx: ctx, began: time.Now(), done: make(chan struct{}), waiters: 1, cancel: cancel}
	if g.flights == nil {
		g.flights = map[string]*flight[V]{}
	}
	g.flights[entry.Key] = f
	go g.fly(entry.Key, f, work)
	return f, false
}

func (g *Group[V]) fly(key string, f *flight[V], work func(context.Context) (V, error)) {
	defer func() {
		if cause := recover(); cause != nil {
			f.err = &PanicError{fmt.Sprint(cause)}
		}
		g.mu.Lock()
		g.forget(key, f)
		g.mu.Unlock()
		f.cancel()
		close(f.done)
	}()
	f.value, f.err = work(f.ctx)
}

// leave cancels the work if nobody waits for it any more, and forgets it in the
// same breath: a newcomer must not join work that is about to fail.
func (g *Group[V]) leave(key string, f *flight[V]) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if f.waiters--; f.waiters == 0 {
		g.forget(key, f)
		f.cancel()
	}
}

// forget wants the lock. A newer flight of the same key stays.
func (g *Group[V]) forget(key string, f *flight[V]) {
	if g.flights[key] == f {
		delete(g.flights, key)
	}
}

// PanicError is work that panicked.
type PanicError struct{ Cause string }

func (e *PanicError) Error() string { return "panic: " + e.Cause }
