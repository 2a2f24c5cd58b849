package hunting

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"maps"
	"strings"
	"sync"
	"time"
)

const (
	// heavyTime is how long a hunt that the service called too heavy is not sent again.
	heavyTime = time.Minute

	// maxHeavy bounds the memory of them.
	maxHeavy = 1000
)

// heavy remembers the hunts that the service called too heavy. Each of them has
// cost the tenant minutes of CPU for nothing, and a wall asks for it again with
// every refresh. It belongs to one data source, as answers do; its key is the exact
// text, so that a query that was changed is sent at once.
type heavy struct {
	mu    sync.Mutex
	hunts map[[sha256.Size]byte]*Error
}

func (q Query) digest() [sha256.Size]byte {
	return sha256.Sum256([]byte(strings.Join([]string{q.Identity, q.WorkspaceID, q.Timespan, q.KQL}, "\x00")))
}

// recall is what the service said of that hunt lately, nil if nothing.
func (h *heavy) recall(q Query) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	e, known := h.hunts[q.digest()]
	if !known || time.Since(e.refusedAt) >= heavyTime {
		return nil
	}
	again := *e
	again.remembered = true
	return &again
}

// keep remembers a hunt that failed, if its weight is why.
func (h *heavy) keep(q Query, err error) {
	var e *Error
	if !errors.As(err, &e) || e.Kind != KindTooHeavy && e.Kind != KindTooSlow && e.Kind != KindResultTooLarge {
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	maps.DeleteFunc(h.hunts, func(_ [sha256.Size]byte, e *Error) bool { return time.Since(e.refusedAt) >= heavyTime })
	if len(h.hunts) >= maxHeavy {
		return
	}
	if h.hunts == nil {
		h.hunts = map[[sha256.Size]byte]*Error{}
	}
	kept := *e
	kept.refusedAt = time.Now()
	h.hunts[q.digest()] = &kept
}

// fromMemory says that a hunt was not sent, and when it will be.
func (e *Error) fromMemory() string {
	if !e.remembered {
		return ""
	}
	return fmt.Sprintf(" The service said so %s ago;"+
		" the same query is not sent again before %s UTC, a changed one at once.",
		time.Since(e.refusedAt).Round(time.Second), e.refusedAt.Add(heavyTime).UTC().Format(time.TimeOnly))
}
