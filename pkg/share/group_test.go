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
