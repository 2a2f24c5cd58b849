package frames

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"flag"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/grafana/grafana-plugin-sdk-go/data"

	"github.com/huntboard/huntboard-defender-datasource/pkg/kql"
	"github.com/huntboard/huntboard-defender-datasource/pkg/service"
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
			made := buildAll(t, file)
			hidePortal(t, made[0])
			got := framesJSON(t, made)
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
	site, err := service.Find(service.Graph, service.Commercial, "")
	if err != nil {
		panic(err) // the first of the table
	}
	from, to := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC), time.Date(2026, 11, 23, 11, 0, 0, 0, time.UTC)
	if !file.From.IsZero() {
		from = file.From
	}
	freshness := Stored
	if file.Freshness != "" {
		freshness = file.Freshness
	}
	return Options{
		RefID: "A", Alert: file.Alert, Site: site, Now: to, Cut: file.Cut, Gaps: file.Cut != "",
		Freshness: freshness, Age: 12500 * time.Millisecond, SourceUID: "huntboard", GoHunt: file.Go,
		Hunt: kql.Hunt{
			KQL: "T | take 5", Timespan: "2026-11-23T10:00:00Z/2026-11-23T11:00:00Z", From: from, To: to,
			Format: file.Format, FormatReason: "A reason.", Notices: file.Own, Table: file.Table, Summary: file.Summary,
			Fill: file.Fill, Flatten: file.Flatten, Nodes: file.Nodes, Body: file.Body,
		},
	}
}

// build is the first frame.
func build(t *testing.T, file answerFile) *data.Frame {
	t.Helper()
	return buildAll(t, file)[0]
}

func buildAll(t *testing.T, file answerFile) data.Frames {
	t.Helper()
	made, err := Build(file.answer(t), options(file))
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// hidePortal takes the packed query out, whose bytes are those of Go's version.
func hidePortal(t *testing.T, frame *data.Frame) {
	t.Helper()
	about, is := frame.Meta.Custom.(custom)
	if !is || about.PortalURL == "" {
		t.Fatal("the frame has no link to the portal")
	}
	about.PortalURL = "(a link)"
	frame.Meta.Custom = about
}

// framesJSON is one frame, or the list of two.
func framesJSON(t *testing.T, made data.Frames) []byte {
	t.Helper()
	if len(made) == 1 {
		return frameJSON(t, made[0])
	}
	all := make([]json.RawMessage, len(made))
	for i, frame := range made {
		all[i] = frameJSON(t, frame)
	}
	raw, err := json.MarshalIndent(all, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return append(raw, '\n')
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

// unpack reads a portal link as the portal does.
func unpack(t *testing.T, link string) string {
	t.Helper()
	parsed, err := url.Parse(link)
	if err != nil {
		t.Fatal(err)
	}
	packed, err := base64.RawURLEncoding.DecodeString(parsed.Query().Get("query"))
	if err != nil {
		t.Fatal(err)
	}
	zip, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	raw, err := io.ReadAll(zip)
	if err != nil {
		t.Fatal(err)
	}
	units := make([]uint16, len(raw)/2)
	for i := range units {
		units[i] = binary.LittleEndian.Uint16(raw[2*i:])
	}
	return string(utf16.Decode(units))
}
