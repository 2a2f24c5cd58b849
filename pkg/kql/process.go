package kql

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
)

// ProcessKey names one process of a device. Ids are used again, so that only its
// creation tells it from others.
type ProcessKey struct {
	ID      int64
	Created time.Time
}

// The tables of a process tree's first hunt.
const (
	StartsTable   = "DeviceProcessEvents"
	EvidenceTable = "AlertEvidence"
)

// The most rows that the hunts of a process tree bring unless its query says else.
const (
	MostStarts = 10_000 // of a device; about what a busy one starts in a day
	MostDeeds  = 500    // of each kind
)

// What a process tree has unless its query says else.
const (
	processHours = 12 * time.Hour
	startSlack   = time.Hour // how far an event may be from the creation that it tells
	treeReason   = "A process tree is a graph."
)

// startColumns are what the start of a process tells of it, its parent and the parent's parent.
var startColumns = []string{
	"Timestamp", "DeviceId", "DeviceName",
	"FileName", "FolderPath", "SHA1", "SHA256", "ProcessId", "ProcessCommandLine", "ProcessCreationTime",
	"ProcessIntegrityLevel", "AccountDomain", "AccountName",
	"InitiatingProcessFileName", "InitiatingProcessFolderPath", "InitiatingProcessSHA1", "InitiatingProcessSHA256",
	"InitiatingProcessId", "InitiatingProcessCommandLine", "InitiatingProcessCreationTime",
	"InitiatingProcessIntegrityLevel", "InitiatingProcessAccountDomain", "InitiatingProcessAccountName",
	"InitiatingProcessParentId", "InitiatingProcessParentFileName", "InitiatingProcessParentCreationTime",
}

// evidenceOfProcess are what an alert's evidence tells that a process can be compared with.
var evidenceOfProcess = []string{
	"Timestamp", "AlertId", "Title", "Severity", "EntityType", "FileName", "SHA1", "SHA256", "ProcessCommandLine",
	"AdditionalFields",
}

// deed is one kind of what a process does beside starting others.
type deed struct {
	table string
	by    []string // what tells one from another
}

var deeds = map[string]deed{
	"network":  {"DeviceNetworkEvents", []string{"ActionType", "RemoteUrl", "RemoteIP", "RemotePort"}},
	"file":     {"DeviceFileEvents", []string{"ActionType", "FolderPath", "FileName", "SHA256"}},
	"registry": {"DeviceRegistryEvents", []string{"ActionType", "RegistryKey", "RegistryValueName", "RegistryValueData"}},
}

// doer are the columns that tell who did a deed.
var doer = []string{
	"InitiatingProcessId", "InitiatingProcessCreationTime", "InitiatingProcessFileName", "InitiatingProcessCommandLine",
}

// edgeKinds are the kinds of deeds in the order in which they are hunted.
var edgeKinds = []string{"network", "file", "registry"}

// ofDevice are the conditions on a device's own events.
func (h Target) ofDevice() string { return "DeviceId == " + textLiteral(h.DeviceID) }

// WriteStarts writes a process tree's first hunt: all processes that the device
// started around the time, and what alerts name on it. Its window is of whole hours.
// A root that started before it is looked for at its own time.
func (q Query) WriteStarts(m Moment) (Hunt, error) {
	if err := q.graphOnly("A process tree"); err != nil {
		return Hunt{}, err
	}
	tables, notices := m.readable([]string{StartsTable, EvidenceTable})
	if !slices.Contains(tables, StartsTable) {
		return Hunt{}, refuse("hunt", "A process tree is made of "+StartsTable+". "+strings.Join(notices, " "))
	}
	from, to, err := q.treeWindow(m)
	if err != nil {
		return Hunt{}, err
	}
	rows := cmp.Or(q.Limits.Rows, MostStarts)
	started := q.Hunt.ofDevice() + " and ActionType == 'ProcessCreated'"
	project := projected(StartsTable, startColumns)
	parts := [][]string{{
		StartsTable, within(from, to), "where " + started,
		fmt.Sprintf("top %d by abs(datetime_diff('second', Timestamp, %s)) asc", rows, datetimeLiteral(middle(from, to))),
		project,
	}}
	if at := q.Hunt.CreatedMs.Time(); at.Before(from) || !at.Before(to) {
		own := fmt.Sprintf("where %s and ProcessId == %s", started, q.Hunt.ProcessID)
		parts = append(parts, []string{StartsTable, within(at.Add(-startSlack), at.Add(startSlack)), own, project})
	}
	if slices.Contains(tables, EvidenceTable) {
		parts = append(parts, []string{
			EvidenceTable, within(from, to), "where " + q.Hunt.ofDevice() + " and EntityType in ('Process', 'File')",
			projected(EvidenceTable, evidenceOfProcess),
		})
	}
	hunt := q.ofTree(m, notices)
	hunt.KQL, hunt.Tables, hunt.From, hunt.To = united(parts), tables, from, to
	return hunt, m.Rules.check(hunt.KQL)
}

// WriteEarlier writes the hunt for the starts of processes that others name: where a
// chain of ancestors leaves the window, each is looked for at its own creation.
func (q Query) WriteEarlier(m Moment, of []ProcessKey) (Hunt, error) {
	wanted := make([]string, len(of))
	for i, key := range of {
		wanted[i] = fmt.Sprintf("(ProcessId == %d and Timestamp >= %s and Timestamp < %s)", key.ID,
			datetimeLiteral(key.Created.Add(-startSlack)), datetimeLiteral(key.Created.Add(startSlack)))
	}
	hunt := q.ofTree(m, nil)
	hunt.Tables = []string{StartsTable}
	hunt.KQL = pipeline("", []string{
		StartsTable, "where " + strings.Join(wanted, " or "),
		"where " + q.Hunt.ofDevice() + " and ActionType == 'ProcessCreated'",
		projected(StartsTable, startColumns),
	})
	return hunt, m.Rules.check(hunt.KQL)
}

// WriteDeeds writes the hunt for what processes did beside starting others, counted
// by process and by what they reached for; its KQL is "" if no table is left for it.
func (q Query) WriteDeeds(m Moment, of []ProcessKey) (Hunt, error) {
	from, to, err := q.treeWindow(m)
	if err != nil {
		return Hunt{}, err
	}
	ids := make([]string, len(of))
	for i, key := range of {
		ids[i] = fmt.Sprint(key.ID)
	}
	slices.Sort(ids)
	doers := fmt.Sprintf("where %s and InitiatingProcessId in (%s)", q.Hunt.ofDevice(),
		strings.Join(slices.Compact(ids), ", "))
	var wanted []string
	for _, kind := range edgeKinds {
		if slices.Contains(q.Hunt.Edges, kind) {
			wanted = append(wanted, deeds[kind].table)
		}
	}
	tables, notices := m.readable(wanted)
	var parts [][]string
	for _, kind := range edgeKinds {
		if d := deeds[kind]; slices.Contains(tables, d.table) {
			parts = append(parts, []string{
				d.table, within(from, to), doers,
				"summarize Events = count(), First = min(Timestamp), Last = max(Timestamp) by " +
					strings.Join(slices.Concat(doer, d.by), ", "),
				fmt.Sprintf("top %d by First asc", MostDeeds),
				"extend " + sourceTable + " = " + textLiteral(d.table),
			})
		}
	}
	hunt := q.ofTree(m, notices)
	hunt.KQL, hunt.Tables, hunt.From, hunt.To = united(parts), tables, from, to
	return hunt, m.Rules.check(hunt.KQL)
}

// ofTree is what all hunts of a tree have in common.
func (q Query) ofTree(m Moment, notices []string) Hunt {
	hunt := q.written(m, nil, notices)
	hunt.Format, hunt.FormatReason = FormatGraph, treeReason
	return hunt
}

// treeWindow is the time around the row that the process came from, else around its
// creation, in whole hours.
func (q Query) treeWindow(m Moment) (from, to time.Time, err error) {
	at := q.Hunt.AtMs.Time()
	if at.IsZero() {
		at = q.Hunt.CreatedMs.Time()
	}
	from, to = wholeHours(at, q.Hunt.reach(m, processHours))
	return from, to, m.Rules.permitsRange(from, to)
}

// graphOnly refuses a format that the graphs of the backend's own do not have.
func (q Query) graphOnly(what string) error {
	if q.Format == FormatAuto || q.Format == FormatGraph || q.Format == "" {
		return nil
	}
	return refuse("format", fmt.Sprintf("%s is a graph and has no format %s. Choose auto, or take its KQL over as text.",
		what, q.Format))
}

func middle(from, to time.Time) time.Time { return from.Add(to.Sub(from) / 2) }
