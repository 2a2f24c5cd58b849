package plugin

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

// about is what a frame says of its freshness.
type about struct {
	Freshness  string
	AgeSeconds float64
	Timespan   string
	Range      struct{ From, To time.Time }
}

func aboutOf(t *testing.T, resp backend.DataResponse) about {
	t.Helper()
	if resp.Error != nil {
		t.Fatal(resp.Error)
	}
	raw, err := json.Marshal(resp.Frames[0].Meta.Custom)
	if err != nil {
		t.Fatal(err)
	}
	var a about
	if err := json.Unmarshal(raw, &a); err != nil {
		t.Fatal(err)
	}
	return a
}

// look asks for the last hour as a dashboard does.
func (d *Datasource) look(t *testing.T, query string, headers map[string]string) backend.DataResponse {
	t.Helper()
	now := time.Now()
	resp, err := d.QueryData(t.Context(), &backend.QueryDataRequest{Headers: headers, Queries: []backend.DataQuery{{
		RefID: "A", JSON: []byte(query), Interval: time.Minute,
		TimeRange: backend.TimeRange{From: now.Add(-time.Hour), To: now},
	}}})
	if err != nil {
		t.Fatal(err)
	}
	return resp.Responses["A"]
}

const lastHour = `{"query":"DeviceInfo | where $__timeFilter() | take 1","relative":true}`

func TestSixtyViewersOfOnePanelAreOneCall(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, d, end := inMemory(t, nil)
		defer end()
		s.answer = slow(2*time.Second, make(chan time.Time, 60))
		time.Sleep(30 * time.Second)
		var all sync.WaitGroup
		for i := range 60 { // within 20 of the 60 s for which the range stands still
			all.Go(func() {
				time.Sleep(time.Duration(i) * time.Second / 3)
				aboutOf(t, d.look(t, lastHour, nil))
			})
		}
		all.Wait()
		if len(s.hunts) != 1 {
			t.Errorf("%d calls", len(s.hunts))
		}
	})
}

// A panel is refreshed each minute; what happens at any moment is to be seen on it
// within two.
func TestNoPanelIsOlderThanTwoMinutes(t *testing.T) {
	for _, phase := range []time.Duration{0, 7 * time.Second, 31 * time.Second, 59 * time.Second} {
		t.Run(phase.String(), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				_, d, end := inMemory(t, nil)
				defer end()
				time.Sleep(phase)
				last := time.Now()
				for range 10 {
					a := aboutOf(t, d.look(t, lastHour, nil))
					if late := time.Since(a.Range.To); late >= time.Minute || a.Freshness == "stale" {
						t.Errorf("the range ends %s ago, the answer is %s", late, a.Freshness)
					}
					age := time.Duration(a.AgeSeconds * float64(time.Second))
					if asked := time.Now().Add(-age); asked.Before(last.Add(-time.Minute)) {
						t.Errorf("asked at %s, refreshed last at %s", asked, last)
					}
					last = time.Now()
					time.Sleep(time.Minute)
				}
			})
		})
	}
}

func TestWhileThrottledPanelsShowTheLastRowsWithAWarningAndRulesAnError(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, d, end := inMemory(t, map[string]string{"timeoutSeconds": "5"})
		defer end()
		first := aboutOf(t, d.look(t, lastHour, nil))
		time.Sleep(3 * time.Minute)
		s.answer = refuses(429, `{"error":{"code":"TooManyRequests","message":"You can run queries again in 7 minutes."}}`)
		resp := d.look(t, lastHour, nil)
		got := aboutOf(t, resp)
		if got.Freshness != "stale" || got.AgeSeconds < 180 || got.Timespan != first.Timespan || got.Range != first.Range {
			t.Errorf("%+v, first %+v", got, first)
		}
		meta := resp.Frames[0].Meta
		if !strings.Contains(meta.ExecutedQueryString, first.Range.To.Format("2006-01-02T15:04")) {
			t.Errorf("the executed query is %s, the range ends at %s", meta.ExecutedQueryString, first.Range.To)
		}
		if len(meta.Notices) != 1 {
			t.Fatalf("%+v", meta.Notices)
		}
		oneSentence(t, meta.Notices[0].Text, "These rows are 3m")
		oneSentence(t, meta.Notices[0].Text, "quota of hunting calls is used up")
		if rule := d.look(t, lastHour, map[string]string{"FromAlert": "true"}); rule.Error == nil {
			t.Error("a rule was given old rows")
		}
	})
}

// answerBy tells in the rows whose token asked.
func answerBy(w http.ResponseWriter, r *http.Request) {
	_, _ = io.Copy(io.Discard, r.Body)
	select {
	case <-time.After(time.Millisecond):
	case <-r.Context().Done():
	}
	token := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer "+testToken)
	answers(fmt.Sprintf(`{"schema":[{"name":"by","type":"String"}],"results":[{"by":%q}]}`, token))(w, r)
}

func TestASourceWithAWrongSecretGetsNoRowAndNoCounter(t *testing.T) {
	for name, viewers := range map[string]int{"at rest": 1, "under load": 40} {
		t.Run(name, func(t *testing.T) {
			s := newService(t)
			right := open(t, s.stored(t))
			stored := s.stored(t) // of another org: the same tenant, client id and query
			stored.DecryptedSecureJSONData[secretClientSecret] = "wrong"
			wrong := open(t, stored)
			var all sync.WaitGroup
			for range viewers {
				all.Go(func() {
					if resp := right.look(t, lastHour, nil); resp.Error != nil {
						t.Error(resp.Error)
					}
				})
				all.Go(func() {
					if resp := wrong.look(t, lastHour, nil); resp.Error == nil || len(resp.Frames) != 0 {
						t.Errorf("%d frames, %v", len(resp.Frames), resp.Error)
					}
				})
			}
			all.Wait()
			for path, d := range map[string]*Datasource{"wrong": wrong, "right": right} {
				_, body := d.get(t.Context(), t, "budget")
				var got budgetAnswer
				if err := json.Unmarshal(body, &got); err != nil || got.Joined != (d == right) || (got.Used == 0) != (d == wrong) {
					t.Errorf("%s: %s", path, body)
				}
			}
		})
	}
}

func TestTwoUsersNeverShareACallOrAnAnswer(t *testing.T) {
	for name, each := range map[string]int{"at rest": 1, "under load": 25} {
		t.Run(name, func(t *testing.T) {
			s := newService(t)
			s.answer = answerBy
			ctx := s.entraLogin(t)
			d := openIn(ctx, t, s.ofUsers(t, ""))
			var all sync.WaitGroup
			var mu sync.Mutex
			rows := map[string]map[string]bool{"ada": {}, "bob": {}}
			for login := range rows {
				for range each {
					all.Go(func() {
						resp, err := d.QueryData(ctx, &backend.QueryDataRequest{
							PluginContext: backend.PluginContext{User: &backend.User{Login: login}},
							Headers:       map[string]string{"X-ID-Token": testToken + login},
							Queries:       []backend.DataQuery{{RefID: "A", JSON: []byte(`{"query":"print 1","range":"query"}`)}},
						})
						if err != nil || resp.Responses["A"].Error != nil {
							t.Errorf("%v, %+v", err, resp)
							return
						}
						by, _ := resp.Responses["A"].Frames[0].Fields[0].At(0).(*string)
						mu.Lock()
						defer mu.Unlock()
						rows[login][*by] = true
					})
				}
			}
			all.Wait()
			if len(s.hunts) != 2 {
				t.Errorf("%d calls for two users", len(s.hunts))
			}
			for by := range rows["ada"] {
				if rows["bob"][by] || len(rows["ada"]) != 1 || len(rows["bob"]) != 1 {
					t.Errorf("answers to %v", rows)
				}
			}
		})
	}
}
