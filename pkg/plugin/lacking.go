package plugin

import (
	"errors"
	"slices"
	"sync"
	"time"

	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting"
)

// lackingFor is how long a table that the service did not know is left out of hunts
// over several: a tenant that gets a product gets its tables.
const lackingFor = time.Hour

// mostLacking is how many tables one hunt learns to be missing, a call each.
const mostLacking = 8

// lackingTables are those that the tenant was found not to have.
type lackingTables struct {
	mu    sync.Mutex
	until map[string]time.Time
}

func (l *lackingTables) has(table string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return time.Now().Before(l.until[table])
}

// learn reads an error: true if it names one of the tables as missing, which was not
// known before.
func (l *lackingTables) learn(err error, tables []string) bool {
	var refused *hunting.Error
	if !errors.As(err, &refused) || refused.Kind != hunting.KindUnknownTable && refused.Kind != hunting.KindSemantic {
		return false
	}
	name := refused.Culprit().Name
	if !slices.Contains(tables, name) || l.has(name) {
		return false
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.until == nil {
		l.until = map[string]time.Time{}
	}
	l.until[name] = time.Now().Add(lackingFor)
	return true
}
