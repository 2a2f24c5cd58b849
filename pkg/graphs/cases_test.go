package graphs

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting"
	"github.com/huntboard/huntboard-defender-datasource/pkg/kql"
)

var update = flag.Bool("update", false, "rewrite the golden graphs of tests/cases/graphs")

const caseFolder = "../../tests/cases/graphs"

// rowsFile is what hunts found, and what the graph is about.
type rowsFile struct {
	Name   string
	Hunt   *kql.Target // of a process tree
	Alert  string      // of an alert's graph
	Limits kql.Limits
	Rows   []map[string]any
}

// graphFile is the graph that must come out of it.
type graphFile struct {
	Nodes   []json.RawMessage `json:"nodes"`
	Edges   []json.RawMessage `json:"edges"`
	Notices []string          `json:"notices,omitempty"`
	Earlier []kql.ProcessKey  `json:"earlier,omitempty"` // whose starts would be looked for next
	Doers   []kql.ProcessKey  `json:"doers,omitempty"`   // whose deeds would be
}

func TestGoldenGraphs(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join(caseFolder, "*.rows.json"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no cases in %s: %v", caseFolder, err)
	}
	for _, path := range paths {
		file := readRows(t, path)
		t.Run(file.Name, func(t *testing.T) {
			got := written(t, file.graph(t))
			golden := strings.TrimSuffix(path, ".rows.json") + ".graph.json"
			if *update {
				if err := os.WriteFile(golden, got, 0o600); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatalf("%v; write it with -update and read it", err)
			}
			if !bytes.Equal(compact(t, got), compact(t, want)) {
				t.Errorf("the graph is not %s:\n%s", golden, got)
			}
		})
	}
}

// A hunt's rows come in any order.
func TestATreeDoesNotDependOnTheOrderOfRows(t *testing.T) {
	paths, _ := filepath.Glob(filepath.Join(caseFolder, "process*.rows.json"))
	for _, path := range paths {
		file := readRows(t, path)
		if file.Name == "rows that make a process its own ancestor" {
			continue // which of them is left out is the first's choice
		}
		t.Run(file.Name, func(t *testing.T) {
			want := written(t, file.graph(t))
			slices.Reverse(file.Rows)
			if got := written(t, file.graph(t)); !bytes.Equal(got, want) {
				t.Errorf("rows in reverse make\n%s\ninstead of\n%s", got, want)
			}
		})
	}
}

func readRows(t *testing.T, path string) rowsFile {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var file rowsFile
	if err := json.Unmarshal(raw, &file); err != nil || file.Name == "" {
		t.Fatalf("%s is no case: %v", path, err)
	}
	return file
}

func (f rowsFile) graph(t *testing.T) graphFile {
	t.Helper()
	if f.Alert != "" {
		made, notices := OfAlert(f.answer(t), f.Alert, f.Limits)
		return figures(t, made, notices)
	}
	tree := NewTree(*f.Hunt, f.Limits)
	tree.Add(f.answer(t))
	made, notices := tree.Sketch()
	graph := figures(t, made, notices)
	graph.Earlier, graph.Doers = tree.Earlier(), tree.Doers()
	if again := tree.Earlier(); len(again) > 0 {
		t.Errorf("%v is asked for twice", again)
	}
	return graph
}

// answer is the rows as package hunting decodes them; cells of times are called so.
func (f rowsFile) answer(t *testing.T) *hunting.Answer {
	t.Helper()
	var all []figure
	for _, row := range f.Rows {
		var made figure
		for name, cell := range row {
			switch value := cell.(type) {
			case float64:
				made = append(made, counted(name, int64(value)))
			case string:
				if name != "Timestamp" && name != "First" && name != "Last" && !strings.HasSuffix(name, "CreationTime") {
					made = append(made, said(name, value))
					continue
				}
				at, err := time.Parse(time.RFC3339Nano, value)
				if err != nil {
					t.Fatal(err)
				}
				made = append(made, dated(name, at))
			}
		}
		all = append(all, made)
	}
	return sketch(all)
}

// figures are the rows of a sketch with the facts that each has.
func figures(t *testing.T, a *hunting.Answer, notices []string) graphFile {
	t.Helper()
	made := graphFile{Nodes: []json.RawMessage{}, Edges: []json.RawMessage{}, Notices: notices}
	for row := range a.Rows {
		told := map[string]any{}
		for _, column := range a.Columns {
			switch cells := column.Cells.(type) {
			case hunting.Texts:
				if cells[row] != nil {
					told[column.Name] = *cells[row]
				}
			case hunting.Longs:
				if cells[row] != nil {
					told[column.Name] = *cells[row]
				}
			case hunting.Times:
				if cells[row] != nil {
					told[column.Name] = *cells[row]
				}
			}
		}
		raw, err := json.Marshal(told)
		if err != nil {
			t.Fatal(err)
		}
		if told["id"] != nil {
			made.Nodes = append(made.Nodes, raw)
		} else {
			made.Edges = append(made.Edges, raw)
		}
	}
	return made
}

func written(t *testing.T, graph graphFile) []byte {
	t.Helper()
	raw, err := json.MarshalIndent(graph, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return append(raw, '\n')
}

// compact forgets white space, which a formatter of JSON may have set.
func compact(t *testing.T, raw []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := json.Compact(&out, raw); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
