package plugin

import (
	"context"
	"sync"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"

	"github.com/huntboard/huntboard-defender-datasource/pkg/share"
)

const (
	// keptWell and keptIll are how long a check's result answers for others: who
	// repairs something wants to see it soon.
	keptWell = time.Minute
	keptIll  = 10 * time.Second
)

// healthMemory keeps the results of checks, one a user. Checks that run at the
// same time are one. The zero healthMemory is ready.
type healthMemory struct {
	climbs share.Group[*backend.CheckHealthResult]

	mu   sync.Mutex
	kept map[string]keptHealth
}

type keptHealth struct {
	result *backend.CheckHealthResult
	until  time.Time
}

func (m *healthMemory) recall(
	ctx context.Context, who string, climb func(context.Context) *backend.CheckHealthResult,
) *backend.CheckHealthResult {
	if result := m.find(who); result != nil {
		return result
	}
	result, err := m.climbs.Do(ctx, who, func(ctx context.Context) (*backend.CheckHealthResult, error) {
		result := climb(ctx)
		m.keep(who, result)
		return result, nil
	})
	if err != nil { // the caller has gone
		return healthResult([]step{{"settings", true, settingsComplete}, {"network", false, "The check was canceled."}})
	}
	return result
}

func (m *healthMemory) find(who string) *backend.CheckHealthResult {
	m.mu.Lock()
	defer m.mu.Unlock()
	if kept, ok := m.kept[who]; ok && time.Now().Before(kept.until) {
		return kept.result
	}
	return nil
}

// keep forgets what is too old, so that what is kept is bounded by the checks of a
// minute.
func (m *healthMemory) keep(who string, result *backend.CheckHealthResult) {
	m.mu.Lock()
	defer m.mu.Unlock()
	now, lasts := time.Now(), keptIll
	if result.Status == backend.HealthStatusOk {
		lasts = keptWell
	}
	for other, kept := range m.kept {
		if now.After(kept.until) {
			delete(m.kept, other)
		}
	}
	if m.kept == nil {
		m.kept = map[string]keptHealth{}
	}
	m.kept[who] = keptHealth{result, now.Add(lasts)}
}
