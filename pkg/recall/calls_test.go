package recall

import (
	"context"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/huntboard/huntboard-defender-datasource/pkg/budget"
	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting"
)

func TestIdenticalHuntsAreOneCall(t *testing.T) {
	tests := map[string]struct {
		wants []Want
		calls int
	}{
		"sixty times the same hunt": {repeated(60, hunt(time.Time{})), 1},
		"another query":             {[]Want{named("T"), named("t")}, 2},
		"another Timespan":          {[]Want{hunt(time.Unix(3600, 0)), hunt(time.Unix(3660, 0))}, 2},
		"another user":              {[]Want{hunt(time.Time{}), as(hunt(time.Time{}), identity("u"))}, 2},
		"parts that look alike": {[]Want{
			changed(query(hunting.Query{KQL: "T", Timespan: "w"})), changed(query(hunting.Query{KQL: "T", WorkspaceID: "w"})),
		}, 2},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := &fakeService{takes: time.Second}
				m := s.memory(t, Options{})
				how := make(chan Freshness)
				for _, w := range tt.wants {
					go func() { f, _ := m.Hunt(t.Context(), w); how <- f.Freshness }()
				}
				count := map[Freshness]int{}
				for range tt.wants {
					count[<-how]++
				}
				if s.count() != tt.calls || count[Fresh] != tt.calls || count[Shared] != len(tt.wants)-tt.calls {
					t.Errorf("%d calls, want %d; answers %v", s.count(), tt.calls, count)
				}
			})
		})
	}
}

func repeated(times int, w Want) []Want {
	all := make([]Want, times)
	for i := range all {
		all[i] = w
	}
	return all
}

func TestAnAlertJoinsOnlyACallThatBeganAfterItself(t *testing.T) {
	tests := map[string]struct {
		since time.Duration // before now, which is 2 s after the call began
		want  Freshness
	}{
		"an evaluation that began after the call":       {time.Second, Fresh},
		"an evaluation that began before the call":      {3 * time.Second, Shared},
		"an evaluation that began in the same instant":  {2 * time.Second, Shared},
		"an evaluation that does not say when it began": {0, Fresh},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := &fakeService{takes: time.Minute}
				m := s.memory(t, Options{Keep: time.Minute})
				defer m.Close()
				go func() { _, _ = m.Hunt(t.Context(), hunt(time.Time{})) }()
				time.Sleep(2 * time.Second)
				rule := as(hunt(time.Time{}), reader(Exact))
				if tt.since > 0 {
					rule.Since = time.Now().Add(-tt.since)
				}
				if f := found(t, m, rule); f.Freshness != tt.want {
					t.Errorf("got a %s answer", f.Freshness)
				}
			})
		})
	}
}

func TestAWaiterThatLeavesDoesNotDisturbTheOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &fakeService{takes: 10 * time.Second}
		m := s.memory(t, Options{})
		first, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, cancel)
		results := make(chan error, 2)
		for _, ctx := range []context.Context{first, t.Context()} {
			go func() { _, err := m.Hunt(ctx, hunt(time.Time{})); results <- err }()
			synctest.Wait()
		}
		if err := <-results; kind(err) != hunting.KindCanceled {
			t.Errorf("the one that left got %v", err)
		}
		if err := <-results; err != nil {
			t.Errorf("the one that stayed got %v", err)
		}
	})
}

func TestTheLastWaiterEndsTheCall(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // the bubble fails if the call goes on
		s := &fakeService{takes: time.Hour}
		m := s.memory(t, Options{})
		ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
		defer cancel()
		began := time.Now()
		if _, err := m.Hunt(ctx, hunt(time.Time{})); kind(err) != hunting.KindDeadline {
			t.Errorf("got %v", err)
		}
		synctest.Wait()
		if late := time.Since(began); late != 3*time.Second {
			t.Errorf("the call ended after %s", late)
		}
	})
}

func TestAPanicIsAnErrorOfTheHunt(t *testing.T) {
	m := (&fakeService{panics: true}).memory(t, Options{})
	if _, err := m.Hunt(t.Context(), hunt(time.Time{})); kind(err) != hunting.KindInternal {
		t.Errorf("got %v", err)
	}
}

// A dashboard's call waits in a full minute; an alert that joins it takes it to the
// calls that are kept for alerts.
func TestACallHasTheHighestPriorityOfItsWaiters(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &fakeService{}
		m := s.memory(t, Options{})
		for i := range 20 { // a third of 30 is kept
			found(t, m, as(named(fmt.Sprint(i)), priority(budget.Dashboard)))
		}
		began := time.Now()
		done := make(chan time.Duration, 1)
		go func() {
			_, _ = m.Hunt(t.Context(), as(hunt(time.Time{}), priority(budget.Dashboard)))
			done <- time.Since(began)
		}()
		time.Sleep(10 * time.Second)
		rule := as(hunt(time.Time{}), priority(budget.Alert))
		rule.Reader, rule.Since = Exact, began
		if f := found(t, m, rule); f.Freshness != Shared {
			t.Errorf("the alert got a %s answer", f.Freshness)
		}
		if waited := <-done; waited != 10*time.Second {
			t.Errorf("the call waited %s", waited)
		}
	})
}

func TestACallEndsWithTheLatestOfItsWaiters(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &fakeService{}
		m := s.memory(t, Options{})
		for i := range 20 {
			found(t, m, as(named(fmt.Sprint(i)), priority(budget.Dashboard)))
			time.Sleep(time.Second)
		}
		short, cancel := context.WithTimeout(t.Context(), 45*time.Second)
		defer cancel()
		go func() { _, _ = m.Hunt(short, as(hunt(time.Time{}), priority(budget.Dashboard))) }()
		synctest.Wait()
		if f := found(t, m, as(hunt(time.Time{}), priority(budget.Dashboard))); f.Freshness != Shared {
			t.Errorf("got a %s answer", f.Freshness)
		}
	})
}

func priority(p budget.Priority) func(*Want) { return func(w *Want) { w.Priority = p } }
