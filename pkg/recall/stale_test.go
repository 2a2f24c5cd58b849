package recall

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting"
)

var errNo = errors.New("no")

// at is a time that long after the bubble's midnight.
func at(d time.Duration) time.Time { return time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC).Add(d) }

func TestWhileThrottledTheLastGoodAnswerIsServed(t *testing.T) {
	const soon = 2 * time.Minute
	later := hunt(at(soon))
	unknown := func(w *Want) { w.Text = "" }
	tests := map[string]struct {
		first, then Want
		after       time.Duration
		status      int
		serves      bool
	}{
		"the last hour, two minutes on":        {hunt(at(0)), later, soon, 429, true},
		"the last hour, 14 minutes on":         {hunt(at(0)), hunt(at(14 * time.Minute)), 14 * time.Minute, 429, true},
		"the last hour, more than 15 minutes":  {hunt(at(0)), hunt(at(15 * time.Minute)), 15*time.Minute + 1, 429, false},
		"a hunt without a range":               {hunt(time.Time{}), hunt(time.Time{}), soon, 429, true},
		"today so far":                         {from(at(0), at(0)), from(at(0), at(soon)), soon, 429, true},
		"an hour that an analyst went back to": {hunt(at(0)), hunt(at(-time.Hour)), soon, 429, false},
		"another width":                        {hunt(at(0)), from(at(-30*time.Minute), at(0)), soon, 429, false},
		"another text":                         {hunt(at(0)), as(later, func(w *Want) { w.Text = "t" }), soon, 429, false},
		"a hunt that cannot be known again":    {as(hunt(at(0)), unknown), as(later, unknown), soon, 429, false},
		"another user":                         {hunt(at(0)), as(later, identity("u")), soon, 429, false},
		"another step":                         {hunt(at(0)), as(later, step(time.Hour)), soon, 429, false},
		"a button":                             {hunt(at(0)), as(later, reader(ByHand)), soon, 429, true},
		"an alert rule":                        {hunt(at(0)), as(later, reader(Exact)), soon, 429, false},
		"a service that is away is no reason":  {hunt(at(0)), later, soon, 502, false},
		"a hunt too heavy is no reason":        {hunt(at(0)), later, soon, 500, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := &fakeService{}
				m := s.memory(t, Options{Keep: time.Minute})
				defer m.Close()
				found(t, m, tt.first)
				time.Sleep(tt.after)
				s.set(func() { s.status = tt.status })
				ctx, cancel := contextOf(t, 10*time.Second)
				defer cancel()
				f, err := m.Hunt(ctx, tt.then)
				if (err == nil) != tt.serves {
					t.Fatalf("got a %s answer, %v", f.Freshness, err)
				}
				if err == nil && (f.Freshness != Stale || f.Age < tt.after || !f.To.Equal(tt.first.To) ||
					f.Query != tt.first.Query || kind(f.Why) != hunting.KindTooManyCalls) {
					t.Errorf("%s, %s old, to %s, %+v, %v", f.Freshness, f.Age, f.To, f.Query, f.Why)
				}
			})
		})
	}
}

func from(from, to time.Time) Want {
	w := hunt(to)
	w.From = from
	w.Query.Timespan = from.Format(time.RFC3339) + "/" + to.Format(time.RFC3339)
	return w
}

func TestTheYoungestOfSeveralAnswersIsServed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &fakeService{}
		m := s.memory(t, Options{Keep: time.Minute})
		defer m.Close()
		for i := range 3 {
			found(t, m, hunt(at(time.Duration(i)*time.Minute)))
			time.Sleep(time.Minute)
		}
		s.set(func() { s.status = 429 })
		ctx, cancel := contextOf(t, 10*time.Second)
		defer cancel()
		f, err := m.Hunt(ctx, hunt(at(3*time.Minute)))
		if err != nil || call(t, f) != 3 {
			t.Errorf("%+v, %v", f, err)
		}
		if answers, _, _ := m.Size(); answers != 1 {
			t.Errorf("%d answers are stored; those that a newer one replaces are of no use", answers)
		}
	})
}

func TestNothingStaleIsServedWithoutAToken(t *testing.T) {
	tests := map[string]func(*fakeService){
		"a token that is gone before the call":       func(s *fakeService) { s.refuses = errNo },
		"a token that is gone after all three sends": func(s *fakeService) { s.gives, s.refuses, s.status = 3, errNo, 429 },
	}
	for name, change := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := &fakeService{}
				m := s.memory(t, Options{Keep: time.Minute})
				defer m.Close()
				found(t, m, hunt(at(0)))
				time.Sleep(2 * time.Minute)
				s.set(func() { change(s) })
				ctx, cancel := contextOf(t, 10*time.Second)
				defer cancel()
				f, err := m.Hunt(ctx, hunt(at(2*time.Minute)))
				if kind(err) != hunting.KindSignIn || f.Answer != nil {
					t.Errorf("got %v, %v", f.Answer, err)
				}
			})
		})
	}
}

func TestALongCacheMakesNoStaleAnswerOlder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &fakeService{}
		m := s.memory(t, Options{Keep: time.Hour})
		defer m.Close()
		found(t, m, hunt(at(0)))
		time.Sleep(16 * time.Minute)
		s.set(func() { s.status = 429 })
		ctx, cancel := contextOf(t, 10*time.Second)
		defer cancel()
		if f, err := m.Hunt(ctx, hunt(at(16*time.Minute))); err == nil {
			t.Errorf("got a %s answer, %s old", f.Freshness, f.Age)
		}
	})
}
