package schema_test

import (
	"strings"
	"testing"

	"github.com/huntboard/huntboard-defender-datasource/pkg/schema"
)

func TestWideIDs(t *testing.T) {
	tests := map[string]bool{
		"ReportId": true, "InitiatingProcessUniqueId": true, "ProcessUniqueId": true, "LogonId": true,
		"LogonID": true, "InitiatingProcessLogonId": true, "EmailClusterId": true,
		"ProcessId": false, "FileSize": false, "count_": false, "SessionId": false, "": false,
	}
	for column, want := range tests {
		if got := schema.IsWideID(column); got != want {
			t.Errorf("IsWideID(%q) = %v", column, got)
		}
	}
}

func TestUnit(t *testing.T) {
	tests := map[string]struct{ column, kustoType, want string }{
		"a file's size is in bytes":             {"FileSize", "long", "bytes"},
		"so is that of the initiating process":  {"InitiatingProcessFileSize", "long", "bytes"},
		"a sum of sizes is a size":              {"sum_FileSize", "long", "bytes"},
		"a text of that name has no unit":       {"FileSize", "string", ""},
		"a count has no unit":                   {"count_", "long", ""},
		"a length of time by DNS is in ms":      {"DnsNetworkDuration", "long", "ms"},
		"the bytes of a Graph answer are bytes": {"ResponseSize", "long", "bytes"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := schema.Unit(tt.column, tt.kustoType); got != tt.want {
				t.Errorf("Unit(%q, %q) = %q", tt.column, tt.kustoType, got)
			}
		})
	}
}

func TestEntityOf(t *testing.T) {
	tests := map[string]schema.Entity{
		"DeviceId": schema.EntityDevice, "TargetDeviceId": schema.EntityDevice, "AadDeviceId": "", "HostDeviceId": "",
		"RemoteDeviceName": schema.EntityDeviceName, "InitiatingProcessSHA256": schema.EntityFile, "MD5": schema.EntityFile,
		"AccountUpn": schema.EntityUserUPN, "InitiatingProcessAccountSid": schema.EntityUserSID,
		"AccountObjectId": schema.EntityUserObjectID, "RemoteIP": schema.EntityIP, "LocalIP": "",
		"RemoteUrl": schema.EntityURL, "NetworkMessageId": schema.EntityEmail, "AlertId": schema.EntityAlert,
		"IncidentId": schema.EntityIncident, "CveId": schema.EntityCVE, "FileName": "",
	}
	for column, want := range tests {
		got, known := schema.EntityOf(column)
		if got != want || known != (want != "") {
			t.Errorf("EntityOf(%q) = %q, %v, want %q", column, got, known, want)
		}
		if known && strings.Count(got.PortalPath(), "{}") != 1 {
			t.Errorf("the page of %s is %q", got, got.PortalPath())
		}
	}
}

// A column that is not in its table would never show.
func TestLogBodiesNameColumnsOfTheirTables(t *testing.T) {
	told := 0
	for _, table := range schema.Tables() {
		body := schema.LogBody(table.Name)
		if len(body) > 0 {
			told++
		}
		for _, column := range body {
			if _, known := schema.FindColumn(table.Name, column); !known {
				t.Errorf("%s has no column %s", table.Name, column)
			}
		}
	}
	if told != 46 {
		t.Errorf("%d tables tell their events in a line, want the 46 of logs.json", told)
	}
}

func TestLevel(t *testing.T) {
	tests := map[string]struct{ severity, action, want string }{
		"a severity decides":            {"High", "LogonSuccess", "error"},
		"without one the action does":   {"", "LogonFailed", "warning"},
		"any other action is news":      {"", "ProcessCreated", "info"},
		"a row without either":          {"", "", "unknown"},
		"a severity that nobody knows":  {"Purple", "", "unknown"},
		"informational is not worrying": {"Informational", "", "debug"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := schema.Level(tt.severity, tt.action); got != tt.want {
				t.Errorf("Level(%q, %q) = %q, want %q", tt.severity, tt.action, got, tt.want)
			}
		})
	}
}
