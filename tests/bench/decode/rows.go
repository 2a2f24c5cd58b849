package main

import (
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"time"
)

// iso has seven digits, as the service does.
const iso = "2006-01-02T15:04:05.0000000Z"

// columns are those of a hunt over DeviceProcessEvents, with Graph's names of the types.
var columns = []string{
	"Timestamp:DateTime", "DeviceId:String", "DeviceName:String", "ActionType:String", "FileName:String",
	"FolderPath:String", "SHA1:String", "FileSize:Int64", "ProcessId:Int64", "ProcessCommandLine:String",
	"ProcessIntegrityLevel:String", "ProcessTokenElevation:String", "ProcessCreationTime:DateTime",
	"AccountDomain:String", "AccountName:String", "AccountSid:String", "LogonId:Int64",
	"InitiatingProcessFileName:String", "InitiatingProcessId:Int64", "InitiatingProcessCommandLine:String",
	"IsProcessRemoteSession:SByte", "ReportId:Int64", "AdditionalFields:Object",
}

var programs = []string{
	"chrome.exe", "services.exe", "powershell.exe", "cmd.exe", "notepad.exe", "msedge.exe", "Teams.exe", "OUTLOOK.EXE",
	"rundll32.exe", "schtasks.exe", "spooler.exe", "teams.exe", "explorer.exe", "git.exe", "node.exe", "python.exe",
}

var people = []string{"j.smith", "m.garçon", "svc-backup", "SYSTEM", "a.jensen", "NETWORK SERVICE", "l.garcia", "名前"}

// tenant draws rows of a company of 400 devices, the same for the same seed.
type tenant struct {
	chance *rand.Rand
	sha1   []string // of the programs, a few versions each
	device []string
	at     time.Time
}

func newTenant() *tenant {
	t := &tenant{chance: rand.New(rand.NewPCG(1, 2)), at: time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)}
	for range 60 {
		t.sha1 = append(t.sha1, t.hex(40))
	}
	for range 400 {
		t.device = append(t.device, t.hex(40))
	}
	return t
}

func (t *tenant) hex(n int) string {
	var out strings.Builder
	for range n {
		out.WriteByte("0123456789abcdef"[t.chance.IntN(16)])
	}
	return out.String()
}

func pick(t *tenant, from []string) string { return from[t.chance.IntN(len(from))] }

// cells are one row's, as JSON, in the order of the columns.
func (t *tenant) cells() []string {
	t.at = t.at.Add(-time.Duration(t.chance.IntN(40_000_000)) * 100)
	device, program, parent, person := t.chance.IntN(len(t.device)), pick(t, programs), pick(t, programs), pick(t, people)
	remote, fields := "0", "{}"
	if t.chance.IntN(20) == 0 {
		remote = "1"
		fields = `{"@odata.type":"#microsoft.graph.security.dynamicColumnValue","DesiredAccess":1052672}`
	}
	started := t.at.Add(-time.Duration(t.chance.IntN(90_000)) * time.Microsecond)
	return []string{
		quoted(t.at.Format(iso)), quoted(t.device[device]), quoted(fmt.Sprintf("pc-%04d.corp.contoso.com", device)),
		`"ProcessCreated"`, quoted(program), quoted(`C:\Windows\System32\` + program), quoted(pick(t, t.sha1)),
		fmt.Sprint(20_000 + 512*t.chance.IntN(4000)), fmt.Sprint(4 * t.chance.IntN(9000)), quoted(t.commandLine(program)),
		quoted(pick(t, []string{"Medium", "High", "System"})),
		quoted(pick(t, []string{"TokenElevationTypeDefault", "TokenElevationTypeLimited"})),
		quoted(started.Format(iso)), `"contoso"`, quoted(person),
		quoted(fmt.Sprintf("S-1-5-21-1004336348-1177238915-682003330-%d", 1000+device)),
		fmt.Sprint(100_000 + t.chance.IntN(9_000_000)), quoted(parent), fmt.Sprint(4 * t.chance.IntN(9000)),
		quoted(t.commandLine(parent)), remote, fmt.Sprint(t.chance.IntN(200_000)), fields,
	}
}

// quoted is a text as the service writes it, with no more escapes than JSON needs.
func quoted(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`
}

// commandLine is one of the few that a fleet repeats, or one that occurs once.
func (t *tenant) commandLine(program string) string {
	switch t.chance.IntN(4) {
	case 0:
		return fmt.Sprintf(`"%s" -k network -p -s Schedule`, program)
	case 1:
		return program + ` /c "echo started & exit"`
	}
	return fmt.Sprintf(`"C:\Program Files\Contoso\%s" --type=renderer --id=%d --session="%s" /out C:\Temp\%s.log`,
		program, t.chance.IntN(1_000_000), t.hex(16), t.hex(8))
}

// write writes the answer to a hunt as Graph does, sidecars included.
func write(to io.Writer, rows int) error {
	t := newTenant()
	schema := make([]map[string]string, len(columns))
	names, kinds := make([]string, len(columns)), make([]string, len(columns))
	for i, column := range columns {
		names[i], kinds[i], _ = strings.Cut(column, ":")
		schema[i] = map[string]string{"name": names[i], "type": kinds[i]}
	}
	head, err := json.Marshal(schema)
	if err != nil {
		return err
	}
	fmt.Fprintf(to, `{"@odata.context":"https://graph.microsoft.com/v1.0/$metadata","schema":%s,"results":[`, head)
	for row := range rows {
		if row > 0 {
			fmt.Fprint(to, ",")
		}
		if err := writeRow(to, names, kinds, t.cells()); err != nil {
			return err
		}
	}
	_, err = io.WriteString(to, "]}")
	return err
}

func writeRow(to io.Writer, names, kinds, cells []string) error {
	var line strings.Builder
	for i, cell := range cells {
		line.WriteByte("{,"[min(i, 1)])
		if kinds[i] == "Int64" || kinds[i] == "SByte" {
			fmt.Fprintf(&line, `"%s@odata.type":"#%s",`, names[i], kinds[i])
		}
		fmt.Fprintf(&line, `"%s":%s`, names[i], cell)
	}
	line.WriteByte('}')
	_, err := io.WriteString(to, line.String())
	return err
}
