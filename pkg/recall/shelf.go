package recall

import (
	"container/list"
	"slices"
	"time"
)

// largestPart is the part of the shelf, a quarter, that one answer may take: a
// larger one would drive out what a whole dashboard lives on.
const largestPart = 4

// shelf holds answers up to a number of bytes; what was read longest ago goes
// first. It is not safe for concurrent use.
type shelf struct {
	most  int64
	bytes int64
	order *list.List // of *answered, what was read last in front
	byKey map[string]*list.Element
	same  map[string][]*answered // in the order in which they came
}

func newShelf(most int64) shelf {
	return shelf{most: most, order: list.New(), byKey: map[string]*list.Element{}, same: map[string][]*answered{}}
}

func held(e *list.Element) *answered {
	a, _ := e.Value.(*answered) // nothing else is in the list
	return a
}

func (s *shelf) find(key string) *answered {
	e, ok := s.byKey[key]
	if !ok {
		return nil
	}
	s.order.MoveToFront(e)
	return held(e)
}

// latest is the youngest answer that may be shown for what is wanted; nil without
// one, and for a hunt that has no Text to know it by.
func (s *shelf) latest(w Want, now time.Time) *answered {
	var found *answered
	if w.Text == "" {
		return nil
	}
	for _, a := range s.same[w.same()] {
		if a.standsIn(w, now) && (found == nil || a.asked.After(found.asked)) {
			found = a
		}
	}
	if found != nil {
		s.order.MoveToFront(s.byKey[found.key])
	}
	return found
}

// put keeps an answer in place of the one of the same key.
func (s *shelf) put(a *answered, now time.Time) {
	if e, ok := s.byKey[a.key]; ok {
		s.drop(e)
	}
	s.dropOutdone(a, now)
	if a.bytes*int64(max(1, a.parts)) > s.most/largestPart {
		return
	}
	s.byKey[a.key] = s.order.PushFront(a)
	s.same[a.same] = append(s.same[a.same], a)
	for s.bytes += a.bytes; s.bytes > s.most; {
		s.drop(s.order.Back())
	}
}

// dropOutdone drops answers that a newer one replaces: nobody reads them now, and
// whoever takes a stale one takes the newest.
func (s *shelf) dropOutdone(by *answered, now time.Time) {
	for _, a := range slices.Clone(s.same[by.same]) {
		if !now.Before(a.live) && a.alike(by.from, by.to) {
			s.drop(s.byKey[a.key])
		}
	}
}

// dropOld drops what is of no use any more and tells when the next will be; zero =
// nothing is left.
func (s *shelf) dropOld(now time.Time) (next time.Time) {
	s.dropIf(func(a *answered) bool { return !now.Before(a.until) })
	for e := s.order.Front(); e != nil; e = e.Next() {
		if until := held(e).until; next.IsZero() || until.Before(next) {
			next = until
		}
	}
	return next
}

func (s *shelf) dropIf(unwanted func(*answered) bool) {
	for e := s.order.Front(); e != nil; {
		next := e.Next()
		if unwanted(held(e)) {
			s.drop(e)
		}
		e = next
	}
}

func (s *shelf) drop(e *list.Element) {
	a := held(e)
	s.order.Remove(e)
	s.bytes -= a.bytes
	delete(s.byKey, a.key)
	others := slices.DeleteFunc(s.same[a.same], func(other *answered) bool { return other == a })
	if s.same[a.same] = others; len(others) == 0 {
		delete(s.same, a.same)
	}
}
