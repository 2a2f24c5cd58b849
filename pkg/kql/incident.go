package kql

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// What an alert's graph has unless its query says else.
const (
	alertHours = 72 * time.Hour
	mostAlerts = 50 // beside the one that the graph is about
)

// infoTable names alerts; EvidenceTable what each is about.
const infoTable = "AlertInfo"

// sharedBy are what of evidence makes another alert belong to the same case, each an
// expression that is empty where a row names none. A file is shared by
// evidence of its own only: the program of a process is often the system's.
var sharedBy = []string{
	"DeviceId", "AccountObjectId", "AccountUpn", "NetworkMessageId", "RemoteIP", "RemoteUrl",
	"iff(EntityType == 'File', SHA256, '')",
}

var infoColumns = []string{
	"Timestamp", "AlertId", "Title", "Severity", "Category", "ServiceSource", "DetectionSource", "AttackTechniques",
}

var evidenceColumns = []string{
	"Timestamp", "AlertId", "Title", "Severity", "ServiceSource", "DetectionSource", "AttackTechniques",
	"EntityType", "EvidenceRole", "EvidenceDirection", "FileName", "FolderPath", "SHA1", "SHA256", "ThreatFamily",
	"RemoteIP", "RemoteUrl", "AccountDomain", "AccountName", "AccountSid", "AccountObjectId", "AccountUpn",
	"DeviceId", "DeviceName", "LocalIP", "NetworkMessageId", "EmailSubject", "Application", "OAuthApplicationId",
	"ProcessCommandLine", "RegistryKey", "RegistryValueName", "RegistryValueData", "CloudResource",
	"AdditionalFields",
}

// writeAlert writes the one hunt of an alert's graph: the alert, its evidence, and the
// alerts whose evidence names one of the same things.
func (q Query) writeAlert(m Moment) (Hunt, error) {
	if q.Hunt.IncidentID != "" {
		return Hunt{}, noIncident()
	}
	if err := q.graphOnly("What an alert is about"); err != nil {
		return Hunt{}, err
	}
	tables, notices := m.readable([]string{infoTable, EvidenceTable})
	if len(tables) == 0 {
		return Hunt{}, refuse("hunt", "No table is left to hunt in. "+strings.Join(notices, " "))
	}
	from, to := m.align(m.Step)
	if at := q.Hunt.AtMs.Time(); !at.IsZero() {
		from, to = wholeHours(at, q.Hunt.reach(m, alertHours))
	}
	if err := m.Rules.permitsRange(from, to); err != nil {
		return Hunt{}, err
	}
	hunt := q.written(m, nil, notices)
	hunt.Format, hunt.FormatReason = FormatGraph, "What an alert is about is a graph."
	hunt.KQL, hunt.Tables, hunt.From, hunt.To = q.alertKQL(tables, from, to), tables, from, to
	hunt.Alert = q.Hunt.AlertID
	return hunt, m.Rules.check(hunt.KQL)
}

func (q Query) alertKQL(tables []string, from, to time.Time) string {
	own := "AlertId == " + textLiteral(q.Hunt.AlertID)
	wanted := own
	var out strings.Builder
	evidence := slices.Contains(tables, EvidenceTable)
	if evidence {
		wanted = own + " or AlertId in (Others)"
		fmt.Fprintf(&out, "let Evidence = %s;\n", pipeline("    ", []string{EvidenceTable, within(from, to)}))
		fmt.Fprintf(&out, "let Own = Evidence | where %s;\n", own)
		same := make([]string, len(sharedBy))
		for i, by := range sharedBy {
			same[i] = fmt.Sprintf("%s in ((Own | extend Shared = %s | where isnotempty(Shared) | project Shared))",
				by, by)
		}
		fmt.Fprintf(&out, "let Others = %s;\n", pipeline("    ", []string{
			"Evidence", "where not(" + own + ")", "where " + strings.Join(same, "\n        or "),
			"summarize Newest = max(Timestamp) by AlertId", fmt.Sprintf("top %d by Newest desc", mostAlerts),
			"project AlertId",
		}))
	}
	var parts [][]string
	if slices.Contains(tables, infoTable) {
		parts = append(parts, []string{infoTable, within(from, to), "where " + wanted, projected(infoTable, infoColumns)})
	}
	if evidence {
		parts = append(parts, []string{"Evidence", "where " + wanted, projected(EvidenceTable, evidenceColumns)})
	}
	return out.String() + united(parts)
}

// projected keeps columns of a table, and its name.
func projected(table string, columns []string) string {
	return fmt.Sprintf("project %s = %s, %s", sourceTable, textLiteral(table), strings.Join(columns, ", "))
}
