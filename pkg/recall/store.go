package recall

import "time"

// stored is a live answer to exactly what is wanted, nil without one.
func (m *Memory) stored(w Want) *answered {
	oldest := w.oldest(m.keep)
	if oldest <= 0 {
		return nil
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	known := m.shelf.find(w.key(m.client.Host()))
	if known == nil || known.age(time.Now()) >= oldest {
		return nil
	}
	return known
}

func (m *Memory) store(a *answered) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.closed {
		return
	}
	now := time.Now()
	m.shelf.dropOld(now)
	m.shelf.put(a, now)
	if m.sweep == nil {
		m.sweep = time.AfterFunc(a.until.Sub(now), m.tidy)
	}
}

// tidy drops what is of no use any more, so that rows do not stay in memory
// because nobody has hunted since.
func (m *Memory) tidy() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.sweep = nil
	if m.closed {
		return
	}
	now := time.Now()
	if next := m.shelf.dropOld(now); !next.IsZero() {
		m.sweep = time.AfterFunc(next.Sub(now), m.tidy)
	}
}

// forget drops all answers that one identity got.
func (m *Memory) forget(identity string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.shelf.dropIf(func(a *answered) bool { return a.query.Identity == identity })
}

// Size is how many answers are stored, about how many bytes they take, and how many
// they may take.
func (m *Memory) Size() (answers int, bytes, most int64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.shelf.order.Len(), m.shelf.bytes, m.shelf.most
}

// Close forgets everything and stores nothing any more. Calls under way end as
// they would.
func (m *Memory) Close() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.closed = true
	m.shelf.dropIf(func(*answered) bool { return true })
	if m.sweep != nil {
		m.sweep.Stop()
	}
}
