package share

import (
	"context"
	"fmt"
	"sync"
)

// Group is work under way. The zero Group is ready; do not copy it.
type Group[V any] struct {
	mu      sync.Mutex
	flights map[string]*flight[V]
}

// flight is one piece of work.
type flight[V any] struct {
	done    chan struct{} // closed when value and err are set
	value   V
	err     error
	waiters int // guarded by Group.mu
	cancel  context.CancelFunc
}

// Do waits for the work of that key and begins it if there is none. It returns
// what the work returns, which other waiters get too, or context.Cause(ctx) as
// soon as the waiter's own context ends. Work that panics is a *PanicError.
func (g *Group[V]) Do(ctx context.Context, key string, work func(context.Context) (V, error)) (V, error) {
	if ctx.Err() != nil {
		var none V
		return none, context.Cause(ctx)
	}
	f := g.enter(ctx, key, work)
	select {
	case <-f.done:
		return f.value, f.err
	case <-ctx.Done():
		g.leave(key, f)
		var none V
		return none, context.Cause(ctx)
	}
}

func (g *Group[V]) enter(ctx context.Context, key string, work func(context.Context) (V, error)) *flight[V] {
	g.mu.Lock()
	defer g.mu.Unlock()
	if f, ok := g.flights[key]; ok {
		f.waiters++
		return f
	}
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	f := &flight[V]{done: make(chan struct{}), waiters: 1, cancel: cancel}
	if g.flights == nil {
		g.flights = map[string]*flight[V]{}
	}
	g.flights[key] = f
	go g.fly(ctx, key, f, work)
	return f
}

func (g *Group[V]) fly(ctx context.Context, key string, f *flight[V], work func(context.Context) (V, error)) {
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
	f.value, f.err = work(ctx)
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
