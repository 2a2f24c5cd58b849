package share

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

func TestWorkIsDoneOnceForAllWhoWaitAndAgainForTheNext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var g Group[int32]
		var runs atomic.Int32
		work := func(context.Context) (int32, error) {
			time.Sleep(time.Second)
			return runs.Add(1), nil
		}
		got := make(chan int32)
		for range 5 {
			go func() { v, _ := g.Do(t.Context(), "k", work); got <- v }()
		}
		for range 5 {
			if v := <-got; v != 1 {
				t.Errorf("got %d", v)
			}
		}
		if v, err := g.Do(t.Context(), "k", work); v != 2 || err != nil {
			t.Errorf("got %d, %v", v, err)
		}
	})
}

func TestAWaiterLeavesWithItsOwnCause(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var g Group[int]
		cause := errors.New("enough")
		ctx, cancel := context.WithCancelCause(t.Context())
		time.AfterFunc(time.Second, func() { cancel(cause) })
		var ended error
		_, err := g.Do(ctx, "k", func(ctx context.Context) (int, error) {
			<-ctx.Done()
			ended = ctx.Err()
			return 0, ended
		})
		synctest.Wait()
		if !errors.Is(err, cause) || !errors.Is(ended, context.Canceled) {
			t.Errorf("the waiter got %v, the work %v", err, ended)
		}
		if _, err := g.Do(ctx, "k", nil); !errors.Is(err, cause) {
			t.Errorf("one who comes late got %v", err)
		}
	})
}

func TestANewcomerDoesNotJoinWorkThatWasGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var g Group[string]
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		slowToEnd := func(ctx context.Context) (string, error) {
			<-ctx.Done()
			time.Sleep(time.Minute)
			return "old", ctx.Err()
		}
		if _, err := g.Do(ctx, "k", slowToEnd); err == nil {
			t.Error("no error")
		}
		v, err := g.Do(t.Context(), "k", func(context.Context) (string, error) { return "new", nil })
		if v != "new" || err != nil {
			t.Errorf("got %q, %v", v, err)
		}
		time.Sleep(2 * time.Minute) // the old work ends, and must not take anything with it
	})
}

func TestAWaiterWithAnEarliestBeginJoinsOnlyWhatBeganLater(t *testing.T) {
	tests := map[string]struct {
		notBefore time.Duration // after the first has begun
		joins     bool
	}{
		"work that began before":             {time.Second, false},
		"work that began in the same moment": {0, true},
		"work that began after":              {-time.Second, true},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var g Group[int]
				var runs atomic.Int32
				work := func(context.Context) (int, error) { time.Sleep(time.Minute); return int(runs.Add(1)), nil }
				began := time.Now()
				go func() { _, _ = g.Do(t.Context(), "k", work) }()
				time.Sleep(2 * time.Second)
				_, joined, err := g.Join(t.Context(), Entry{Key: "k", NotBefore: began.Add(tt.notBefore)}, work)
				if joined != tt.joins || err != nil {
					t.Errorf("joined: %v, %v", joined, err)
				}
			})
		})
	}
}

func TestNewcomersJoinTheYoungestWorkAndTheOldGoesOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var g Group[string]
		work := func(name string, takes time.Duration) func(context.Context) (string, error) {
			return func(ctx context.Context) (string, error) { time.Sleep(takes); return name, ctx.Err() }
		}
		old := make(chan string)
		go func() { v, _ := g.Do(t.Context(), "k", work("old", time.Minute)); old <- v }()
		time.Sleep(time.Second)
		go func() { _, _, _ = g.Join(t.Context(), Entry{Key: "k", NotBefore: time.Now()}, work("new", time.Hour)) }()
		time.Sleep(2 * time.Minute)
		if v := <-old; v != "old" {
			t.Errorf("the first waiter got %q", v)
		}
		if v, err := g.Do(t.Context(), "k", nil); v != "new" || err != nil {
			t.Errorf("a newcomer got %q, %v", v, err)
		}
	})
}

func TestWhoJoinsHearsTheContextOfTheWork(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var g Group[int]
		work := func(context.Context) (int, error) { time.Sleep(time.Minute); return 1, nil }
		first := context.WithValue(t.Context(), key{}, "first")
		go func() { _, _ = g.Do(first, "k", work) }()
		synctest.Wait()
		heard := ""
		entry := Entry{Key: "k", Joined: func(work context.Context) { heard, _ = work.Value(key{}).(string) }}
		if _, _, err := g.Join(t.Context(), entry, work); heard != "first" || err != nil {
			t.Errorf("heard %q, %v", heard, err)
		}
	})
}

func TestAPanicIsAnErrorForAllWhoWait(t *testing.T) {
	var g Group[int]
	_, err := g.Do(t.Context(), "k", func(context.Context) (int, error) { panic("oh") })
	var p *PanicError
	if !errors.As(err, &p) || p.Cause != "oh" {
		t.Errorf("got %v", err)
	}
}

type key struct{}

func TestWorkSeesTheValuesOfItsFirstWaiter(t *testing.T) {
	var g Group[string]
	v, err := g.Do(context.WithValue(t.Context(), key{}, "v"), "k", func(ctx context.Context) (string, error) {
		value, _ := ctx.Value(key{}).(string)
		return value, nil
	})
	if v != "v" || err != nil {
		t.Errorf("got %q, %v", v, err)
	}
}
