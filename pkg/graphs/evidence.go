package graphs

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"
)

// evidence is what an alert names, as far as a process can be compared with it.
type evidence struct {
	alert, title, severity string
	entity                 string // Process or File
	sha1, sha256, command  string
	process                key // where it tells id and creation
	exact                  bool
}

func (r rows) evidence(row int) evidence {
	e := evidence{
		alert: r.text("AlertId", row), title: r.text("Title", row), severity: r.text("Severity", row),
		entity: r.text("EntityType", row), sha1: r.text("SHA1", row), sha256: r.text("SHA256", row),
		command: r.text("ProcessCommandLine", row),
	}
	e.process, e.exact = processIn(r.text("AdditionalFields", row))
	return e
}

// processIn reads the id and the creation of a process out of the entity that the
// evidence is a copy of. Both are texts there; others of its fields are columns.
func processIn(additional string) (key, bool) {
	var entity struct {
		ProcessID json.RawMessage `json:"ProcessId"`
		Created   string          `json:"CreationTimeUtc"`
	}
	if additional == "" || json.Unmarshal([]byte(additional), &entity) != nil {
		return key{}, false
	}
	id, err := strconv.ParseInt(strings.Trim(string(entity.ProcessID), `"`), 10, 64)
	if err != nil {
		return key{}, false
	}
	created, err := time.Parse(time.RFC3339Nano, withZone(entity.Created))
	if err != nil {
		return key{}, false
	}
	return key{id, created.UnixNano()}, true
}

// withZone says UTC where a time of the entity says nothing.
func withZone(at string) string {
	if at == "" || strings.HasSuffix(at, "Z") || strings.Contains(at, "+") {
		return at
	}
	return at + "Z"
}

// proof is how sure it is that evidence names a process. Only the first two color it:
// a system's program is evidence of many alerts, and is run by everybody.
type proof int

const (
	none proof = iota
	sameFile
	sameCommand
	sameProcess
)

var proofs = map[proof]string{
	sameProcess: "the alert names this process by its id and creation",
	sameCommand: "the alert names a process of this file and command line",
	sameFile:    "the alert names this file",
}

// of compares evidence with a process of its device.
func (e evidence) of(p *process) proof {
	if e.exact {
		unit := int64(time.Millisecond)
		if isWhole(e.process, p.key) {
			unit = second
		}
		if e.process.id == p.id && e.process.created/unit == p.created/unit {
			return sameProcess
		}
		return none // it names another
	}
	file := same(e.sha256, p.sha256) || same(e.sha1, p.sha1)
	switch {
	case file && e.entity == "Process" && same(e.command, p.command):
		return sameCommand
	case file && e.entity == "File":
		return sameFile
	}
	return none
}

func same(a, b string) bool { return a != "" && strings.EqualFold(a, b) }

// severities are from the least to the worst.
var severities = []string{"informational", "low", "medium", "high"}

// severityColors are those of alerts and of what they name.
var severityColors = map[string]string{"high": "red", "medium": "orange", "low": "gold", "informational": "dodgerblue"}

func severityColor(severity string) string {
	if color, known := severityColors[strings.ToLower(severity)]; known {
		return color
	}
	return "orange"
}
