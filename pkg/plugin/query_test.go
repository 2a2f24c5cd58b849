package plugin

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/data"
)

func TestAHuntGoesTheWholeWay(t *testing.T) {
	s := newService(t)
	s.answer = answers(`{"@odata.context":"x","schema":[{"name":"Timestamp","type":"DateTime"},` +
		`{"Name":"LogonId","Type":"Int64"},` +
		`{"name":"LogonID","type":"String"}],"results":[{"Timestamp":"2026-11-01T10:00:00.1234567Z",` +
		`"LogonId@odata.type":"#Int64","LogonId":9007199254740993,"LogonID":"b"}]}`)
	d := open(t, s.stored(t))
	const kql = `DeviceLogonEvents | where AccountName == "а<&>" // Cyrillic а`
	resp := d.ask(t, kql)
	if resp.Error != nil {
		t.Fatal(resp.Error)
	}
	frame := resp.Frames[0]
	if rows, err := frame.RowLen(); err != nil || rows != 1 || len(frame.Fields) != 3 {
		t.Fatalf("%d rows, %d fields, %v", rows, len(frame.Fields), err)
	}
	if id, ok := frame.Fields[1].At(0).(*string); !ok || *id != "9007199254740993" {
		t.Errorf("LogonId is %v", frame.Fields[1].At(0))
	}
	if frame.Meta == nil || frame.Meta.ExecutedQueryString != kql || frame.Meta.Type != data.FrameTypeTable {
		t.Errorf("the frame's metadata is %+v", frame.Meta)
	}
	if want := `{"Query":"DeviceLogonEvents | where AccountName == \"а<&>\" // Cyrillic а"}`; s.hunts[0] != want {
		t.Errorf("sent %s, want %s", s.hunts[0], want)
	}
	if _, err := json.Marshal(backend.QueryDataResponse{Responses: backend.Responses{"A": resp}}); err != nil {
		t.Errorf("the answer cannot be written as JSON: %v", err)
	}
}

func TestATokenThatExpiredIsRenewedOnceWithoutAWord(t *testing.T) {
	s := newService(t)
	d := open(t, s.stored(t))
	if resp := d.ask(t, "print 1"); resp.Error != nil {
		t.Fatal(resp.Error)
	}
	s.revoked = 1
	if resp := d.ask(t, "print 2"); resp.Error != nil {
		t.Fatal(resp.Error)
	}
	if s.tokens != 2 || len(s.hunts) != 3 {
		t.Errorf("%d tokens and %d sends, want 2 and 3", s.tokens, len(s.hunts))
	}
}

func TestBadInputIsOneSentence(t *testing.T) {
	const semantic = `{"error":{"code":"BadRequest","message":"'where' operator: Failed to resolve table or column ` +
		`expression named 'Nope'. Fix semantic errors in your query.","innerError":{"request-id":"r"}}}`
	tests := map[string]struct {
		query  string
		answer http.HandlerFunc
		want   string
		status backend.Status
	}{
		"an empty query": {"  ", nil, "The query is empty", 400},
		"a query of 200 KB that the service takes": {"print '" + strings.Repeat("x", 200<<10) + "'", nil, "", 200},
		"a query that is too long for the service": {
			"print 1", refuses(413, "<html>nginx</html>"), "The query is too long", 413,
		},
		"an unknown table": {
			"Nope | take 1", refuses(400, semantic), "Failed to resolve table or column expression named 'Nope'", 400,
		},
		"a token that stays refused": {
			"print 1", refuses(401, `{"error":{"code":"InvalidAuthenticationToken"}}`), "did not accept the token", 401,
		},
		"a missing permission": {"print 1", refuses(403, `{"error":{"code":"Forbidden"}}`), "ThreatHunting.Read.All", 403},
		"too many calls": {
			"print 1", refuses(429, `{"error":{"message":"Try again in 20 minutes."}}`), "quota of hunting calls", 429,
		},
		"a query too heavy": {"T", refuses(500, `{"error":{"code":"UnknownError","message":""}}`), "too heavy", 504},
		"a query too slow":  {"T", refuses(504, `{"error":{"code":"UnknownError","message":""}}`), "own time limit", 504},
		"an HTML page":      {"T", answers("<html>"), "is an HTML page", 502},
		"a cut answer": {
			"T", answers(`{"schema":[{"name":"a","type":"Int64"}],"results":[{"a":`), "ends too early", 502,
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := newService(t)
			if tt.answer != nil {
				s.answer = tt.answer
			}
			resp := open(t, s.stored(t)).ask(t, tt.query)
			if tt.want == "" {
				if resp.Error != nil {
					t.Fatal(resp.Error)
				}
				return
			}
			if resp.Error == nil {
				t.Fatal("no error")
			}
			oneSentence(t, resp.Error.Error(), tt.want)
			if resp.Status != tt.status || resp.ErrorSource != backend.ErrorSourceDownstream {
				t.Errorf("status %d, source %s; want %d, downstream", resp.Status, resp.ErrorSource, tt.status)
			}
		})
	}
}

func TestAQueryThatFailsLeavesTheOthersAlone(t *testing.T) {
	s := newService(t)
	d := open(t, s.stored(t))
	queries := []backend.DataQuery{
		{RefID: "A", JSON: []byte(`{"query":"print 1"}`)},
		{RefID: "B", JSON: []byte(`{"query":""}`)},
		{RefID: "C", JSON: []byte(`{"query":"print 1","format":"pie"}`)},
	}
	resp, err := d.QueryData(t.Context(), &backend.QueryDataRequest{Queries: queries})
	if err != nil {
		t.Fatal(err)
	}
	if resp.Responses["A"].Error != nil || resp.Responses["B"].Error == nil || resp.Responses["C"].Error == nil {
		t.Errorf("%+v", resp.Responses)
	}
	oneSentence(t, resp.Responses["C"].Error.Error(), "pie")
}

func TestAPanicIsAnErrorOfItsQuery(t *testing.T) {
	d := open(t, newService(t).stored(t))
	d.memory = nil // what no settings can do: a fault of the program
	resp := d.ask(t, "print 1")
	if resp.Error == nil || resp.Status != backend.StatusInternal {
		t.Errorf("%+v", resp)
	}
}
