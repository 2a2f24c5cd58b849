package schema

import (
	_ "embed" // the columns of log lines
	"encoding/json"
	"fmt"
	"sync"
)

//go:embed logs.json
var logsJSON []byte

var logBodies = sync.OnceValue(func() map[string][]string {
	var bodies map[string][]string
	if err := json.Unmarshal(logsJSON, &bodies); err != nil {
		panic(fmt.Sprintf("schema: the embedded logs.json is broken: %v", err)) // a broken build, found by any test
	}
	return bodies
})

// LogBody are the columns that tell an event of a table in one line, the most
// telling first; nil for a table that has none of its own. The slice is shared: do
// not change it.
func LogBody(table string) []string { return logBodies()[table] }

//go:embed levels.json
var levelsJSON []byte

// levels are Grafana's levels by the words of Severity columns, and by the actions that
// are news by themselves. Nothing that Defender says is as bad as Grafana's `critical`,
// which stays free for the reader. The front end reads the same file.
// https://grafana.com/docs/grafana/latest/explore/logs-integration/#log-level
var levels = sync.OnceValue(func() (by struct{ Severity, ActionType map[string]string }) {
	if err := json.Unmarshal(levelsJSON, &by); err != nil {
		panic(fmt.Sprintf("schema: the embedded levels.json is broken: %v", err)) // a broken build, found by any test
	}
	return by
})

// Level is Grafana's log level of a row by its Severity, else by its ActionType;
// "unknown" where neither says anything.
func Level(severity, action string) string {
	if level, known := levels().Severity[severity]; known {
		return level
	}
	if level, known := levels().ActionType[action]; known {
		return level
	}
	if action != "" {
		return "info"
	}
	return "unknown"
}
