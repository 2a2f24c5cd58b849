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

// severities are the words of Severity columns as Grafana's levels. Nothing that
// Defender says is as bad as Grafana's `critical`, which stays free for the reader.
// https://grafana.com/docs/grafana/latest/explore/logs-integration/#log-level
var severities = map[string]string{
	"High": "error", "Medium": "warning", "Low": "info", "Informational": "debug", "Unspecified": "unknown",
}

// grave are the actions that are news by themselves.
var grave = map[string]string{
	"LogonFailed": "warning", "LogonAttempted": "info", "LogonSuccess": "info",
	"ConnectionFailed": "warning", "ConnectionFound": "info", "ConnectionSuccess": "info",
	"AntivirusDetection": "error", "AntivirusDetectionActionType": "error", "TamperingAttempt": "error",
	"ExploitGuardNetworkProtectionBlocked": "error", "SmartScreenUrlWarning": "warning",
	"AntivirusScanCompleted": "info", "AntivirusScanFailed": "warning", "SecurityLogCleared": "error",
	"LsassProcessAccess": "warning", "CreateRemoteThreadApiCall": "warning", "ClickAllowed": "info",
	"ClickBlocked": "warning", "UrlErrorPage": "info", "Phish ZAP": "warning", "Malware ZAP": "error",
}

// Level is Grafana's log level of a row by its Severity, else by its ActionType;
// "unknown" where neither says anything.
func Level(severity, action string) string {
	if level, known := severities[severity]; known {
		return level
	}
	if level, known := grave[action]; known {
		return level
	}
	if action != "" {
		return "info"
	}
	return "unknown"
}
