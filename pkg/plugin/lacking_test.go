package plugin

import (
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

const aboutDevice = `{"queryType":"go","format":"table","hunt":{"entity":"device","value":"d1","atMs":"1700000000000"}}`

// A tenant without one of the tables is asked twice once, and then no more until an
// hour has passed.
func TestATableThatTheTenantLacksIsLeftOutOfHuntsOverSeveral(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, d, end := inMemory(t, nil)
		defer end()
		usual := s.answer
		var sent []string
		s.answer = func(w http.ResponseWriter, r *http.Request) {
			text := s.hunts[len(s.hunts)-1]
			sent = append(sent, text)
			if strings.Contains(text, "(DeviceImageLoadEvents") {
				refuses(400, `{"error":{"code":"BadRequest","message":"'union' operator: Failed to resolve table or column `+
					`expression named 'DeviceImageLoadEvents'. Fix semantic errors in your query."}}`)(w, r)
				return
			}
			usual(w, r)
		}
		resp := d.look(t, aboutDevice, nil)
		if resp.Error != nil || len(sent) != 2 || strings.Contains(sent[1], "DeviceImageLoadEvents") {
			t.Fatalf("%v after %d sends", resp.Error, len(sent))
		}
		notices := resp.Frames[0].Meta.Notices
		if len(notices) != 1 || !strings.Contains(notices[0].Text, "the tenant lacks them: DeviceImageLoadEvents") {
			t.Errorf("%+v", notices)
		}
		other := strings.Replace(aboutDevice, "d1", "d2", 1)
		if resp := d.look(t, other, nil); resp.Error != nil || len(sent) != 3 {
			t.Errorf("%v after %d sends", resp.Error, len(sent))
		}
		time.Sleep(lackingFor + time.Second)
		if resp := d.look(t, strings.Replace(aboutDevice, "d1", "d3", 1), nil); resp.Error != nil || len(sent) != 5 {
			t.Errorf("%v after %d sends an hour later", resp.Error, len(sent))
		}
	})
}

func TestTablesThatAreNotAllowedAreLeftOutOfHuntsOverSeveral(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, d, end := inMemory(t, map[string]string{"deniedTables": `["AlertEvidence"]`})
		defer end()
		resp := d.look(t, aboutDevice, nil)
		if resp.Error != nil || strings.Contains(s.hunts[0], "AlertEvidence") {
			t.Fatalf("%v: %s", resp.Error, s.hunts[0])
		}
		if notices := resp.Frames[0].Meta.Notices; len(notices) != 1 || !strings.Contains(notices[0].Text, "does not allow") {
			t.Errorf("%+v", notices)
		}
	})
}
