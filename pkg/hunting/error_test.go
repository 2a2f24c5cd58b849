package hunting

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func TestEachRefusalOfTheServiceIsOneSentence(t *testing.T) {
	graphError := func(code, message string) string {
		return `{"error":{"code":"` + code + `","message":"` + message + `","innerError":{"request-id":"r-1"}}}`
	}
	tests := map[string]struct {
		status  int
		body    string
		headers map[string]string
		kind    Kind
		want    string
	}{
		"a syntax error keeps its words": {
			400, graphError("BadRequest", "A recognition error occurred. Fix syntax errors in your query."), nil,
			KindSyntax, "A recognition error occurred. Fix syntax errors in your query.",
		},
		"a semantic error keeps its words": {
			400, graphError("BadRequest", "Cannot compare string and long. Fix semantic errors in your query."), nil,
			KindSemantic, "Cannot compare string and long. Fix semantic errors in your query.",
		},
		"an unknown table may be one without a license": {
			400, graphError("BadRequest", "'where' operator: Failed to resolve table or column expression named 'X'."), nil,
			KindUnknownTable, "'X'. If the name is right, the tenant has no license for the table or the app may not read it: " +
				"the service answers the same for both.",
		},
		"an answer too large for the service": {
			400, graphError("BadRequest", "The query exceeded the allowed result size."), nil,
			KindResultTooLarge, "Return fewer rows or columns",
		},
		"a query preempted": {400, graphError("BadRequest", "It was preempted."), nil, KindTooHeavy, "it is too heavy"},
		"a refusal without a reason": {
			400, graphError("BadRequest", ""), nil, KindRefused, "refused the query and gave no reason (status 400)",
		},
		"a refusal of an older service": {
			400, `{"error":{"code":"InvalidRequestBody","message":"Request body is incorrect","target":"t-1"}}`, nil,
			KindRefused, "Request body is incorrect",
		},
		"a token for another audience": {
			401, graphError("InvalidAuthenticationToken", "Invalid audience."), nil,
			KindUnauthorized, "did not accept the token",
		},
		"a missing permission": {
			403, graphError("Authorization_RequestDenied", "Insufficient privileges."), nil,
			KindForbidden, "application permission ThreatHunting.Read.All",
		},
		"a host without hunts": {404, "<html>", nil, KindNoEndpoint, "graph.example has no hunting API (status 404)"},
		"a query too long":     {413, "<html>413</html>", nil, KindQueryTooLong, "The query is too long"},
		"too many calls": {
			429, graphError("TooManyRequests", "x"), nil, KindTooManyCalls, "quota of hunting calls is used up",
		},
		"too many calls and until": {
			429, "", map[string]string{"Retry-After": "42"}, KindTooManyCalls, "Try again in 42s, at ",
		},
		"out of CPU": {
			429, graphError("TooManyRequests", "You have exceeded processing resources allocated to this tenant."+
				" You can run queries again in 7 minutes."), nil, KindCPU, "You can run queries again in 7 minutes.",
		},
		"too heavy without a word": {500, graphError("UnknownError", ""), nil, KindTooHeavy, "it is too heavy"},
		"too slow without a word":  {504, "", nil, KindTooSlow, "time limit of 180 s a call (status 504)"},
		"a gateway's page":         {502, "<html>502</html>", nil, KindUnavailable, "is not available (status 502)"},
		"away for a while":         {503, "", nil, KindUnavailable, "is not available (status 503)"},
		"a name of 2018 is told its name of today": {
			400, graphError("BadRequest", "Failed to resolve table or column expression named 'EventTime'."), nil,
			KindUnknownTable, "EventTime is the older name of Timestamp: write Timestamp.",
		},
		"a place in the query is kept": {
			400, graphError("BadRequest", "A recognition error occurred. Token=|, Line=2, Position=5. Fix syntax errors."), nil,
			KindSyntax, "Line=2, Position=5",
		},
		"the service's own time limit": {
			400, graphError("BadRequest", "Query exceeded the timeout period."), nil, KindTooSlow, "time limit of 180 s a call",
		},
		"excessive consumption": {
			400, graphError("BadRequest", "Query stopped due to excessive resource consumption."), nil,
			KindTooHeavy, "it is too heavy",
		},
		"CPU used up, as a 400": {
			400, graphError("BadRequest", "You have exceeded processing resources allocated to this tenant."), nil,
			KindCPU, "share of CPU for hunting is used up",
		},
		"calls of an older service": {
			429, `{"error":{"code":"429","message":"API calls quota exceeded! maximum allowed 45 per 00:01:00"}}`, nil,
			KindTooManyCalls, "quota of hunting calls is used up",
		},
		"run time of an older service": {
			429, `{"error":{"code":"TooManyRequests","message":"The running time is used up."}}`, nil,
			KindCPU, "Try again in 15m0s, at 00:15:00 UTC.",
		},
		"a status of its own": {418, "", nil, KindRefused, "(status 418)"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c := newClient(wire(func(*http.Request) (*http.Response, error) {
					resp := reply(tt.status, tt.body)
					for name, value := range tt.headers {
						resp.Header.Set(name, value)
					}
					return resp, nil
				}))
				_, err := c.Run(t.Context(), Query{KQL: "T"})
				var e *Error
				if !errors.As(err, &e) {
					t.Fatalf("got %v", err)
				}
				if e.Kind != tt.kind || e.Status != tt.status || !strings.Contains(e.Error(), tt.want) {
					t.Errorf("%s, status %d: %s", e.Kind, e.Status, e)
				}
				if named := strings.Contains(tt.body, `-1"`); named != (e.RequestID == "r-1" || e.RequestID == "t-1") {
					t.Errorf("request id %q", e.RequestID)
				}
				if strings.Contains(e.Error(), "pass0") {
					t.Errorf("the token is in %s", e)
				}
			})
		})
	}
}

func TestRetryAfterIsReadInBothForms(t *testing.T) {
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	tests := map[string]struct {
		value string
		want  time.Duration
	}{
		"seconds":          {"17", 17 * time.Second},
		"a date":           {"Mon, 23 Nov 2026 12:01:00 GMT", time.Minute},
		"a date long past": {"Mon, 23 Nov 2020 12:01:00 GMT", 0},
		"nothing":          {"", 0},
		"a negative":       {"-5", 0},
		"a word":           {"soon", 0},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := retryAfter(http.Header{"Retry-After": {tt.value}}, now); got != tt.want {
				t.Errorf("got %s", got)
			}
		})
	}
}

func TestAConnectionThatBreaksInTheMiddleIsNotABadAnswer(t *testing.T) {
	c := newClient(wire(func(*http.Request) (*http.Response, error) {
		resp := reply(200, "")
		resp.Body = io.NopCloser(io.MultiReader(strings.NewReader(`{"schema":[`), broken{}))
		return resp, nil
	}))
	if _, err := c.Run(t.Context(), Query{KQL: "T"}); kind(err) != KindBroken {
		t.Errorf("got %v", err)
	}
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, errors.New("connection reset by peer") }

func TestEveryKindHasASentence(t *testing.T) {
	for _, k := range []Kind{
		KindSyntax, KindSemantic, KindUnknownTable, KindResultTooLarge, KindRefused, KindUnauthorized, KindForbidden,
		KindNoEndpoint, KindQueryTooLong, KindTooManyCalls, KindCPU, KindTooHeavy, KindUnavailable, KindRedirected,
		KindSignIn, KindUnreachable, KindUntrusted, KindBroken, KindTimeout, KindDeadline, KindCanceled, KindBadAnswer,
		KindAnswerTooLarge, KindCellTooLong, KindTooSlow, KindInternal,
	} {
		e := &Error{Kind: k, Message: "M.", cause: errors.New("the cause")}
		text := e.Error()
		if strings.Contains(text, "The hunt failed (") || strings.Contains(text, "%!") {
			t.Errorf("%s: %s", k, text)
		}
	}
}
