package recall

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting"
)

func TestAStoredAnswerIsReadByWhomItServes(t *testing.T) {
	tests := map[string]struct {
		keep   time.Duration
		change func(*Want)
		after  time.Duration
		want   Freshness
	}{
		"a viewer after 59 s":                    {time.Minute, nil, 59 * time.Second, Stored},
		"a viewer after 60 s":                    {time.Minute, nil, time.Minute, Fresh},
		"a viewer where cacheSeconds is 0":       {0, nil, 0, Fresh},
		"a viewer of a step of 3 minutes":        {time.Minute, step(3 * time.Minute), 179 * time.Second, Stored},
		"a viewer of a step of 3 minutes, later": {time.Minute, step(3 * time.Minute), 3 * time.Minute, Fresh},
		"a viewer of a step of a day":            {time.Minute, step(24 * time.Hour), 299 * time.Second, Stored},
		"a viewer of a step of a day, later":     {time.Minute, step(24 * time.Hour), 5 * time.Minute, Fresh},
		"a step does not switch on what is off":  {0, step(24 * time.Hour), time.Second, Fresh},
		"cacheSeconds of an hour":                {time.Hour, nil, 59 * time.Minute, Stored},
		"a button within 5 s":                    {time.Minute, reader(ByHand), 4 * time.Second, Stored},
		"a button after 5 s":                     {time.Minute, reader(ByHand), 5 * time.Second, Fresh},
		"an alert rule at once":                  {time.Minute, reader(Exact), 0, Fresh},
		"another KQL":                            {time.Minute, query(hunting.Query{KQL: "t"}), 0, Fresh},
		"another Timespan":                       {time.Minute, func(w *Want) { w.Query.Timespan = "P1D" }, 0, Fresh},
		"another workspace":                      {time.Minute, func(w *Want) { w.Query.WorkspaceID = "w" }, 0, Fresh},
		"another user":                           {time.Minute, query(hunting.Query{KQL: "T", Identity: "u"}), 0, Fresh},
		"another cap of rows":                    {time.Minute, func(w *Want) { w.Rows = 5 }, 0, Fresh},
		"another priority":                       {time.Minute, func(w *Want) { w.Priority = 3 }, 0, Stored},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := &fakeService{}
				m := s.memory(t, Options{Keep: tt.keep})
				defer m.Close()
				first := hunt(time.Time{})
				if tt.change != nil {
					first.Step = changed(tt.change).Step
				}
				if f := found(t, m, first); f.Freshness != Fresh || f.Age != 0 {
					t.Errorf("the first is %s, %s old", f.Freshness, f.Age)
				}
				time.Sleep(tt.after)
				f := found(t, m, changed(tt.change))
				if f.Freshness != tt.want {
					t.Errorf("got a %s answer", f.Freshness)
				}
				if f.Freshness == Stored && f.Age != tt.after {
					t.Errorf("it is %s old, want %s", f.Age, tt.after)
				}
			})
		})
	}
}

func changed(change func(*Want)) Want {
	w := hunt(time.Time{})
	if change != nil {
		change(&w)
	}
	return w
}

func step(d time.Duration) func(*Want)     { return func(w *Want) { w.Step = d } }
func reader(r Reader) func(*Want)          { return func(w *Want) { w.Reader = r } }
func query(q hunting.Query) func(*Want)    { return func(w *Want) { w.Query = q } }
func identity(who string) func(*Want)      { return func(w *Want) { w.Query.Identity = who } }
func named(kql string) Want                { return changed(func(w *Want) { w.Query.KQL, w.Text = kql, kql }) }
func as(w Want, change func(w *Want)) Want { change(&w); return w }

func TestAgeCountsFromWhenTheServiceWasAsked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &fakeService{takes: 20 * time.Second}
		m := s.memory(t, Options{Keep: time.Minute})
		defer m.Close()
		found(t, m, hunt(time.Time{}))
		time.Sleep(10 * time.Second)
		if f := found(t, m, hunt(time.Time{})); f.Age != 30*time.Second {
			t.Errorf("%s old", f.Age)
		}
		time.Sleep(30 * time.Second)
		if f := found(t, m, hunt(time.Time{})); f.Freshness != Fresh {
			t.Errorf("%s, though rows that came a minute ago may be missing", f.Freshness)
		}
	})
}

func TestWhatCameForAnAlertIsStoredForViewers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &fakeService{}
		m := s.memory(t, Options{Keep: time.Minute})
		defer m.Close()
		found(t, m, as(hunt(time.Time{}), reader(Exact)))
		if f := found(t, m, hunt(time.Time{})); f.Freshness != Stored {
			t.Errorf("got a %s answer", f.Freshness)
		}
	})
}

func TestAClosedMemoryHasNothingAndTakesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &fakeService{takes: time.Second}
		m := s.memory(t, Options{Keep: time.Minute})
		found(t, m, named("stored"))
		go func() { _, _ = m.Hunt(t.Context(), named("under way")) }()
		synctest.Wait()
		m.Close()
		time.Sleep(2 * time.Second)
		if answers, bytes, _ := m.Size(); answers != 0 || bytes != 0 {
			t.Errorf("%d answers, %d bytes", answers, bytes)
		}
	})
}

func TestNobodyIsServedWithoutATokenOfHisOwn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &fakeService{}
		m := s.memory(t, Options{Keep: time.Minute})
		defer m.Close()
		found(t, m, hunt(time.Time{}))
		s.set(func() { s.refuses = errNo })
		f, err := m.Hunt(t.Context(), hunt(time.Time{}))
		if kind(err) != hunting.KindSignIn || f.Answer != nil {
			t.Errorf("got %v, %v", f.Answer, err)
		}
	})
}

func TestARefusalOfWhoAsksForgetsWhatHeGot(t *testing.T) {
	for name, status := range map[string]int{"a 401": 401, "a 403": 403} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := &fakeService{}
				m := s.memory(t, Options{Keep: time.Minute})
				defer m.Close()
				his, hers := as(hunt(time.Time{}), identity("he")), as(hunt(time.Time{}), identity("she"))
				found(t, m, his)
				found(t, m, hers)
				s.set(func() { s.status = status })
				if _, err := m.Hunt(t.Context(), as(named("another"), identity("he"))); err == nil {
					t.Fatal("no error")
				}
				if f, err := m.Hunt(t.Context(), his); err == nil {
					t.Errorf("he got a %s answer", f.Freshness)
				}
				if f := found(t, m, hers); f.Freshness != Stored {
					t.Errorf("she got a %s answer", f.Freshness)
				}
			})
		})
	}
}
