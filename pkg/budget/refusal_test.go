package budget

import (
	"context"
	"errors"
	"math/rand/v2"
	"testing"
	"testing/synctest"
	"time"
)

func TestAWaitThatCannotFitEndsAtOnceWithTheTime(t *testing.T) {
	tell(t, ten, func(s *story) {
		s.many(7, "", Dashboard)
		s.after(20 * time.Second)
		s.refused(Dashboard, 30*time.Second, CallsPerMinute, 40*time.Second)
		s.refused(Dashboard, 40*time.Second+leastRun, CallsPerMinute, 40*time.Second)
		s.later("fits", Dashboard, 0)
		s.many(6, "fit too", Dashboard)
		s.refused(Dashboard, 30*time.Second, CallsPerMinute, 100*time.Second) // all of the next minute is taken
		s.sentCount(7)
		s.after(40 * time.Second)
		s.sentCount(7)
		s.refused(Explore, 30*time.Second, CallsPerMinute, 60*time.Second)
		s.after(60 * time.Second)
		s.many(1, "", Explore)
		s.sentCount(1)
	})
}

func TestAnAlertIsToldWhenItWorksBeforeItsEvaluationEnds(t *testing.T) {
	tell(t, ten, func(s *story) {
		s.many(10, "", Alert)
		s.after(time.Second)
		s.refused(Alert, 30*time.Second, CallsPerMinute, 59*time.Second)
		s.after(30 * time.Second)
		if err := s.call("fits", NewAsk(Alert, time.Now().Add(31*time.Second)), 0); err != nil {
			t.Error(err)
		}
		if time.Since(s.began) != time.Minute {
			t.Errorf("its turn came after %s", time.Since(s.began))
		}
	})
}

func TestOneWhoIsPushedBackIsToldAsSoonAsThatIsKnown(t *testing.T) {
	tell(t, Limits{CallsPerMinute: 1, InFlight: 5}, func(s *story) {
		s.many(1, "", Dashboard)
		ended := make(chan error, 1)
		go func() { ended <- s.call("pushed", NewAsk(Dashboard, time.Now().Add(90*time.Second)), 0) }()
		s.after(5 * time.Second)
		s.later("urgent", Explore, 0) // takes the place after 60 s
		synctest.Wait()
		var r *Refusal
		select {
		case err := <-ended:
			if !errors.As(err, &r) || r.At.Sub(s.began) != 2*time.Minute {
				t.Errorf("%v, %+v", err, r)
			}
		default:
			t.Error("it still waits")
		}
	})
}

func TestACallThatCanGoNowIsNeverTooLate(t *testing.T) {
	tell(t, ten, func(s *story) {
		if err := s.call("", NewAsk(Alert, time.Now().Add(time.Millisecond)), 0); err != nil {
			t.Error(err)
		}
	})
}

func TestWhoWaitsForOthersToEndIsToldInTime(t *testing.T) {
	tell(t, Limits{CallsPerMinute: 100, InFlight: 2}, func(s *story) {
		s.later("long", Dashboard, 10*time.Second) // so that it is known how long calls take
		s.after(10 * time.Second)
		s.later("very long", Dashboard, 5*time.Minute)
		asked := time.Now()
		_, err := s.turn("", NewAsk(Dashboard, asked.Add(30*time.Second)))
		var r *Refusal
		if !errors.As(err, &r) || r.Reason != InFlight || time.Since(asked) != 30*time.Second-leastRun {
			t.Errorf("after %s %v", time.Since(asked), err)
		}
	})
}

func TestADeadlineOfTheContextCountsLikeAnEnd(t *testing.T) {
	tell(t, ten, func(s *story) {
		s.many(7, "", Dashboard)
		ctx, cancel := context.WithTimeout(s.ctx, 20*time.Second)
		defer cancel()
		_, err := s.source.Turn(ctx, NewAsk(Dashboard, time.Time{}))
		if r := (*Refusal)(nil); !errors.As(err, &r) || time.Since(s.began) != 0 {
			t.Errorf("after %s %v", time.Since(s.began), err)
		}
	})
}

// Random crowds, up to the first refusal. Then nobody comes any more, and whoever
// was refused comes back at the time that it was told.
func TestWhatARefusalSaysIsTrue(t *testing.T) {
	refusals := map[Reason]int{}
	for seed := range uint64(150) {
		random := rand.New(rand.NewPCG(seed, 1)) //nolint:gosec // a story that can be told again
		limits := Limits{CallsPerMinute: 1 + random.IntN(40), InFlight: 1 + random.IntN(8)}
		if seed%3 == 0 {
			limits.CallsPerHour = limits.CallsPerMinute * (1 + random.IntN(5))
		}
		tell(t, limits, func(s *story) {
			r := s.crowdUntilRefused(random)
			if r == nil {
				return
			}
			refusals[r.Reason]++
			s.after(time.Until(r.At))
			ctx, cancel := context.WithTimeout(s.ctx, 30*time.Second)
			defer cancel()
			turn, err := s.source.Turn(ctx, NewAsk(r.Priority, time.Time{}))
			if err != nil {
				t.Errorf("seed %d, %s: told %s, then %v", seed, r.Reason, r.At.Sub(s.began), err)
				return
			}
			if turn.Wait > leastRun && r.Reason != InFlight { // how long calls take is an estimate
				t.Errorf("seed %d, %s: told %s, and waited %s more", seed, r.Reason, r.At.Sub(s.began), turn.Wait)
			}
			turn.Done()
		})
	}
	t.Log(refusals)
	if refusals[CallsPerMinute] < 50 || refusals[CallsPerHour] < 5 || refusals[InFlight] < 5 {
		t.Errorf("too few refusals to prove a thing: %v", refusals)
	}
}

func (s *story) crowdUntilRefused(random *rand.Rand) *Refusal {
	refused := make(chan *Refusal, 1000)
	for range 400 {
		ask := NewAsk(Priority(random.IntN(Priorities)), time.Now().Add(time.Duration(random.IntN(200))*time.Second))
		const runs = 2 * time.Second // each the same, so that nobody has to guess
		go func() {
			var r *Refusal
			if errors.As(s.call("", ask, runs), &r) {
				refused <- r
			}
		}()
		synctest.Wait()
		select {
		case r := <-refused:
			return r
		default:
		}
		s.after(time.Duration(random.IntN(4000)) * time.Millisecond)
	}
	return nil
}
