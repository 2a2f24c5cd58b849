package plugin

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/data"
)

func cell(t *testing.T, frame *data.Frame, name string, row int) any {
	t.Helper()
	field, _ := frame.FieldByName(name)
	if field == nil {
		t.Fatalf("no field %s", name)
	}
	return field.At(row)
}

func TestTheBudgetIsToldWithoutACall(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, d, end := inMemory(t, nil)
		defer end()
		for _, hunt := range []string{"A", "B", "C"} {
			d.look(t, `{"query":"DeviceInfo | take 1 // `+hunt+`"}`, nil)
		}
		rule := map[string]string{backend.FromAlertHeaderName: "true"}
		for name, want := range map[string]float64{
			"used": 3, "usedPercent": 10, "callsPerMinute": 30, "left": 17, "closedSeconds": 0,
		} {
			resp := d.look(t, `{"queryType":"budget","query":"`+name+`"}`, rule)
			if resp.Error != nil {
				t.Fatal(resp.Error)
			}
			if frame := resp.Frames[0]; len(frame.Fields) != 1 || cell(t, frame, name, 0) != want {
				t.Errorf("%s is %v in %d fields, not %v", name, cell(t, frame, name, 0), len(frame.Fields), want)
			}
		}
		if all := d.look(t, `{"queryType":"budget","query":"now"}`, nil).Frames[0]; len(all.Fields) != len(figures) {
			t.Errorf("%d figures", len(all.Fields))
		}
		if len(s.hunts) != 3 {
			t.Errorf("%d calls", len(s.hunts))
		}
	})
}

func TestAFigureThatTheBudgetDoesNotHaveIsNamed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		_, d, end := inMemory(t, nil)
		defer end()
		err := d.look(t, `{"queryType":"budget","query":"usedPercnt"}`, nil).Error
		if err == nil || !strings.Contains(err.Error(), `"usedPercnt"`) || !strings.Contains(err.Error(), "usedPercent") {
			t.Errorf("%v", err)
		}
	})
}

func TestTheSlowestCallsOfAnHourAreToldByPanelAndRule(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, d, end := inMemory(t, nil)
		defer end()
		secret := `{"query":"DeviceInfo | where DeviceName == 'top-secret' | take 1","relative":true}`
		s.answer = slow(3*time.Second, make(chan time.Time, 9))
		d.look(t, secret, map[string]string{"X-Dashboard-Uid": "Wall-A", "X-Panel-Id": "7"})
		d.look(t, secret, map[string]string{"X-Dashboard-Uid": "Wall-B", "X-Panel-Id": "1"}) // stored: costs nothing
		s.answer = slow(5*time.Second, make(chan time.Time, 9))
		d.look(t, `{"query":"DeviceInfo | count"}`, map[string]string{
			backend.FromAlertHeaderName: "true", "X-Rule-Uid": "silent-table",
		})
		frame := d.look(t, `{"queryType":"budget","query":"slowest"}`, nil).Frames[0]
		if frame.Rows() != 2 {
			t.Fatalf("%d rows", frame.Rows())
		}
		for row, want := range []map[string]any{
			{"Took": 5.0, "Asker": "alert", "Rule": "silent-table", "Dashboard": ""},
			{"Took": 3.0, "Asker": "dashboard", "Rule": "", "Dashboard": "Wall-A", "Panel": "7"},
		} {
			for name, value := range want {
				if got := cell(t, frame, name, row); got != value {
					t.Errorf("row %d: %s is %v, not %v", row, name, got, value)
				}
			}
		}
		raw, err := frame.MarshalJSON()
		if err != nil || strings.Contains(string(raw), "top-secret") {
			t.Errorf("%v: %s", err, raw)
		}
		time.Sleep(recentFor + time.Second)
		if later := d.look(t, `{"queryType":"budget","query":"slowest"}`, nil).Frames[0]; later.Rows() != 0 {
			t.Errorf("%d rows after an hour", later.Rows())
		}
	})
}
