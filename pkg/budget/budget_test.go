package budget

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"
)

// ten has a third kept for alerts, and room in flight for all.
var ten = Limits{CallsPerMinute: 10, InFlight: 50}

func TestNoSlidingMinuteHoldsMoreThanItsCalls(t *testing.T) {
	tell(t, Limits{CallsPerMinute: 30, InFlight: 50}, func(s *story) {
		for range 300 {
			go func() { _ = s.call("", NewAsk(Alert, time.Time{}), time.Second) }()
			s.after(700 * time.Millisecond)
		}
		s.after(10 * time.Minute)
		if got := most(at(s.sends, anybody)); got != 30 {
			t.Errorf("%d calls in some minute", got)
		}
		if len(s.sends) != 300 {
			t.Errorf("%d sent", len(s.sends))
		}
	})
}

func TestACallLeavesTheWindowAMinuteAfterItsArrival(t *testing.T) {
	tests := map[string]struct {
		written bool
		runs    time.Duration
		again   time.Duration
	}{
		"an answer at once":                        {true, 0, 60 * time.Second},
		"a call that is answered after 3 s":        {true, 3 * time.Second, 63 * time.Second},
		"a long hunt arrived within 5 s":           {true, 30 * time.Second, 65 * time.Second},
		"a call that was never written to its end": {false, 30 * time.Second, 90 * time.Second},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			tell(t, Limits{CallsPerMinute: 1, InFlight: 5}, func(s *story) {
				turn, _ := s.source.Turn(s.ctx, nil)
				turn.Leaves()
				if tt.written {
					turn.Written()
				}
				go s.passes(turn, tt.runs)
				s.later("next", Dashboard, 0)
				s.after(tt.again - time.Nanosecond)
				s.sent()
				s.after(time.Nanosecond)
				s.sent("next")
			})
		})
	}
}

func TestAThirdIsKeptForAlerts(t *testing.T) {
	for calls, kept := range map[int]int{1: 0, 2: 0, 3: 1, 10: 3, 15: 5, 30: 10, 45: 15, 1000: 333} {
		tell(t, Limits{CallsPerMinute: calls, InFlight: 5000}, func(s *story) {
			s.many(calls+5, "", Explore)
			s.sentCount(calls - kept)
			s.many(kept+5, "", Alert)
			s.sentCount(kept)
		})
	}
}

func TestWhatAlertsHaveUsedIsNotKeptTwice(t *testing.T) {
	tell(t, ten, func(s *story) {
		s.many(5, "", Alert) // more than the three that are theirs
		s.many(10, "", Dashboard)
		s.sentCount(10)
	})
}

func TestWhoIsMoreUrgentGoesFirst(t *testing.T) {
	tell(t, Limits{CallsPerMinute: 2, InFlight: 1}, func(s *story) {
		s.later("long", Dashboard, 10*time.Second)
		s.later("background", Background, time.Second)
		s.later("variable", Variable, time.Second)
		s.later("dashboard 1", Dashboard, time.Second)
		s.later("dashboard 2", Dashboard, time.Second)
		s.later("explore", Explore, time.Second)
		s.later("alert", Alert, time.Second)
		s.after(10 * time.Minute)
		s.sent("long", "alert", "explore", "dashboard 1", "dashboard 2", "variable", "background")
	})
}

func TestAnAskRisesWhileItWaits(t *testing.T) {
	tell(t, ten, func(s *story) {
		s.many(7, "", Dashboard)
		joined := s.later("joined", Background, 0)
		s.later("dashboard", Dashboard, 0)
		s.sentCount(7)
		joined.Join(Alert, time.Time{}) // an alert rule joins the call: it may use what is kept for alerts
		synctest.Wait()
		s.sent("joined")
		joined.Join(Background, time.Time{})
		if p, _ := joined.Wants(); p != Alert {
			t.Errorf("it fell to %s", p)
		}
	})
}

func TestAnAskThatRisesWaitsForTheLongestOfItsWaiters(t *testing.T) {
	tell(t, ten, func(s *story) {
		s.many(7, "", Dashboard)
		ask := NewAsk(Dashboard, time.Now().Add(62*time.Second))
		ended := make(chan error, 1)
		go func() { ended <- s.call("joined", ask, 0) }()
		s.after(10 * time.Second)
		ask.Join(Dashboard, time.Now().Add(time.Second))
		if _, until := ask.Wants(); until.Sub(s.began) != 62*time.Second {
			t.Errorf("the end moved to %s", until.Sub(s.began))
		}
		s.after(time.Minute)
		if err := <-ended; err != nil {
			t.Error(err)
		}
		ask.Join(Dashboard, time.Time{})
		if _, until := ask.Wants(); !until.IsZero() {
			t.Error("one who waits forever does not count")
		}
	})
}

func TestEverySixthCallGoesToWhoHasWaitedLongest(t *testing.T) {
	tell(t, Limits{CallsPerMinute: 1000, InFlight: 1}, func(s *story) {
		s.later("first", Alert, time.Second)
		s.later("background", Background, time.Second)
		for i := range 12 {
			s.later(fmt.Sprint("alert ", i), Alert, time.Second)
		}
		s.after(time.Minute)
		if len(s.sends) != 14 || s.sends[6].name != "background" {
			t.Errorf("%v", s.sends)
		}
	})
}

func TestAlertsAloneCannotStarveTheOthersOfAnyLimit(t *testing.T) {
	for _, calls := range []int{1, 2, 3, 10} {
		tell(t, Limits{CallsPerMinute: calls, InFlight: 50}, func(s *story) {
			s.many(calls, "", Alert)
			s.later("patient", Background, 0)
			for range 60 {
				s.many(calls*2, "", Alert)
				s.after(time.Minute)
			}
			for i, send := range s.sends {
				if send.name == "patient" { // those of one moment are in any order
					if i > calls+mostPassed+calls {
						t.Errorf("of %d a minute %d went before it", calls, i)
					}
					return
				}
			}
			t.Errorf("of %d a minute none was for it", calls)
		})
	}
}

func TestOneOfTheCallsInFlightIsKeptForAlerts(t *testing.T) {
	tests := map[string]struct{ most, others, alerts int }{
		"five":             {5, 4, 1},
		"two":              {2, 1, 1},
		"one is for all":   {1, 1, 0},
		"none given: five": {0, 4, 1},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			tell(t, Limits{CallsPerMinute: 1000, InFlight: tt.most}, func(s *story) {
				for range 10 {
					s.later("other", Explore, 10*time.Second)
				}
				s.sentCount(tt.others)
				for range 10 {
					s.later("alert", Alert, 10*time.Second)
				}
				s.sentCount(tt.alerts)
				if got := s.source.State().InFlight; got != tt.others+tt.alerts {
					t.Errorf("%d in flight", got)
				}
			})
		})
	}
}

func TestACancelFreesItsPlaceAndTakesNothing(t *testing.T) {
	tell(t, ten, func(s *story) {
		s.many(7, "", Dashboard)
		s.sentCount(7)
		ctx, cancel := context.WithCancelCause(s.ctx)
		because := errors.New("the panel was closed")
		time.AfterFunc(10*time.Second, func() { cancel(because) })
		if _, err := s.source.Turn(ctx, nil); !errors.Is(err, because) || time.Since(s.began) != 10*time.Second {
			t.Errorf("after %s %v", time.Since(s.began), err)
		}
		if _, err := s.source.Turn(ctx, nil); !errors.Is(err, because) {
			t.Errorf("a call that was canceled before: %v", err)
		}
		if queued := s.source.State().Queued[Dashboard]; queued != 0 {
			t.Errorf("%d wait", queued)
		}
		s.many(7, "", Dashboard)
		s.after(50 * time.Second)
		s.sentCount(7)
	})
}

func TestOnlyWhatWasSentCounts(t *testing.T) {
	tell(t, ten, func(s *story) {
		for range 20 {
			turn, err := s.source.Turn(s.ctx, nil)
			if err != nil {
				t.Fatal(err)
			}
			turn.Done() // its connection was refused
			turn.Done()
		}
		if state := s.source.State(); state.Used != 0 || state.InFlight != 0 || state.LeftOthers != 7 {
			t.Errorf("%+v", state)
		}
		turn, _ := s.source.Turn(s.ctx, nil)
		turn.Leaves()
		turn.Done() // and broke
		if state := s.source.State(); state.Used != 1 || state.Left != 9 || state.LeftOthers != 6 {
			t.Errorf("%+v", state)
		}
	})
}
