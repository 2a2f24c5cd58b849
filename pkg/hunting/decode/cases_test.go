package decode

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// wireCase is a service document's request and answer; TypeScript reads the same files.
type wireCase struct {
	Name    string
	API     string
	Request struct {
		URL     string
		Headers map[string]string
		Body    struct{ Query string }
	}
	Response struct{ Body json.RawMessage }
	Columns  []struct{ Name, Type string }
	Rows     [][]json.RawMessage
}

func wireCases(t *testing.T) []wireCase {
	t.Helper()
	files, err := filepath.Glob("../../../tests/cases/wire/*.json")
	if err != nil || len(files) < 5 {
		t.Fatalf("%d wire cases, %v; there is one for each service document", len(files), err)
	}
	cases := make([]wireCase, len(files))
	for i, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(text, &cases[i]); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
	}
	return cases
}

func TestTheAnswerOfEachServiceDocumentIsRead(t *testing.T) {
	for _, c := range wireCases(t) {
		t.Run(c.Name, func(t *testing.T) {
			answer, err := Read(bytes.NewReader(c.Response.Body), testLimit)
			if err != nil {
				t.Fatal(err)
			}
			if answer.Rows != len(c.Rows) || len(answer.Columns) != len(c.Columns) || len(answer.Notices) != 0 {
				t.Fatalf("%d rows, %d columns, notices %q", answer.Rows, len(answer.Columns), answer.Notices)
			}
			for j, column := range answer.Columns {
				if column.Name != c.Columns[j].Name || string(column.Type) != c.Columns[j].Type {
					t.Errorf("column %d is %s %s, want %+v", j, column.Name, column.Type, c.Columns[j])
				}
				for i := range answer.Rows {
					want := string(c.Rows[i][j])
					if column.Type == TypeDateTime {
						want = want[1 : len(want)-1]
					}
					if got := cellText(column.Cells, i); got != want {
						t.Errorf("row %d, %s: got %s, want %s", i, column.Name, got, want)
					}
				}
			}
		})
	}
}

func TestEveryLeafOfStatsHasANameAndAUnit(t *testing.T) {
	want := []Stat{
		{"Execution time", 4.621215, "s"},
		{"Memory cache hits", 773461, "short"},
		{"Memory cache misses", 4481, "short"},
		{"Memory cache total", 777942, "short"},
		{"Disk cache hits", 994, "short"},
		{"Disk cache misses", 197, "short"},
		{"Disk cache total", 1191, "short"},
		{"CPU user", 19.046875, "s"},
		{"CPU kernel", 0.015625, "s"},
		{"CPU total", 19.0625, "s"},
		{"Peak memory per node", 236822432, "decbytes"},
		{"Result rows", 2, "short"},
		{"Result size", 102, "decbytes"},
	}
	for _, c := range wireCases(t) {
		t.Run(c.Name, func(t *testing.T) {
			answer, err := Read(bytes.NewReader(c.Response.Body), testLimit)
			if err != nil {
				t.Fatal(err)
			}
			if has := c.API == "xdr"; has != (len(answer.Stats) > 0) || has && !slices.Equal(answer.Stats, want) {
				t.Errorf("%s: %+v", c.API, answer.Stats)
			}
		})
	}
}

func TestALeafOfStatsThatNoDocumentNamesIsCalledByItsPath(t *testing.T) {
	body := `{"Stats":{"shards":{"hot":3},"note":"x",` +
		`"dataset_statistics":[{"table_size":1},{"table_size":2}]},"Schema":[],"Results":[]}`
	answer, err := Read(bytes.NewReader([]byte(body)), testLimit)
	if err != nil {
		t.Fatal(err)
	}
	want := []Stat{{"shards hot", 3, "short"}, {"Result size", 1, "decbytes"}, {"Result size 2", 2, "decbytes"}}
	if !slices.Equal(answer.Stats, want) {
		t.Errorf("%+v", answer.Stats)
	}
}
