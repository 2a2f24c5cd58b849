package frames

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/data"
)

var update = flag.Bool("update", false, "rewrite the golden frames of tests/cases/frames")

const caseFolder = "../../tests/cases/frames"

// Each answer in the folder has the frame beside it that must come out of it.
func TestGoldenFrames(t *testing.T) {
	answers, err := filepath.Glob(filepath.Join(caseFolder, "*.answer.json"))
	if err != nil || len(answers) == 0 {
		t.Fatalf("no answers in %s: %v", caseFolder, err)
	}
	for _, path := range answers {
		file := readAnswer(t, path)
		t.Run(file.Name, func(t *testing.T) {
			got := frameJSON(t, build(t, file))
			golden := strings.TrimSuffix(path, ".answer.json") + ".frame.json"
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
				t.Errorf("the frame is not %s:\n%s", golden, got)
			}
		})
	}
}

// options are those of a hunt that was sent with its range.
func options(file answerFile) Options {
	return Options{
		RefID: "A", Format: file.Format, FormatReason: "A reason.", KQL: "T | take 5", API: "graph", Alert: file.Alert,
		Timespan:  "2026-11-23T10:00:00Z/2026-11-23T11:00:00Z",
		Freshness: Stored, Age: 12500 * time.Millisecond,
		From: time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC), To: time.Date(2026, 11, 23, 11, 0, 0, 0, time.UTC),
	}
}

func build(t *testing.T, file answerFile) *data.Frame {
	t.Helper()
	made, err := Build(file.answer(t), options(file))
	if err != nil || len(made) != 1 {
		t.Fatalf("%d frames, %v", len(made), err)
	}
	return made[0]
}

func frameJSON(t *testing.T, frame *data.Frame) []byte {
	t.Helper()
	raw, err := data.FrameToJSON(frame, data.IncludeAll)
	if err != nil {
		t.Fatal(err)
	}
	var indented bytes.Buffer
	if err := json.Indent(&indented, raw, "", "  "); err != nil {
		t.Fatal(err)
	}
	return append(indented.Bytes(), '\n')
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
