package budget

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// story is a tenant's budget in a bubble, with what happened in it.
type story struct {
	t      *testing.T
	source *Source
	began  time.Time
	ctx    context.Context
	end    context.CancelFunc

	mu    sync.Mutex
	sends []send
}

// send is a call as the service would count it.
type send struct {
	name     string
	priority Priority
	at       time.Duration // since the story began
}

// tell runs a story; what still waits at its end is canceled.
func tell(t *testing.T, limits Limits, happens func(*story)) {
	synctest.Test(t, func(t *testing.T) {
		s := &story{t: t, source: new(Registry).Source(limits, nil), began: time.Now()}
		s.source.Join(Tenant{Host: "graph.example"})
		s.ctx, s.end = context.WithCancel(t.Context())
		happens(s)
		s.end()
		synctest.Wait()
	})
}

// call sends one call that runs for a while, and waits for its end.
func (s *story) call(name string, ask *Ask, runs time.Duration) error {
	turn, err := s.turn(name, ask)
	if err != nil {
		return err
	}
	s.passes(turn, runs)
	return nil
}

// turn waits for a turn and uses it to send.
func (s *story) turn(name string, ask *Ask) (*Turn, error) {
	turn, err := s.source.Turn(s.ctx, ask)
	if err != nil {
		return nil, err
	}
	turn.Leaves()
	turn.Written()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sends = append(s.sends, send{name, turn.priority, time.Since(s.began)})
	return turn, nil
}

func (s *story) passes(turn *Turn, after time.Duration) {
	select {
	case <-time.After(after):
		turn.Passed()
	case <-s.ctx.Done():
	}
	turn.Done()
}

// later starts a call and returns once it is sent or waits.
func (s *story) later(name string, p Priority, runs time.Duration) *Ask {
	ask := NewAsk(p, time.Time{})
	go func() { _ = s.call(name, ask, runs) }()
	synctest.Wait()
	return ask
}

func (s *story) many(n int, name string, p Priority) {
	for range n {
		s.later(name, p, 0)
	}
}

// after lets time pass.
func (s *story) after(d time.Duration) {
	time.Sleep(d) // of the bubble
	synctest.Wait()
}

func (s *story) sent(want ...string) {
	s.t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	var got []string
	for _, send := range s.sends {
		got = append(got, send.name)
	}
	if !slices.Equal(got, want) {
		s.t.Errorf("after %s sent %v, want %v", time.Since(s.began), got, want)
	}
	s.sends = nil
}

// sentTogether is for calls whose turns come at the same moment.
func (s *story) sentTogether(want ...string) {
	s.t.Helper()
	slices.SortFunc(s.sends, func(a, b send) int { return strings.Compare(a.name, b.name) })
	s.sent(want...)
}

// sentCount is for calls that are all alike.
func (s *story) sentCount(want int) {
	s.t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.sends) != want {
		s.t.Errorf("after %s sent %d, want %d", time.Since(s.began), len(s.sends), want)
	}
	s.sends = nil
}

// refused wants a call to end at once with the time at which it works.
func (s *story) refused(p Priority, patience time.Duration, why Reason, worksIn time.Duration) {
	s.t.Helper()
	asked := time.Now()
	_, err := s.turn("refused", NewAsk(p, asked.Add(patience)))
	var r *Refusal
	if !errors.As(err, &r) {
		s.t.Errorf("after %s no refusal but %v", time.Since(s.began), err)
		return
	}
	if r.Reason != why || r.At.Sub(asked) != worksIn || time.Since(asked) != 0 {
		s.t.Errorf("after %s refused for %s until in %s, want %s until in %s; it took %s",
			time.Since(s.began), r.Reason, r.At.Sub(asked), why, worksIn, time.Since(asked))
	}
}

// most is the highest number of sends in any 60 s.
func most(sends []time.Duration) int {
	slices.Sort(sends)
	highest, first := 0, 0
	for i, at := range sends {
		for at-sends[first] >= time.Minute {
			first++
		}
		highest = max(highest, i-first+1)
	}
	return highest
}

func at(sends []send, which func(Priority) bool) []time.Duration {
	var times []time.Duration
	for _, s := range sends {
		if which(s.priority) {
			times = append(times, s.at)
		}
	}
	return times
}

func anybody(Priority) bool        { return true }
func everyoneElse(p Priority) bool { return p != Alert }
