package decode

import (
	"encoding/json"
	"strings"
	"time"
)

// stores keep the values of all columns of one answer.
type stores struct {
	times     store[time.Time]
	ints      store[int32]
	longs     store[int64]
	reals     store[float64]
	texts     store[string]
	documents store[json.RawMessage]
	letters   letters
	cleaner   cleaner
}

// store keeps values, many in one allocation.
type store[T scalar] struct {
	open []T // the last allocation
	used int // of it
}

const (
	firstStore = 64
	fullStore  = 4096
)

func (s *store[T]) put(value T) *T {
	if s.used == len(s.open) {
		s.open, s.used = make([]T, min(max(4*len(s.open), firstStore), fullStore)), 0
	}
	at := &s.open[s.used]
	*at = value
	s.used++
	return at
}

// letters keep texts. A string is a part of what a builder has built so far; a
// builder never writes to that again.
type letters struct {
	open *strings.Builder
	size int // of the last builder
}

const (
	firstLetters = 4 << 10
	fullLetters  = 256 << 10
	longText     = 16 << 10 // a text from here on is kept alone
)

func (l *letters) put(text []byte) string {
	if len(text) >= longText {
		return string(text)
	}
	if l.open == nil || l.open.Cap()-l.open.Len() < len(text) {
		l.size = min(max(4*l.size, firstLetters), fullLetters)
		l.open = &strings.Builder{}
		l.open.Grow(max(l.size, len(text)))
	}
	from := l.open.Len()
	l.open.Write(text)
	return l.open.String()[from:]
}
