package recall

import (
	"context"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func contextOf(t *testing.T, d time.Duration) (context.Context, context.CancelFunc) {
	t.Helper()
	return context.WithTimeout(t.Context(), d)
}

func TestTheShelfIsBoundedAndWhatWasReadLongestAgoGoesFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &fakeService{rows: 10, cell: strings.Repeat("x", 2048)}
		m := s.memory(t, Options{Keep: time.Minute, Bytes: 45_000}) // four answers of about 11 kB
		defer m.Close()
		for _, kql := range []string{"a", "b", "c", "d", "a", "e"} {
			found(t, m, named(kql))
			if _, bytes, _ := m.Size(); bytes > 45_000 {
				t.Errorf("%d bytes are stored", bytes)
			}
		}
		for kql, want := range map[string]Freshness{"a": Stored, "c": Stored, "e": Stored} {
			if f := found(t, m, named(kql)); f.Freshness != want {
				t.Errorf("%s: %s", kql, f.Freshness)
			}
		}
		if f := found(t, m, named("b")); f.Freshness != Fresh {
			t.Errorf("b, which nobody has read since, is %s", f.Freshness)
		}
	})
}

func TestAnAnswerBeyondAQuarterIsNotStored(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &fakeService{cell: strings.Repeat("x", 3000)}
		m := s.memory(t, Options{Keep: time.Minute, Bytes: 44_000}) // one is about 11.6 kB
		defer m.Close()
		found(t, m, named("small"))
		if answers, _, _ := m.Size(); answers != 0 {
			t.Errorf("%d answers are stored", answers)
		}
	})
}

func TestThePartsOfOneHuntTakeNoMoreThanOneAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &fakeService{cell: strings.Repeat("x", 3000)}
		m := s.memory(t, Options{Keep: time.Minute, Bytes: 100_000}) // one is about 11.6 kB
		defer m.Close()
		for parts, stored := range map[int]int{2: 1, 3: 0} {
			m.forget("")
			w := named("part")
			w.Parts = parts
			found(t, m, w)
			if answers, _, _ := m.Size(); answers != stored {
				t.Errorf("one of %d: %d answers are stored", parts, answers)
			}
		}
	})
}

func TestRowsDoNotStayInMemoryWhenNobodyAsks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &fakeService{}
		m := s.memory(t, Options{Keep: time.Minute})
		defer m.Close()
		found(t, m, named("a"))
		time.Sleep(10 * time.Minute)
		found(t, m, named("b"))
		time.Sleep(5 * time.Minute)
		synctest.Wait()
		if answers, _, _ := m.Size(); answers != 1 {
			t.Errorf("%d answers are left after 15 minutes", answers)
		}
		time.Sleep(10 * time.Minute)
		synctest.Wait()
		if answers, bytes, _ := m.Size(); answers != 0 || bytes != 0 {
			t.Errorf("%d answers of %d bytes are left", answers, bytes)
		}
	})
}

func TestTheSizeOfAnAnswerIsCloseToWhatItTakes(t *testing.T) {
	s := &fakeService{rows: 50_000, cell: strings.Repeat("x", 64)}
	m := s.memory(t, Options{})
	before := heap()
	f := found(t, m, named("a"))
	took := float64(heap() - before)
	if counted := float64(size(f.Answer)); counted < 0.7*took || counted > 1.4*took {
		t.Errorf("counted %.0f bytes, it takes %.0f", counted, took)
	}
	runtime.KeepAlive(f)
}

func heap() int64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
