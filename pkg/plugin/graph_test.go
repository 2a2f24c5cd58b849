package plugin

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/data"
)

// The root of the test's trees was created a day after synctest's clock begins.
const (
	aTree   = `{"queryType":"process","hunt":{"deviceId":"d1","processId":"50","createdMs":"946771205123"%s}}`
	anAlert = `{"queryType":"incident","hunt":{"alertId":"a1","atMs":"946771205123"}}`
)

const treeSchema = `"schema":[{"name":"SourceTable","type":"String"},{"name":"Timestamp","type":"DateTime"},` +
	`{"name":"DeviceId","type":"String"},{"name":"FileName","type":"String"},{"name":"ProcessId","type":"Int64"},` +
	`{"name":"ProcessCreationTime","type":"DateTime"},{"name":"InitiatingProcessFileName","type":"String"},` +
	`{"name":"InitiatingProcessId","type":"Int64"},{"name":"InitiatingProcessCreationTime","type":"DateTime"},` +
	`{"name":"ActionType","type":"String"},{"name":"RemoteIP","type":"String"},{"name":"Events","type":"Int64"}]`

func startRow(at, name string, id int, parent string, parentID int, parentAt string) string {
	return fmt.Sprintf(`{"SourceTable":"DeviceProcessEvents","Timestamp":%q,"DeviceId":"d1","FileName":%q,"ProcessId":%d,`+
		`"ProcessCreationTime":%q,"InitiatingProcessFileName":%q,"InitiatingProcessId":%d,`+
		`"InitiatingProcessCreationTime":%q}`,
		at, name, id, at, parent, parentID, parentAt)
}

// ofTree answers each hunt of a tree: explorer, which started before the window, has
// started winword, and that powershell.
func ofTree(s *fakeService) http.HandlerFunc {
	rows := func(all ...string) http.HandlerFunc {
		return answers(`{` + treeSchema + `,"results":[` + strings.Join(all, ",") + `]}`)
	}
	return func(w http.ResponseWriter, r *http.Request) {
		switch sent := s.hunts[len(s.hunts)-1]; {
		case strings.Contains(sent, "DeviceNetworkEvents"):
			rows(`{"SourceTable":"DeviceNetworkEvents","InitiatingProcessId":50,`+
				`"InitiatingProcessCreationTime":"2000-01-02T00:00:05.1234567Z","ActionType":"ConnectionSuccess",`+
				`"RemoteIP":"203.0.113.9","Events":3}`)(w, r)
		case strings.Contains(sent, "(ProcessId == 30"):
			rows(startRow("2000-01-01T00:00:01Z", "explorer.exe", 30, "services.exe", 20, "2000-01-01T00:00:00.5Z"))(w, r)
		case strings.Contains(sent, "ProcessId == "):
			rows()(w, r)
		default:
			rows(startRow("2000-01-02T00:00:05.1234567Z", "powershell.exe", 50, "winword.exe", 40, "2000-01-02T00:00:00.1Z"),
				startRow("2000-01-02T00:00:00.1Z", "winword.exe", 40, "explorer.exe", 30, "2000-01-01T00:00:01Z"))(w, r)
		}
	}
}

// cellsOf are the texts of a field.
func cellsOf(t *testing.T, frame *data.Frame, name string) (cells []string) {
	t.Helper()
	field, _ := frame.FieldByName(name)
	if field == nil {
		t.Fatalf("no field %s in %v", name, frame.Fields)
	}
	for row := range field.Len() {
		text, _ := field.ConcreteAt(row)
		cells = append(cells, fmt.Sprint(text))
	}
	return cells
}

func TestAProcessTreeIsFourCallsAtMost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, d, end := inMemory(t, nil)
		defer end()
		time.Sleep(25 * time.Hour)
		s.answer = ofTree(s)
		resp := d.look(t, fmt.Sprintf(aTree, `,"edges":["network"]`), nil)
		if resp.Error != nil || len(resp.Frames) != 2 || len(s.hunts) != 4 {
			t.Fatalf("%d frames of %d calls, %v", len(resp.Frames), len(s.hunts), resp.Error)
		}
		nodes, edges := resp.Frames[0], resp.Frames[1]
		if got := strings.Join(cellsOf(t, nodes, "title"), " "); got !=
			"powershell.exe winword.exe explorer.exe services.exe 203.0.113.9" {
			t.Errorf("the nodes are %s", got)
		}
		if got := cellsOf(t, edges, "source"); len(got) != 4 {
			t.Errorf("the edges are from %v", got)
		}
		for _, frame := range resp.Frames {
			if frame.Meta.PreferredVisualization != data.VisTypeNodeGraph || frame.RefID != "A" {
				t.Errorf("the frame %s is %+v", frame.Name, frame.Meta)
			}
		}
		about, _ := json.Marshal(nodes.Meta.Custom)
		var told struct {
			Format string
			Hunts  []struct{ Title, KQL string }
		}
		if err := json.Unmarshal(about, &told); err != nil || told.Format != "graph" || len(told.Hunts) != 4 {
			t.Fatalf("%v in %s", err, about)
		}
		for _, hunt := range told.Hunts {
			if !strings.Contains(nodes.Meta.ExecutedQueryString, "// "+hunt.Title+"\n"+hunt.KQL) {
				t.Errorf("%s is not in\n%s", hunt.Title, nodes.Meta.ExecutedQueryString)
			}
		}
		if stat, at := nodes.FieldByName("secondarystat"); at < 0 || stat.Config == nil ||
			stat.Config.DisplayName != "Created (UTC)" {
			t.Errorf("the time under a node is not called so: %v", stat)
		}
		if got := nodes.Meta.Stats[1]; got.DisplayName != "Rows" || got.Value != 4 {
			t.Errorf("%s: %v", got.DisplayName, got.Value)
		}
		if resp = d.look(t, fmt.Sprintf(aTree, ""), nil); resp.Error != nil || len(s.hunts) != 4 {
			t.Errorf("the same tree again: %d calls, %v", len(s.hunts), resp.Error)
		}
	})
}

func TestNoRuleJudgesAGraphAndNoCallIsSpentOnIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, d, end := inMemory(t, nil)
		defer end()
		rule := map[string]string{backend.FromAlertHeaderName: "true"}
		for query, name := range map[string]string{fmt.Sprintf(aTree, ""): "process", anAlert: "incident"} {
			resp := d.look(t, query, rule)
			if resp.Error == nil || !strings.Contains(resp.Error.Error(), "(queryType "+name+")") || len(s.hunts) != 0 {
				t.Errorf("%v after %d calls", resp.Error, len(s.hunts))
			}
			if resp.Status != backend.StatusBadRequest || resp.ErrorSource != backend.ErrorSourceDownstream {
				t.Errorf("%v of %v", resp.Status, resp.ErrorSource)
			}
		}
	})
}

func TestAGraphWithoutATableThatTheTenantLacks(t *testing.T) {
	for name, query := range map[string]string{"a tree": fmt.Sprintf(aTree, ""), "an alert": anAlert} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s, d, end := inMemory(t, nil)
				defer end()
				s.answer = func(w http.ResponseWriter, r *http.Request) {
					if strings.Contains(s.hunts[len(s.hunts)-1], "AlertEvidence") {
						refuses(400, `{"error":{"code":"BadRequest","message":"Failed to resolve table or column expression `+
							`named 'AlertEvidence'. Fix semantic errors in your query."}}`)(w, r)
						return
					}
					answers(`{`+treeSchema+`,"results":[]}`)(w, r)
				}
				resp := d.look(t, query, nil)
				if resp.Error != nil || len(s.hunts) != 2 {
					t.Fatalf("%v after %d calls", resp.Error, len(s.hunts))
				}
				notices := resp.Frames[0].Meta.Notices
				if len(notices) != 1 || !strings.Contains(notices[0].Text, "the tenant lacks them: AlertEvidence") {
					t.Errorf("%+v", notices)
				}
			})
		})
	}
}

func TestATreeWhoseTableIsDeniedIsRefusedWithoutACall(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, d, end := inMemory(t, map[string]string{"deniedTables": `["DeviceProcessEvents"]`})
		defer end()
		resp := d.look(t, fmt.Sprintf(aTree, ""), nil)
		if resp.Error == nil || !strings.Contains(resp.Error.Error(), "does not allow them: DeviceProcessEvents") ||
			len(s.hunts) != 0 {
			t.Errorf("%v after %d calls", resp.Error, len(s.hunts))
		}
	})
}

func TestATreeWhoseLaterHuntFailsFailsWithItsSentence(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, d, end := inMemory(t, nil)
		defer end()
		usual := ofTree(s)
		s.answer = func(w http.ResponseWriter, r *http.Request) {
			if len(s.hunts) > 1 {
				refuses(403, `{"error":{"code":"Forbidden","message":"no"}}`)(w, r)
				return
			}
			usual(w, r)
		}
		resp := d.look(t, fmt.Sprintf(aTree, `,"edges":["network"]`), nil)
		if resp.Error == nil || resp.Status != backend.StatusForbidden || len(resp.Frames) != 0 {
			t.Errorf("%v (%v) with %d frames", resp.Error, resp.Status, len(resp.Frames))
		}
	})
}

func TestAnAlertsGraphIsOneCall(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, d, end := inMemory(t, nil)
		defer end()
		s.answer = answers(`{"schema":[{"name":"SourceTable","type":"String"},{"name":"Timestamp","type":"DateTime"},` +
			`{"name":"AlertId","type":"String"},{"name":"Title","type":"String"},{"name":"EntityType","type":"String"},` +
			`{"name":"DeviceId","type":"String"},{"name":"EvidenceRole","type":"String"}],"results":[` +
			`{"SourceTable":"AlertEvidence","Timestamp":"2000-01-02T00:00:00Z","AlertId":"a1","Title":"Odd",` +
			`"EntityType":"Machine","DeviceId":"d1","EvidenceRole":"Impacted"}]}`)
		resp := d.look(t, anAlert, nil)
		if resp.Error != nil || len(resp.Frames) != 2 || len(s.hunts) != 1 {
			t.Fatalf("%d frames of %d calls, %v", len(resp.Frames), len(s.hunts), resp.Error)
		}
		if got := strings.Join(cellsOf(t, resp.Frames[0], "id"), ", "); got != "alert: a1, device: d1" {
			t.Errorf("the nodes are %s", got)
		}
		if got := cellsOf(t, resp.Frames[1], "mainstat"); len(got) != 1 || got[0] != "Impacted" {
			t.Errorf("the edges say %v", got)
		}
	})
}
