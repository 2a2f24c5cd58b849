package plugin

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting"
)

// toldSchema has a bundled table as it is, one with a column more, a new one, and a
// saved function; its types are spelled as the service spells them.
const toldSchema = `{"tables":[
	{"name":"MyLog_CL","description":"Ours","columns":[
		{"name":"TimeGenerated","dataType":"DateTime","description":""},
		{"name":"Weight","dataType":"SqlDecimal","description":"In grams"},
		{"name":"Odd","dataType":"Novel","description":""}]},
	{"name":"AlertInfo","description":"x","columns":[{"name":"Title","dataType":"String","description":"x"}]},
	{"name":"UrlClickEvents","description":"x","columns":[
		{"name":"Timestamp","dataType":"DateTime","description":"x"},
		{"name":"BrandNew","dataType":"SByte","description":"New"}]}],
	"functions":{"builtInFunctions":[{"name":"FileProfile"}],"savedFunctions":[
		{"name":"OurHosts","documentation":"Hosts of ours","inputParameters":[
			{"name":"days","cslType":"int"},{"name":"x"}]}]}}`

func TestTheSchemaIsWhatTheServiceKnowsBeyondTheBundledOne(t *testing.T) {
	const golden = "../../tests/cases/resources/schema.json"
	s := newService(t)
	s.schema = answers(toldSchema)
	d := open(t, s.stored(t))
	status, body := d.get(t.Context(), t, "schema")
	if status != 200 {
		t.Fatalf("%d %s", status, body)
	}
	var got bytes.Buffer
	if err := json.Indent(&got, body, "", "  "); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(golden, append(got.Bytes(), '\n'), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatalf("%v; write it with -update and read it", err)
	}
	var compact bytes.Buffer
	if err := json.Compact(&compact, want); err != nil || compact.String() != strings.TrimSpace(string(body)) {
		t.Errorf("the answer is not that of %s:\n%s", golden, got.String())
	}
}

func TestTheSchemaIsAskedOnceAndCountsAsACall(t *testing.T) {
	s := newService(t)
	s.schema = answers(toldSchema)
	d := open(t, s.stored(t))
	for range 3 {
		d.get(t.Context(), t, "schema")
	}
	if !slices.Equal(s.asked, []string{"/beta/security/getHuntingSchema"}) || d.budget.State().Used != 1 {
		t.Errorf("%v, %d used", s.asked, d.budget.State().Used)
	}
}

func TestAWorkspaceHasItsOwnSchema(t *testing.T) {
	const workspace = "00000000-0000-0000-0000-000000000007"
	s := newService(t)
	s.schema = answers(`{"value":[{"name":"MyLog_CL","columns":[{"name":"Timestamp","dataType":"DateTime"}]}]}`)
	d := open(t, with(t, s.stored(t), map[string]string{"workspaceId": `"` + workspace + `"`}))
	_, body := d.get(t.Context(), t, "schema")
	if want := `"timeColumn":"Timestamp"`; !strings.Contains(string(body), want) {
		t.Errorf("%s", body)
	}
	want := "/beta/security/getHuntingSchemaTables(workspaceId=" + workspace + ")"
	if !slices.Equal(s.asked, []string{want}) {
		t.Errorf("%v", s.asked)
	}
}

func TestWithoutALiveSchemaTheBundledOneServes(t *testing.T) {
	tests := map[string]struct {
		change map[string]string
		schema http.HandlerFunc
		asked  int
	}{
		"a service that has no such call":      {nil, nil, 1},
		"a service that forbids it":            {nil, refuses(403, `{"error":{"code":"Forbidden"}}`), 1},
		"an answer that is no schema":          {nil, answers(`<html>`), 1},
		"the government's commercial host":     {map[string]string{"cloud": `"gcc"`}, answers(toldSchema), 0},
		"an older API, which tells no schemas": {map[string]string{"api": `"xdr"`}, answers(toldSchema), 0},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := newService(t)
			s.schema = tt.schema
			d := open(t, with(t, s.stored(t), tt.change))
			for range 2 {
				status, body := d.get(t.Context(), t, "schema")
				if got := strings.TrimSpace(string(body)); status != 200 || got != `{"live":false,"tables":[],"functions":[]}` {
					t.Errorf("%d %s", status, got)
				}
			}
			if len(s.asked) != tt.asked {
				t.Errorf("asked %v", s.asked)
			}
		})
	}
}

func TestASchemaIsKeptForHalfADayAndNoneForAQuarterOfAnHour(t *testing.T) {
	tests := map[string]struct {
		told  *hunting.Schema
		sleep time.Duration
	}{"a schema": {&hunting.Schema{}, schemaKept}, "none": {nil, noSchemaKept}}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var m schemaMemory
				asked := 0
				recall := func() { m.recall(t.Context(), "", func(context.Context) *hunting.Schema { asked++; return tt.told }) }
				recall()
				time.Sleep(tt.sleep - time.Second)
				recall()
				if asked != 1 {
					t.Errorf("asked %d times within %s", asked, tt.sleep)
				}
				time.Sleep(2 * time.Second)
				recall()
				if asked != 2 {
					t.Errorf("asked %d times after %s", asked, tt.sleep)
				}
			})
		})
	}
}
