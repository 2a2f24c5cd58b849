package hunting

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptrace"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// script replies to each send with the next of its lines: a status and, for some,
// Retry-After or a message. Words in place of a status are faults of the network.
func script(replies []string, sends *int) wire {
	return func(req *http.Request) (*http.Response, error) {
		httptrace.ContextClientTrace(req.Context()).WroteHeaders() // as http.Transport does
		status, more, _ := strings.Cut(replies[*sends], " ")
		*sends++
		switch status {
		case "refused":
			return nil, &net.OpError{Op: "dial", Err: errors.New("connection refused")}
		case "broken":
			return nil, &net.OpError{Op: "read", Err: errors.New("connection reset by peer")}
		case "unknown":
			return nil, &net.OpError{Op: "dial", Err: &net.DNSError{IsNotFound: true}}
		case "200":
			return reply(200, oneRow), nil
		}
		var code int
		_, _ = fmt.Sscan(status, &code)
		resp := reply(code, `{"error":{"message":"`+more+`"}}`)
		if seconds, given := strings.CutPrefix(more, "after="); given {
			resp.Header.Set("Retry-After", seconds)
		}
		return resp, nil
	}
}

func TestWhatCostTheTenantNothingIsSentAgain(t *testing.T) {
	tests := map[string]struct {
		replies []string // one a send; all of them are sent
		want    Kind
		wait    time.Duration
	}{
		"an answer is passed on": {[]string{"200"}, "", 0},
		"a refused connection":   {[]string{"refused", "200"}, "", 250 * time.Millisecond},
		"refused, and refused": {
			[]string{"refused", "refused", "refused"}, KindUnreachable, 750 * time.Millisecond,
		},
		"a host that no name leads to":        {[]string{"unknown"}, KindUnreachable, 0},
		"a connection that broke after bytes": {[]string{"broken"}, KindBroken, 0},
		"away, and back":                      {[]string{"503", "200"}, "", time.Second},
		"away for as long as it says":         {[]string{"503 after=7", "200"}, "", 7 * time.Second},
		"away for good":                       {[]string{"503", "503", "503"}, KindUnavailable, 3 * time.Second},
		"a quota with a wait":                 {[]string{"429 after=5", "429 after=7", "200"}, "", 12 * time.Second},
		"a quota with a wait in its body":     {[]string{"429 Please retry after 20 s.", "200"}, "", 20 * time.Second},
		"a wait beyond our time ends at once": {[]string{"429 after=900"}, KindTooManyCalls, 0},
		"CPU for longer than our time":        {[]string{"429 processing resources used up, again in 7 minutes"}, KindCPU, 0},
		"a token is renewed once":             {[]string{"401", "200"}, "", 0},
		"a token is not renewed twice":        {[]string{"401", "401"}, KindUnauthorized, 0},
		"a query that is refused":             {[]string{"400"}, KindRefused, 0},
		"a missing permission":                {[]string{"403"}, KindForbidden, 0},
		"a query too long":                    {[]string{"413"}, KindQueryTooLong, 0},
		"a query that failed in the service":  {[]string{"500"}, KindTooHeavy, 0},
		"a query that ran into a limit":       {[]string{"504"}, KindTooSlow, 0},
		"a gateway's page":                    {[]string{"502"}, KindUnavailable, 0},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				sends, began := 0, time.Now()
				answer, err := newClient(script(tt.replies, &sends)).Run(t.Context(), Query{KQL: "T"})
				if kind(err) != tt.want || sends != len(tt.replies) {
					t.Errorf("%d sends, %v", sends, err)
				}
				if waited := time.Since(began); waited != tt.wait {
					t.Errorf("waited %s", waited)
				}
				if err == nil && (answer.Wait != tt.wait || answer.Duration != 0) {
					t.Errorf("the answer tells %s of waiting and %s of work", answer.Wait, answer.Duration)
				}
			})
		})
	}
}

func TestAWaitBeyondTheCallersTimeEndsAtOnceWithTheTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second) // an alert's evaluation
		defer cancel()
		sends, began := 0, time.Now()
		_, err := newClient(script([]string{"429 after=45", "200"}, &sends)).Run(ctx, Query{KQL: "T"})
		if kind(err) != KindTooManyCalls || sends != 1 || time.Since(began) != 0 {
			t.Fatalf("%d sends after %s: %v", sends, time.Since(began), err)
		}
		// A bubble begins at midnight of 2000-01-01 UTC.
		if want := "Try again in 45s, at 00:00:45 UTC."; !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not in %s", want, err)
		}
	})
}

func TestACancelEndsAWaitAndFreesItsSlot(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		sends := 0
		c := newClient(script([]string{"503 after=60", "200"}, &sends))
		time.AfterFunc(10*time.Second, cancel)
		began := time.Now()
		if _, err := c.Run(ctx, Query{KQL: "T"}); kind(err) != KindCanceled || time.Since(began) != 10*time.Second {
			t.Errorf("after %s: %v", time.Since(began), err)
		}
		synctest.Wait()
		if _, err := c.Run(t.Context(), Query{KQL: "T"}); err != nil || sends != 2 {
			t.Errorf("a later hunt: %d sends, %v", sends, err)
		}
	})
}

func TestAWaitKeepsNoSlot(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		away := map[string]bool{}
		c := newClient(wire(func(req *http.Request) (*http.Response, error) {
			body := make([]byte, 64)
			n, _ := req.Body.Read(body)
			if hunt := string(body[:n]); strings.Contains(hunt, "away") && !away[hunt] {
				away[hunt] = true
				resp := reply(503, "")
				resp.Header.Set("Retry-After", "60")
				return resp, nil
			}
			return reply(200, oneRow), nil
		}))
		for i := range MaxInFlight {
			go func() { _, _ = c.Run(t.Context(), Query{KQL: fmt.Sprint("away ", i)}) }()
			synctest.Wait()
		}
		began := time.Now()
		if _, err := c.Run(t.Context(), Query{KQL: "here"}); err != nil || time.Since(began) != 0 {
			t.Errorf("after %s: %v", time.Since(began), err)
		}
		time.Sleep(2 * time.Minute) // of the bubble: lets the others end
	})
}

func TestTheWaitInARefusalIsRead(t *testing.T) {
	tests := map[string]time.Duration{
		"You can run queries again in 7 minutes.":                     7 * time.Minute,
		"You can run queries again in 5 minutes and 20 seconds.":      5*time.Minute + 20*time.Second,
		"You can run queries again in 00:12:30.":                      12*time.Minute + 30*time.Second,
		"Please retry after 30s":                                      30 * time.Second,
		"Please retry after":                                          0,
		"API calls quota exceeded! maximum allowed 45 per 00:01:00":   0,
		"You have exceeded processing resources of the last 15 min":   0,
		"Wait for 2 hours, 1 minute":                                  2*time.Hour + time.Minute,
		"API calls quota exceeded! 45 per 00:01:00. Try again in 9 s": 9 * time.Second,
	}
	for message, want := range tests {
		if got := waitIn(message); got != want {
			t.Errorf("%s: %s, want %s", message, got, want)
		}
	}
}
