package plugin

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/data"
)

// tableOf is a table behind the wire: how many rows of one look there are at each
// time. Like the service it answers the first 100,000 of a window, in no order.
type tableOf struct {
	mu    sync.Mutex
	rows  map[time.Time]int
	asked []window                        // in the order in which they came
	odd   func(call int) http.HandlerFunc // answers a call, counted from 1, in the table's place; nil = none is odd
}

type window struct{ from, to time.Time }

var windowOf = regexp.MustCompile(`where Timestamp >= datetime\(([^)]*)\) and Timestamp < datetime\(([^)]*)\)`)

func (s *tableOf) answer(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	found := windowOf.FindSubmatch(body)
	asked := window{at("0001-01-01T00:00:00Z"), at("9999-01-01T00:00:00Z")}
	if found != nil {
		asked = window{at(string(found[1])), at(string(found[2]))}
	}
	s.mu.Lock()
	s.asked = append(s.asked, asked)
	call := len(s.asked)
	s.mu.Unlock()
	if s.odd != nil {
		if other := s.odd(call); other != nil {
			other(w, r)
			return
		}
	}
	var rows []string
	for when, n := range s.rows {
		if when.Before(asked.from) || !when.Before(asked.to) {
			continue
		}
		for range min(n, serviceRows-len(rows)) {
			rows = append(rows, `{"Timestamp":"`+when.Format("2006-01-02T15:04:05.0000000Z")+`","FileName":"same.exe"}`)
		}
	}
	w.Header().Set("request-id", fmt.Sprint("request-", call))
	_, _ = io.WriteString(w, tableSchema+`"results":[`+strings.Join(rows, ",")+`]}`)
}

const tableSchema = `{"schema":[{"name":"Timestamp","type":"DateTime"},{"name":"FileName","type":"String"}],`

func at(text string) time.Time {
	when, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		panic(err)
	}
	return when
}

// split asks for four days, which end at noon, as a panel of fixed range or a rule does.
func (d *Datasource) split(ctx context.Context, t *testing.T, kql string, alert bool) backend.DataResponse {
	t.Helper()
	return d.four(ctx, t, `{"query":`+string(marshalText(t, kql))+`,"split":"day","format":"table"}`, alert)
}

func (d *Datasource) four(ctx context.Context, t *testing.T, query string, alert bool) backend.DataResponse {
	t.Helper()
	headers := map[string]string{}
	if alert {
		headers[backend.FromAlertHeaderName] = "true"
	}
	resp, err := d.QueryData(ctx, &backend.QueryDataRequest{Headers: headers, Queries: []backend.DataQuery{{
		RefID: "A", JSON: []byte(query), Interval: time.Hour,
		TimeRange: backend.TimeRange{From: at(begin), To: at(end)},
	}}})
	if err != nil {
		t.Fatal(err)
	}
	return resp.Responses["A"]
}

// ofWindows is what a frame says of its windows.
type ofWindows struct {
	Windows []struct {
		From, To  time.Time
		Rows      int
		RequestID string
		Discarded bool
	}
	Range, Missing struct{ From, To time.Time }
}

func windowsOf(t *testing.T, frame *data.Frame) ofWindows {
	t.Helper()
	raw, err := json.Marshal(frame.Meta.Custom)
	if err != nil {
		t.Fatal(err)
	}
	var told ofWindows
	if err := json.Unmarshal(raw, &told); err != nil {
		t.Fatal(err)
	}
	return told
}

func rowsOf(t *testing.T, resp backend.DataResponse) int {
	t.Helper()
	if resp.Error != nil {
		t.Fatal(resp.Error)
	}
	rows, err := resp.Frames[0].RowLen()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func notice(t *testing.T, resp backend.DataResponse) string {
	t.Helper()
	if notices := resp.Frames[0].Meta.Notices; len(notices) == 1 {
		return notices[0].Text
	}
	return ""
}

const (
	begin         = "2026-11-19T12:00:00Z"
	end           = "2026-11-23T12:00:00Z"
	rowsAsTheyAre = "DeviceEvents | project Timestamp, FileName"
	lastMoment    = "2026-11-21T23:59:59.9999999Z"
	firstMoment   = "2026-11-22T00:00:00Z"
)

// aMillion lets all rows through, and as many calls as a test makes.
var aMillion = map[string]string{"maxRows": "1000000", "callsPerMinute": "1000"}

func opened(t *testing.T, changes map[string]string, rows map[string]int) (*tableOf, *Datasource) {
	t.Helper()
	s, table := newService(t), &tableOf{rows: map[time.Time]int{}}
	for when, n := range rows {
		table.rows[at(when)] = n
	}
	s.answer = table.answer
	return table, open(t, with(t, s.stored(t), changes))
}

func TestRowsThatAreAllAlikeAreCountedOnceAcrossAnEdge(t *testing.T) {
	table, d := opened(t, nil, map[string]int{lastMoment: 400, firstMoment: 600, "2026-11-23T12:00:00Z": 50})
	resp := d.split(t.Context(), t, rowsAsTheyAre, false)
	if rows := rowsOf(t, resp); rows != 1000 || len(table.asked) != 5 {
		t.Errorf("%d rows of %d calls", rows, len(table.asked))
	}
	told := windowsOf(t, resp.Frames[0])
	for i, w := range told.Windows {
		if asked := (window{w.From, w.To}); asked != table.asked[i] || w.RequestID != fmt.Sprint("request-", i+1) {
			t.Errorf("told %+v, asked %v", w, table.asked[i])
		}
	}
	if told.Windows[1].Rows != 600 || told.Windows[2].Rows != 400 {
		t.Errorf("%+v", told.Windows)
	}
	if told.Range.From != at(begin) || told.Range.To != at(end) || !told.Missing.To.IsZero() {
		t.Errorf("%+v", told)
	}
	text := resp.Frames[0].Meta.ExecutedQueryString
	for _, part := range []string{
		"// Sent as 5 calls", "// 2026-11-22T00:00:00Z to 2026-11-23T00:00:00Z: 600 rows\n",
		"\nDeviceEvents\n| where Timestamp >= datetime(2026-11-23T00:00:00.0000000Z)",
	} {
		if !strings.Contains(text, part) {
			t.Errorf("the executed query lacks %q:\n%s", part, text)
		}
	}
}

func TestTheRowsOfWindowsKeepTheOrderOfTheQuery(t *testing.T) {
	for kql, ascending := range map[string]bool{
		rowsAsTheyAre: false, rowsAsTheyAre + " | sort by Timestamp": false, rowsAsTheyAre + " | sort by Timestamp asc": true,
	} {
		_, d := opened(t, nil, map[string]int{
			"2026-11-19T13:00:00Z": 1, "2026-11-20T13:00:00Z": 1, "2026-11-21T13:00:00Z": 1, "2026-11-23T11:00:00Z": 1,
		})
		resp := d.split(t.Context(), t, kql, false)
		if rowsOf(t, resp) != 4 {
			t.Fatal("not four rows")
		}
		times := resp.Frames[0].Fields[0]
		for i := 1; i < 4; i++ {
			before, after := times.At(i-1).(*time.Time), times.At(i).(*time.Time)
			if before.Before(*after) != ascending {
				t.Errorf("%s: %v, then %v", kql, before, after)
			}
		}
	}
}

func TestAWindowAtTheServicesCapIsHalved(t *testing.T) {
	table, d := opened(t, aMillion, map[string]int{
		"2026-11-20T05:00:00Z": 70_000, "2026-11-20T06:00:00Z": 40_000, "2026-11-20T20:00:00Z": 60_000, firstMoment: 5,
	})
	resp := d.split(t.Context(), t, rowsAsTheyAre, false)
	if rows, text := rowsOf(t, resp), notice(t, resp); rows != 170_005 || strings.Contains(text, "missing") {
		t.Errorf("%d rows, %s", rows, text)
	}
	discarded := 0
	for _, w := range windowsOf(t, resp.Frames[0]).Windows {
		if w.Discarded {
			discarded++
		}
	}
	if discarded != 2 || len(table.asked) != 5+2*2 { // a day, and its first half
		t.Errorf("%d calls, %d for nothing", len(table.asked), discarded)
	}
}

func TestAWindowThatCannotBeHalvedIsToldAndNoRuleJudgesIt(t *testing.T) {
	_, d := opened(t, aMillion, map[string]int{firstMoment: 100_001})
	resp := d.split(t.Context(), t, rowsAsTheyAre, false)
	if rowsOf(t, resp) != 100_000 {
		t.Error("not what the service sends")
	}
	oneSentence(t, notice(t, resp), "The window 2026-11-22T00:00:00Z to 2026-11-22T00:01:00Z hit the most")
	if rule := d.split(t.Context(), t, rowsAsTheyAre, true); rule.Error == nil {
		t.Error("a rule was given a part")
	} else {
		oneSentence(t, rule.Error.Error(), "cannot be halved again")
	}
}

func TestAnAnswerThatTheServiceCallsTooLargeIsHalved(t *testing.T) {
	table, d := opened(t, nil, map[string]int{firstMoment: 5, "2026-11-22T13:00:00Z": 7})
	table.odd = func(call int) http.HandlerFunc {
		if call != 2 {
			return nil
		}
		return refuses(400, `{"error":{"message":"Query execution has exceeded the allowed result size."}}`)
	}
	if rows := rowsOf(t, d.split(t.Context(), t, rowsAsTheyAre, false)); rows != 12 || len(table.asked) != 7 {
		t.Errorf("%d rows of %d calls", rows, len(table.asked))
	}
}

func TestWhatIsThrottledInTheMiddleStopsWithANoticeAndIsAnErrorForARule(t *testing.T) {
	quota := refuses(429, `{"error":{"code":"TooManyRequests","message":"You can run queries again in 7 minutes."}}`)
	tests := map[string]struct {
		kql   string
		alert bool
		call  int // that is throttled
		want  string
	}{
		"after two windows": {
			rowsAsTheyAre, false, 3,
			"Only the rows of 2026-11-22T00:00:00Z to 2026-11-23T12:00:00Z UTC are here; " +
				"those of 2026-11-19T12:00:00Z to 2026-11-22T00:00:00Z UTC are missing. The tenant's quota of hunting calls",
		},
		"the oldest first": {
			rowsAsTheyAre + " | sort by Timestamp asc", false, 2,
			"Only the rows of 2026-11-19T12:00:00Z to 2026-11-20T00:00:00Z UTC are here; " +
				"those of 2026-11-20T00:00:00Z to 2026-11-23T12:00:00Z UTC are missing.",
		},
		"before anything came":      {rowsAsTheyAre, false, 1, "The tenant's quota of hunting calls is used up"},
		"a rule after four windows": {rowsAsTheyAre, true, 5, "An alert rule must not judge a part of the rows."},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			rows := map[string]int{firstMoment: 3, "2026-11-19T13:00:00Z": 2}
			table, d := opened(t, map[string]string{"timeoutSeconds": "5"}, rows)
			table.odd = func(call int) http.HandlerFunc {
				if call < tt.call {
					return nil
				}
				return quota
			}
			resp := d.split(t.Context(), t, tt.kql, tt.alert)
			if tt.alert || tt.call == 1 {
				if resp.Error == nil {
					t.Fatal("no error")
				}
				oneSentence(t, resp.Error.Error(), tt.want)
				return
			}
			rowsOf(t, resp)
			oneSentence(t, notice(t, resp), tt.want)
			told := windowsOf(t, resp.Frames[0])
			here, missing := told.Range.To.Sub(told.Range.From), told.Missing.To.Sub(told.Missing.From)
			if len(told.Windows) != tt.call-1 || here+missing != 96*time.Hour {
				t.Errorf("%+v", told)
			}
		})
	}
}

func TestBinsThatWereNotAskedForAreNotZero(t *testing.T) {
	s := newService(t)
	calls := 0
	s.answer = func(w http.ResponseWriter, r *http.Request) {
		if calls++; calls == 3 {
			refuses(429, `{"error":{"message":"You can run queries again in 7 minutes."}}`)(w, r)
			return
		}
		found := windowOf.FindStringSubmatch(s.hunts[len(s.hunts)-1])
		answers(`{"schema":[{"name":"Timestamp","type":"DateTime"},{"name":"count_","type":"Int64"}],`+
			`"results":[{"Timestamp":"`+found[1]+`","count_":1}]}`)(w, r)
	}
	d := open(t, with(t, s.stored(t), map[string]string{"timeoutSeconds": "5"}))
	const query = `{"query":"DeviceEvents | summarize count() by bin(Timestamp, 6h)","split":"day"}`
	resp := d.four(t.Context(), t, query, false)
	if rows := rowsOf(t, resp); rows != 6 { // 22 November has four bins, the half of 23 November two
		t.Errorf("%d bins", rows)
	}
}

func TestALongHuntLeavesHalfOfAnHoursCallsToOthers(t *testing.T) {
	table, d := opened(t, map[string]string{"callsPerHour": "6"}, map[string]int{firstMoment: 3})
	resp := d.split(t.Context(), t, rowsAsTheyAre, false)
	if rows := rowsOf(t, resp); rows != 3 || len(table.asked) != 3 {
		t.Errorf("%d rows of %d calls", rows, len(table.asked))
	}
	oneSentence(t, notice(t, resp), "half of the 6 calls an hour is used")
}

func TestAFailureInTheMiddleIsTheHuntsFailure(t *testing.T) {
	table, d := opened(t, nil, map[string]int{firstMoment: 3})
	table.odd = func(call int) http.HandlerFunc {
		if call != 3 {
			return nil
		}
		return refuses(500, `{"error":{"code":"UnknownError","message":""}}`)
	}
	resp := d.split(t.Context(), t, rowsAsTheyAre, false)
	if resp.Error == nil || len(table.asked) != 3 {
		t.Fatalf("%v after %d calls", resp.Error, len(table.asked))
	}
	oneSentence(t, resp.Error.Error(), "too heavy")
}

func TestWindowsOfOtherColumnsAreNoAnswer(t *testing.T) {
	table, d := opened(t, nil, nil)
	table.odd = func(call int) http.HandlerFunc {
		if call != 2 {
			return nil
		}
		return answers(`{"schema":[{"name":"Timestamp","type":"String"},{"name":"FileName","type":"String"}],"results":[]}`)
	}
	resp := d.split(t.Context(), t, rowsAsTheyAre, false)
	if resp.Error == nil {
		t.Fatal("no error")
	}
	oneSentence(t, resp.Error.Error(), "different columns")
}

func TestMaxRowsEndsAHuntThatIsSplit(t *testing.T) {
	rows := map[string]int{firstMoment: 400, "2026-11-23T11:00:00Z": 300, lastMoment: 9}
	table, d := opened(t, map[string]string{"maxRows": "500"}, rows)
	resp := d.split(t.Context(), t, rowsAsTheyAre, false)
	if rows := rowsOf(t, resp); rows != 500 || len(table.asked) != 2 {
		t.Errorf("%d rows of %d calls", rows, len(table.asked))
	}
	oneSentence(t, notice(t, resp), "The answer has at least 700 rows; only the first 500 are here (maxRows).")
}

func TestANoticeNamesItsWindow(t *testing.T) {
	table, d := opened(t, nil, nil)
	table.odd = func(call int) http.HandlerFunc {
		if call == 1 {
			return nil
		}
		return answers(tableSchema + `"results":[{"Timestamp":"soon","FileName":"a"}]}`)
	}
	resp := d.split(t.Context(), t, rowsAsTheyAre, false)
	oneSentence(t, notice(t, resp), "In the window 2026-11-22T00:00:00Z to 2026-11-23T00:00:00Z and 3 more: "+
		"1 cell of the column Timestamp is not a datetime")
	if rule := d.split(t.Context(), t, rowsAsTheyAre, true); rule.Error == nil {
		t.Error("a rule judged rows without a cell")
	} else {
		oneSentence(t, rule.Error.Error(), "5 cells of the column Timestamp")
	}
}

func TestWhoGivesUpEndsAllWindows(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, d, end := inMemory(t, nil)
		defer end()
		gone := make(chan time.Time, 9)
		s.answer = slow(10*time.Second, gone)
		ctx, cancel := context.WithTimeout(t.Context(), 15*time.Second)
		defer cancel()
		began := time.Now()
		if resp := d.split(ctx, t, rowsAsTheyAre, false); resp.Error == nil {
			t.Error("no error")
		}
		left := (<-gone).Sub(began)
		time.Sleep(time.Hour)
		if left != 15*time.Second || len(s.hunts) != 2 {
			t.Errorf("%d calls, the last ended after %s", len(s.hunts), left)
		}
	})
}

func TestViewersShareWindows(t *testing.T) {
	table, d := opened(t, nil, map[string]int{firstMoment: 3})
	var all sync.WaitGroup
	for range 5 {
		all.Go(func() { rowsOf(t, d.split(t.Context(), t, rowsAsTheyAre, false)) })
	}
	all.Wait()
	if len(table.asked) != 5 {
		t.Errorf("%d calls", len(table.asked))
	}
}
