package budget

import (
	"testing"
	"testing/synctest"
	"time"
)

var contoso = Tenant{Host: "graph.example", Authority: "login.example", ID: "contoso"}

func TestWhoeverJoinsSharesATenantsBudgetAndTheLowestLimitsCount(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var r Registry
		generous := r.Source(Limits{CallsPerMinute: 40, CallsPerHour: 900}, nil)
		careful := r.Source(Limits{CallsPerMinute: 12, InFlight: 2, RunPerHour: time.Hour}, nil)
		generous.Join(contoso)
		careful.Join(contoso)
		careful.Join(Tenant{Host: "elsewhere"}) // one joins once
		want := Limits{CallsPerMinute: 12, CallsPerHour: 900, RunPerHour: time.Hour, InFlight: 2}
		if state := generous.State(); state.Limits != want || state.Sources != 2 {
			t.Errorf("together %+v", state.Limits)
		}
		spend(t, careful, 3)
		if state := generous.State(); state.Used != 3 {
			t.Errorf("one does not see what the other used: %+v", state)
		}
		careful.Leave()
		want = Limits{CallsPerMinute: 40, CallsPerHour: 900, InFlight: DefaultInFlight}
		if state := generous.State(); state.Limits != want || state.Sources != 1 || state.Used != 3 {
			t.Errorf("alone %+v", state)
		}
	})
}

func spend(t *testing.T, s *Source, calls int) {
	t.Helper()
	for range calls {
		turn, err := s.Turn(t.Context(), nil)
		if err != nil {
			t.Fatal(err)
		}
		turn.Passed()
		turn.Done()
	}
}

func TestOneWithoutATokenTouchesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var r Registry
		member := r.Source(Limits{}, nil)
		member.Join(contoso)
		stranger := r.Source(Limits{CallsPerMinute: 1}, nil)
		state := stranger.State()
		if state.Joined || state.Sources != 0 || state.Used != 0 || state.Limits.CallsPerMinute != 1 {
			t.Errorf("it sees %+v", state)
		}
		stranger.Leave()
		stranger.Join(contoso) // its first token comes after it was thrown away
		if state := member.State(); state.Limits.CallsPerMinute != DefaultCallsPerMinute || state.Sources != 1 {
			t.Errorf("%+v", state)
		}
		spend(t, stranger, 1) // but what it sends counts
		if state := member.State(); state.Used != 1 {
			t.Errorf("%+v", state)
		}
	})
}

func TestOthersHaveBudgetsOfTheirOwn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var r Registry
		member := r.Source(Limits{}, nil)
		member.Join(contoso)
		for name, other := range map[string]Tenant{
			"another tenant":                       {"graph.example", "login.example", "another"},
			"another API":                          {"api.example", "login.example", "contoso"},
			"a token of an authority of one's own": {"graph.example", "evil.example", "contoso"},
		} {
			s := r.Source(Limits{CallsPerMinute: 1}, nil)
			s.Join(other)
			spend(t, s, 1)
			if state := member.State(); state.Used != 0 || state.Limits.CallsPerMinute != DefaultCallsPerMinute {
				t.Errorf("%s: %+v", name, state)
			}
		}
	})
}

func TestSavingTheSettingsDoesNotBeginANewMinute(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var r Registry
		before := r.Source(Limits{CallsPerMinute: 30}, nil)
		before.Join(contoso)
		spend(t, before, 20)
		before.Leave()
		other := r.Source(Limits{}, nil) // whose coming makes the registry look for what it may forget
		other.Join(Tenant{ID: "other"})
		other.Leave()
		after := r.Source(Limits{CallsPerMinute: 20}, nil)
		after.Join(contoso)
		if state := after.State(); state.Used != 20 || state.Left != 0 || state.Limits.CallsPerMinute != 20 {
			t.Errorf("%+v", state)
		}
		after.Leave()
		time.Sleep(25 * time.Hour)
		r.Source(Limits{}, nil).Join(Tenant{ID: "another"})
		if len(r.governors) != 1 {
			t.Errorf("%d are kept forever", len(r.governors))
		}
	})
}

func TestTheLimitsOfAnHourAndADay(t *testing.T) {
	tests := map[string]struct {
		limits    Limits
		run       time.Duration
		fits      int
		forAlerts int
		why       Reason
	}{
		"calls an hour": {Limits{CallsPerHour: 30}, 0, 20, 10, CallsPerHour},
		"run time an hour": {
			Limits{RunPerHour: 10 * time.Minute}, 20 * time.Second, 20, 10, RunTime,
		},
		"run time a day": {Limits{RunPerDay: time.Minute}, 10 * time.Second, 4, 2, RunTime},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			tt.limits.CallsPerMinute, tt.limits.InFlight = 1000, 1
			tell(t, tt.limits, func(s *story) {
				soon := func(p Priority) *Ask { return NewAsk(p, time.Now().Add(time.Minute)) }
				for i := range tt.fits {
					if err := s.call("", soon(Dashboard), tt.run); err != nil {
						t.Fatalf("call %d: %v", i, err)
					}
				}
				if err := s.call("", soon(Dashboard), 0); reason(err) != tt.why {
					t.Errorf("one more: %v", err)
				}
				for i := range tt.forAlerts {
					if err := s.call("", soon(Alert), tt.run); err != nil {
						t.Fatalf("alert %d: %v", i, err)
					}
				}
				if err := s.call("", soon(Alert), 0); reason(err) != tt.why {
					t.Errorf("one more alert: %v", err)
				}
				if state := s.source.State(); state.HourCalls != tt.fits+tt.forAlerts ||
					state.HourRun != time.Duration(state.HourCalls)*tt.run || state.DayRun != state.HourRun {
					t.Errorf("%+v", state)
				}
				s.after(25 * time.Hour)
				if err := s.call("", soon(Dashboard), 0); err != nil {
					t.Error(err)
				}
			})
		})
	}
}

func reason(err error) Reason {
	if r, ok := err.(*Refusal); ok { //nolint:errorlint // never wrapped here
		return r.Reason
	}
	return ""
}

func TestALongSpanIsKeptInFewEntries(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWindow(24 * time.Hour)
		for range 100_000 {
			w.add(time.Now(), false, 1)
			time.Sleep(time.Second)
			w.forget(time.Now())
		}
		if w.spent < 86_400 || w.spent > 86_400+200 || len(w.entries) > 515 {
			t.Errorf("%d in %d entries", w.spent, len(w.entries))
		}
	})
}

func TestEventsTellWhatHappens(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var events []Event
		s := new(Registry).Source(Limits{CallsPerMinute: 1}, func(e Event) { events = append(events, e) })
		s.Join(contoso)
		turn, _ := s.Turn(t.Context(), NewAsk(Explore, time.Time{}))
		turn.Leaves()
		turn.Leaves()
		turn.Throttled(TooManyCalls, time.Second)
		turn.Done()
		_, _ = s.Turn(t.Context(), NewAsk(Alert, time.Now().Add(time.Second)))
		spend(t, s, 1)
		want := []Event{
			{Granted, Explore, 0, ""},
			{Sent, Explore, 0, ""},
			{Throttled, Explore, 0, TooManyCalls},
			{Refused, Alert, 0, CallsPerMinute},
			{Granted, Dashboard, time.Minute, ""},
		}
		for i := range want {
			if i >= len(events) || events[i] != want[i] {
				t.Fatalf("%v\nwant %v", events, want)
			}
		}
		counts := s.State().Counts
		if counts.Sent[Explore] != 1 || counts.Refused[CallsPerMinute] != 1 || counts.Waited != time.Minute {
			t.Errorf("%+v", counts)
		}
	})
}
