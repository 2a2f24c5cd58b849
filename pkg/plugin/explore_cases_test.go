package plugin

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/huntboard/huntboard-defender-datasource/pkg/kql"
	"github.com/huntboard/huntboard-defender-datasource/pkg/schema"
)

// exploreCase is a row of go.json, process.json, incident.json, volume.json or context.json.
type exploreCase struct {
	Name, KQL, TimeColumn, By string
	IntervalMs                int64
	Hunt, Context, Limits     json.RawMessage
	Format                    string
	Has, HasNot, Tables       []string
	Time, Refused, Error      string
	Key                       *string
}

func exploreCases(t *testing.T, file string) []exploreCase {
	t.Helper()
	content, err := os.ReadFile("../../tests/cases/" + file)
	if err != nil {
		t.Fatal(err)
	}
	var rows []exploreCase
	if err := json.Unmarshal(content, &rows); err != nil || len(rows) == 0 {
		t.Fatalf("%d cases, %v", len(rows), err)
	}
	return rows
}

// atSchema is a moment at which all of the schema is known.
func atSchema() kql.Moment {
	from := time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)
	return kql.Moment{
		From: from, To: from.Add(72 * time.Hour), Interval: time.Minute, TimeColumns: schema.TimeColumn,
		Columns: columns, Body: schema.LogBody,
	}
}

// written reads and writes a stored query.
func written(t *testing.T, stored map[string]any) (kql.Hunt, error) {
	t.Helper()
	content, err := json.Marshal(stored)
	if err != nil {
		t.Fatal(err)
	}
	q, err := kql.ParseQuery(content)
	if err != nil {
		return kql.Hunt{}, err
	}
	return q.Write(atSchema())
}

func (tt exploreCase) check(t *testing.T, hunt kql.Hunt, err error) {
	t.Helper()
	if tt.Error != "" {
		if err == nil || !strings.Contains(err.Error(), tt.Error) {
			t.Errorf("%v does not have %q", err, tt.Error)
		}
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range tt.Has {
		if !strings.Contains(hunt.KQL, part) {
			t.Errorf("no %q in\n%s", part, hunt.KQL)
		}
	}
	for _, part := range tt.HasNot {
		if strings.Contains(hunt.KQL, part) {
			t.Errorf("%q in\n%s", part, hunt.KQL)
		}
	}
	for _, table := range tt.Tables {
		if !slices.Contains(hunt.Tables, table) {
			t.Errorf("no %s among %v", table, hunt.Tables)
		}
	}
}

func TestHuntsAboutEntities(t *testing.T) {
	for _, tt := range exploreCases(t, "go.json") {
		t.Run(tt.Name, func(t *testing.T) {
			hunt, err := written(t, map[string]any{"queryType": "go", "hunt": tt.Hunt})
			tt.check(t, hunt, err)
		})
	}
}

func TestGraphsOfTheBackendsOwn(t *testing.T) {
	for _, queryType := range []string{"process", "incident"} {
		for _, tt := range exploreCases(t, queryType+".json") {
			t.Run(queryType+": "+tt.Name, func(t *testing.T) {
				hunt, err := written(t, map[string]any{
					"queryType": queryType, "hunt": tt.Hunt, "limits": tt.Limits, "format": tt.Format,
				})
				tt.check(t, hunt, err)
			})
		}
	}
}

func TestContexts(t *testing.T) {
	for _, tt := range exploreCases(t, "context.json") {
		t.Run(tt.Name, func(t *testing.T) {
			hunt, err := written(t, map[string]any{"query": tt.KQL, "origin": "context", "context": tt.Context})
			tt.check(t, hunt, err)
		})
	}
}

func TestVolumes(t *testing.T) {
	for _, tt := range exploreCases(t, "volume.json") {
		t.Run(tt.Name, func(t *testing.T) {
			by := tt.By
			if by == "" {
				by = "severity"
			}
			hunt, err := written(t, map[string]any{
				"query": tt.KQL, "origin": "volume", "timeColumn": tt.TimeColumn,
				"volume": map[string]any{"by": by, "intervalMs": tt.IntervalMs},
			})
			if tt.Refused != "" {
				var refused *kql.Error
				if err == nil || !strings.Contains(err.Error(), tt.Refused) || !asRefusal(err, &refused) {
					t.Errorf("%v does not refuse with %q\n%s", err, tt.Refused, hunt.KQL)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if c := hunt.Counts; c == nil || c.Time != tt.Time || tt.Key == nil || c.Key != *tt.Key {
				t.Errorf("counted by %+v, want %s and %v\n%s", c, tt.Time, tt.Key, hunt.KQL)
			}
		})
	}
}

// asRefusal tells the error that a volume is refused with.
func asRefusal(err error, refused **kql.Error) bool {
	frames := mark(err)
	content, _ := json.Marshal(frames)
	*refused = nil
	return len(frames) == 1 && strings.Contains(string(content), `"refused"`)
}

// What the entities name is in the schema: each table with a column of the entity.
func TestEntitiesAreInTheSchema(t *testing.T) {
	for _, name := range kql.Entities() {
		tables, names := kql.EntityTables(name)
		used := map[string]bool{}
		for _, table := range tables {
			found := false
			for _, column := range names {
				if _, known := schema.FindColumn(table, column); known {
					found, used[column] = true, true
				}
			}
			if !found {
				t.Errorf("%s: %s has none of %v", name, table, names)
			}
		}
		for _, column := range names {
			if !used[column] {
				t.Errorf("%s: no table has %s", name, column)
			}
		}
	}
}
