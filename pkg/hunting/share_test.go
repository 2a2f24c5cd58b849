package hunting

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

func TestIdenticalHuntsShareOneCall(t *testing.T) {
	tests := map[string]struct {
		queries []Query
		calls   int32
	}{
		"the same hunt":         {[]Query{{KQL: "T"}, {KQL: "T"}, {KQL: "T"}}, 1},
		"another query":         {[]Query{{KQL: "T"}, {KQL: "t"}}, 2},
		"another Timespan":      {[]Query{{KQL: "T", Timespan: "P1D"}, {KQL: "T"}}, 2},
		"another workspace":     {[]Query{{KQL: "T", WorkspaceID: "w"}, {KQL: "T"}}, 2},
		"parts that look alike": {[]Query{{KQL: "T", Timespan: "w"}, {KQL: "T", WorkspaceID: "w"}}, 2},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var calls atomic.Int32
				c := newClient(wire(func(req *http.Request) (*http.Response, error) {
					calls.Add(1)
					return after(time.Second, oneRow)(req)
				}))
				for _, q := range tt.queries {
					go func() {
						if answer, err := c.Run(t.Context(), q); err != nil || answer.Rows != 1 {
							t.Errorf("%v, %v", answer, err)
						}
					}()
				}
				time.Sleep(2 * time.Second)
				if calls.Load() != tt.calls {
					t.Errorf("%d calls, want %d", calls.Load(), tt.calls)
				}
			})
		})
	}
}

func TestAWaiterThatLeavesDoesNotDisturbTheOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newClient(after(10*time.Second, oneRow))
		first, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, cancel)
		results := make(chan error, 2)
		for _, ctx := range []context.Context{first, t.Context()} {
			go func() { _, err := c.Run(ctx, Query{KQL: "T"}); results <- err }()
			synctest.Wait()
		}
		if err := <-results; kind(err) != KindCanceled {
			t.Errorf("the one that left got %v", err)
		}
		if err := <-results; err != nil {
			t.Errorf("the one that stayed got %v", err)
		}
	})
}

func TestTheLastWaiterEndsTheCall(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ended := make(chan time.Time, 1)
		c := newClient(wire(func(req *http.Request) (*http.Response, error) {
			<-req.Context().Done()
			ended <- time.Now()
			return nil, req.Context().Err()
		}))
		ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
		defer cancel()
		began := time.Now()
		if _, err := c.Run(ctx, Query{KQL: "T"}); kind(err) != KindDeadline {
			t.Errorf("got %v", err)
		}
		if late := (<-ended).Sub(began); late != 3*time.Second {
			t.Errorf("the call ended after %s", late)
		}
	})
}

func TestNoMoreThanFourCallsAreInFlight(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var now, most atomic.Int32
		c := newClient(wire(func(req *http.Request) (*http.Response, error) {
			most.Store(max(most.Load(), now.Add(1)))
			resp, err := after(time.Second, oneRow)(req)
			resp.Body = releasing{resp.Body, func() { now.Add(-1) }}
			return resp, err
		}))
		began := time.Now()
		done := make(chan error)
		for i := range 10 {
			go func() { _, err := c.Run(t.Context(), Query{KQL: fmt.Sprint(i)}); done <- err }()
		}
		for range 10 {
			if err := <-done; err != nil {
				t.Error(err)
			}
		}
		if most.Load() != MaxInFlight || time.Since(began) != 3*time.Second {
			t.Errorf("%d at once, %s in all", most.Load(), time.Since(began))
		}
	})
}

func TestWaitingForATurnCountsAgainstTheTimeoutButNotAsDuration(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newClient(after(150*time.Second, oneRow))
		results := make(chan error)
		for i := range MaxInFlight + 1 {
			go func() { _, err := c.Run(t.Context(), Query{KQL: fmt.Sprint(i)}); results <- err }()
		}
		for range MaxInFlight {
			if err := <-results; err != nil {
				t.Error(err)
			}
		}
		if err := <-results; kind(err) != KindTimeout || !strings.Contains(err.Error(), "200 s") {
			t.Errorf("got %v", err)
		}
	})
}
