package plugin

import (
	"context"
	"sync"
	"time"

	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting"
	"github.com/huntboard/huntboard-defender-datasource/pkg/share"
)

const (
	// schemaKept is how long a schema answers: new tables come a few times a year.
	schemaKept = 12 * time.Hour

	// noSchemaKept is how long nobody asks again a service that told none.
	noSchemaKept = 15 * time.Minute

	// mostSchemas bounds what is kept where each user has a schema of their own.
	mostSchemas = 64
)

// schemaMemory keeps what the service told, one a user. Calls at the same time are
// one. The zero schemaMemory is ready.
type schemaMemory struct {
	calls share.Group[*hunting.Schema]

	mu   sync.Mutex
	kept map[string]keptSchema
}

type keptSchema struct {
	schema *hunting.Schema // nil = none was told
	until  time.Time
}

func (m *schemaMemory) recall(
	ctx context.Context, who string, ask func(context.Context) *hunting.Schema,
) *hunting.Schema {
	if kept, found := m.find(who); found {
		return kept
	}
	schema, err := m.calls.Do(ctx, who, func(ctx context.Context) (*hunting.Schema, error) {
		schema := ask(ctx)
		if ctx.Err() == nil { // nobody waits any more: that it came to nothing says nothing
			m.keep(who, schema)
		}
		return schema, nil
	})
	if err != nil {
		return nil // the caller has gone
	}
	return schema
}

func (m *schemaMemory) find(who string) (*hunting.Schema, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	kept, found := m.kept[who]
	return kept.schema, found && time.Now().Before(kept.until)
}

func (m *schemaMemory) keep(who string, schema *hunting.Schema) {
	m.mu.Lock()
	defer m.mu.Unlock()
	now, lasts := time.Now(), noSchemaKept
	if schema != nil {
		lasts = schemaKept
	}
	for other, kept := range m.kept {
		if now.After(kept.until) || len(m.kept) >= mostSchemas {
			delete(m.kept, other)
		}
	}
	if m.kept == nil {
		m.kept = map[string]keptSchema{}
	}
	m.kept[who] = keptSchema{schema, now.Add(lasts)}
}
