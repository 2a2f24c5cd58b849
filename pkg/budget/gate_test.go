package budget

import (
	"testing"
	"testing/synctest"
	"time"
)

// throttle lets one call end with a 429.
func (s *story) throttle(kind Reason, wait time.Duration) {
	s.t.Helper()
	turn, err := s.turn("throttled", NewAsk(Explore, time.Time{}))
	if err != nil {
		s.t.Fatal(err)
	}
	turn.Throttled(kind, wait)
	turn.Done()
	s.sends = nil
}

func TestAWaitThatTheServiceNamesHoldsForEverybody(t *testing.T) {
	tell(t, ten, func(s *story) {
		s.throttle(TooManyCalls, 40*time.Second)
		s.refused(Alert, 30*time.Second, TooManyCalls, 40*time.Second)
		s.refused(Dashboard, 20*time.Second, TooManyCalls, 40*time.Second)
		s.later("alert", Alert, 0)
		s.later("panel", Dashboard, 0)
		if state := s.source.State(); state.ClosedUntil.Sub(s.began) != 40*time.Second || state.Counts.TooManyCalls != 1 {
			t.Errorf("%+v", state)
		}
		s.after(40*time.Second - 1)
		s.sent()
		s.after(1)
		s.sentTogether("alert", "panel")
	})
}

func TestOnlyOneCallFindsOutWhetherAGuessWasRight(t *testing.T) {
	tell(t, ten, func(s *story) {
		s.throttle(TooManyCalls, 0)
		s.later("probe", Alert, 5*time.Second)
		s.later("panel 1", Dashboard, 0)
		s.later("panel 2", Dashboard, 0)
		s.after(firstPause/2 - 1)
		s.sent()
		s.after(firstPause/2 + 1)
		s.sent("probe")
		if !s.source.State().Trying {
			t.Error("the state does not say that one tries")
		}
		s.after(5 * time.Second)
		s.sentTogether("panel 1", "panel 2")
	})
}

func TestAProbeThatComesToNothingLetsAnotherTry(t *testing.T) {
	for name, ends := range map[string]func(*Turn){
		"its connection broke":        func(*Turn) {},
		"an outage tells nothing":     (*Turn).Unclear,
		"CPU is another matter":       func(t *Turn) { t.Throttled(OutOfCPU, time.Second) },
		"a probe that was never sent": func(t *Turn) { t.left = time.Time{} },
	} {
		t.Run(name, func(t *testing.T) {
			tell(t, ten, func(s *story) {
				s.throttle(TooManyCalls, 0)
				s.after(firstPause)
				turn, err := s.turn("probe", nil)
				if err != nil {
					t.Fatal(err)
				}
				s.later("next", Dashboard, time.Minute)
				s.later("third", Dashboard, 0)
				s.sent("probe")
				ends(turn)
				turn.Done()
				s.after(2 * time.Second)
				s.sent("next")
			})
		})
	}
}

func TestWithoutAWaitThePauseDoublesUpToAMinute(t *testing.T) {
	tell(t, Limits{CallsPerMinute: 1000}, func(s *story) {
		for _, pause := range []time.Duration{5, 10, 20, 40, 60, 60} {
			s.throttle(TooManyCalls, 0)
			throttled := time.Now()
			turn, err := s.turn("probe", nil)
			if err != nil {
				t.Fatal(err)
			}
			if waited := time.Since(throttled); waited < pause*time.Second/2 || waited > pause*time.Second {
				t.Errorf("waited %s of %d s", waited, pause)
			}
			turn.Unclear() // leaves it to the next one to find out
			turn.Done()
		}
		s.after(time.Minute)
		if err := s.call("", nil, 0); err != nil {
			t.Fatal(err)
		}
		s.throttle(TooManyCalls, 0)
		if pause := time.Until(s.source.State().ClosedUntil); pause > firstPause {
			t.Errorf("after a success the pause is %s", pause)
		}
	})
}

func TestPausesAreNotAllAlike(t *testing.T) {
	seen := map[time.Duration]bool{}
	for range 20 {
		seen[backoff(3)] = true
	}
	if len(seen) < 15 {
		t.Errorf("%d different ones of 20: replicas would come back together", len(seen))
	}
}

func TestABurstOf429IsOneClosing(t *testing.T) {
	tell(t, ten, func(s *story) {
		var turns []*Turn
		for range 5 {
			turn, err := s.turn("burst", nil)
			if err != nil {
				t.Fatal(err)
			}
			turns = append(turns, turn)
		}
		for _, turn := range turns {
			turn.Throttled(TooManyCalls, 0)
			turn.Throttled(TooManyCalls, 0)
			turn.Done()
		}
		state := s.source.State()
		if pause := state.ClosedUntil.Sub(s.began); pause > firstPause || state.Counts.TooManyCalls != 5 {
			t.Errorf("closed for %s, counted %d", pause, state.Counts.TooManyCalls)
		}
	})
}

func TestALateSuccessOfBeforeAClosingDoesNotOpenIt(t *testing.T) {
	tell(t, ten, func(s *story) {
		long, _ := s.turn("long", nil)
		s.throttle(TooManyCalls, 0)
		long.Passed()
		long.Done()
		s.after(firstPause)
		s.later("probe", Dashboard, time.Second)
		s.later("next", Dashboard, 0)
		s.sent("probe")
	})
}

func TestCPUIsClosedToTheEndOfTheQuarter(t *testing.T) {
	tests := map[string]struct {
		wait, closed time.Duration // into the quarter of an hour, of which 4 minutes are gone
	}{
		"a wait that the service names": {7 * time.Minute, 7 * time.Minute},
		"none: until the quarter ends":  {0, 11 * time.Minute},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			tell(t, ten, func(s *story) {
				s.after(4 * time.Minute)
				if err := s.call("", nil, 3*time.Second); err != nil {
					t.Fatal(err)
				}
				s.after(57 * time.Second)
				s.began = s.began.Add(5 * time.Minute)
				s.throttle(OutOfCPU, max(0, tt.wait-time.Minute))
				closed := tt.closed - time.Minute
				s.refused(Alert, 30*time.Second, OutOfCPU, closed)
				s.later("probe", Alert, 2*time.Second)
				s.later("panel", Dashboard, 0)
				cpu := s.source.State().CPU
				if cpu.ClosedUntil.Sub(s.began) != closed || cpu.Share != 3*time.Second || !cpu.Estimated ||
					cpu.Ends.Sub(cpu.Since) != 15*time.Minute {
					t.Errorf("%+v", cpu)
				}
				s.after(closed - 1)
				s.sent()
				s.after(1)
				s.sent("probe")
				s.after(2 * time.Second)
				s.sent("panel")
			})
		})
	}
}

func TestWhatTheServiceMeasuresReplacesTheEstimate(t *testing.T) {
	tell(t, ten, func(s *story) {
		ask := NewAsk(Dashboard, time.Time{})
		ask.Measured(time.Hour) // before there is a call
		if err := s.call("", ask, 3*time.Second); err != nil {
			t.Fatal(err)
		}
		if cpu := s.source.State().CPU; cpu.Spent != 3*time.Second || !cpu.Estimated {
			t.Errorf("by duration: %+v", cpu)
		}
		ask.Measured(500 * time.Millisecond)
		ask.Measured(time.Hour)
		if cpu := s.source.State().CPU; cpu.Spent != 500*time.Millisecond || cpu.Estimated {
			t.Errorf("measured: %+v", cpu)
		}
		_ = s.call("", nil, time.Second)
		if cpu := s.source.State().CPU; cpu.Spent != 1500*time.Millisecond || !cpu.Estimated {
			t.Errorf("both: %+v", cpu)
		}
		s.after(15 * time.Minute)
		ask.Measured(time.Hour)
		if cpu := s.source.State().CPU; cpu.Spent != 0 || cpu.Since.Sub(s.began) != 15*time.Minute {
			t.Errorf("a quarter later: %+v", cpu)
		}
	})
}

func TestABrokenProxyCannotCloseForYears(t *testing.T) {
	tell(t, ten, func(s *story) {
		s.throttle(TooManyCalls, 365*24*time.Hour)
		synctest.Wait()
		if until := s.source.State().ClosedUntil.Sub(s.began); until != longestClosed {
			t.Errorf("closed for %s", until)
		}
	})
}
