package hunting

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/huntboard/huntboard-defender-datasource/pkg/budget"
	"github.com/huntboard/huntboard-defender-datasource/pkg/service"
)

// governedClient shares its tenant's budget with others of the same registry.
func governedClient(r *budget.Registry, w http.RoundTripper, limits budget.Limits) (*Client, *budget.Source) {
	source := r.Source(limits, nil)
	return New(Options{
		Site:     graphSite(),
		Endpoint: &url.URL{Scheme: "https", Host: "graph.example"}, Tokens: &passes{}, Transport: w,
		Timeout: 200 * time.Second, Budget: source,
		Tenant: func(token string) budget.Tenant { return budget.Tenant{Host: "graph.example", ID: token} },
	}), source
}

// hunts runs as many different hunts at once and gives their errors by kind.
func hunts(t *testing.T, c *Client, n int) <-chan Kind {
	t.Helper()
	kinds := make(chan Kind, n)
	for i := range n {
		go func() {
			_, err := c.Run(t.Context(), Query{KQL: fmt.Sprint("T | take ", i)})
			kinds <- kind(err)
		}()
	}
	return kinds
}

func TestOneTenantsDataSourcesStayTogetherBelowTheLowestLimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		var times []time.Time
		sent := func(req *http.Request) (*http.Response, error) {
			httptrace.ContextClientTrace(req.Context()).WroteHeaders()
			mu.Lock() // calls of both sources arrive at one instant
			defer mu.Unlock()
			times = append(times, time.Now())
			return reply(200, oneRow), nil
		}
		var r budget.Registry
		one, source := governedClient(&r, wire(sent), budget.Limits{CallsPerMinute: 30})
		two, _ := governedClient(&r, wire(sent), budget.Limits{CallsPerMinute: 9})
		for _, c := range []*Client{one, two} { // from here on both are members
			if _, err := c.Run(t.Context(), Query{KQL: "print 1"}); err != nil {
				t.Fatal(err)
			}
		}
		a, b := hunts(t, one, 20), hunts(t, two, 20)
		for range 20 {
			if k := <-a; k != "" && k != KindBudget {
				t.Error(k)
			}
			if k := <-b; k != "" && k != KindBudget {
				t.Error(k)
			}
		}
		for i := range times {
			if i >= 9 && times[i].Sub(times[i-9]) < time.Minute {
				t.Fatalf("ten calls from %s to %s", times[i-9], times[i])
			}
		}
		if state := source.State(); state.Sources != 2 || state.Limits.CallsPerMinute != 9 || len(times) < 18 {
			t.Errorf("%d sent, %+v", len(times), state)
		}
	})
}

func TestAWrongSecretTouchesNoCounter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var r budget.Registry
		one, source := governedClient(&r, after(time.Second, oneRow), budget.Limits{})
		if _, err := one.Run(t.Context(), Query{KQL: "T"}); err != nil {
			t.Fatal(err)
		}
		before := source.State()
		wrong, _ := governedClient(&r, wire(func(*http.Request) (*http.Response, error) {
			t.Error("sent")
			return reply(200, oneRow), nil
		}), budget.Limits{CallsPerMinute: 1})
		signIn := wrong.http.Transport.(retry).next.(bearer)
		signIn.tokens.(*passes).err = errors.New("AADSTS7000215")
		for range 5 {
			if _, err := wrong.Run(t.Context(), Query{KQL: "T"}); kind(err) != KindSignIn {
				t.Error(err)
			}
		}
		if now := source.State(); now.Sources != 1 || now.Used != before.Used || now.Limits != before.Limits {
			t.Errorf("%+v", now)
		}
	})
}

func TestA429HoldsForAllCallersAndAllOfThemAreAnswered(t *testing.T) {
	for name, refusal := range map[string]func(*http.Response){
		"Retry-After":        func(r *http.Response) { r.Header.Set("Retry-After", "30") },
		"a wait in the body": func(r *http.Response) { r.Body = body("Please retry after 30 s.") },
		"no wait at all":     func(*http.Response) {},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var r budget.Registry
				sends, early, opens := 0, 0, time.Time{}
				c, source := governedClient(&r, wire(func(*http.Request) (*http.Response, error) {
					sends++
					if sends > 1 && time.Now().Before(opens) {
						early++
					}
					if sends == 1 {
						opens = time.Now().Add(30 * time.Second)
						if name == "no wait at all" {
							opens = time.Now().Add(2500 * time.Millisecond)
						}
						resp := reply(429, "")
						refusal(resp)
						return resp, nil
					}
					return reply(200, oneRow), nil
				}), budget.Limits{InFlight: 1})
				kinds := hunts(t, c, 12)
				for range 12 {
					if k := <-kinds; k != "" {
						t.Error(k)
					}
				}
				if counts := source.State().Counts; sends != 13 || early != 0 || counts.TooManyCalls != 1 {
					t.Errorf("%d sends, %d early, %+v", sends, early, counts)
				}
			})
		})
	}
}

func body(message string) io.ReadCloser {
	return io.NopCloser(strings.NewReader(`{"error":{"message":"` + message + `"}}`))
}

func TestCPUIsToldFromCallsAndClosesForAll(t *testing.T) {
	const words = "You have exceeded processing resources allocated to this tenant." +
		" You can run queries again in 7 minutes."
	for _, status := range []int{400, 429} {
		synctest.Test(t, func(t *testing.T) {
			var r budget.Registry
			sends := 0
			c, source := governedClient(&r, wire(func(*http.Request) (*http.Response, error) {
				sends++
				resp := reply(status, "")
				resp.Body = body(words)
				return resp, nil
			}), budget.Limits{})
			_, err := c.Run(t.Context(), Query{KQL: "T"})
			if kind(err) != KindCPU || !strings.Contains(err.Error(), "You can run queries again in 7 minutes") {
				t.Error(err)
			}
			_, err = c.Run(t.Context(), Query{KQL: "another"})
			if kind(err) != KindCPU || !strings.Contains(err.Error(), "It works again at 00:07:00 UTC, in 7m0s.") || sends != 1 {
				t.Errorf("%d sends, %v", sends, err)
			}
			if cpu := source.State().CPU; time.Until(cpu.ClosedUntil) != 7*time.Minute {
				t.Errorf("%+v", cpu)
			}
		})
	}
}

func TestAResendCountsAndARefusedConnectionDoesNot(t *testing.T) {
	tests := map[string]struct {
		replies []string
		used    int
	}{
		"a renewed token":      {[]string{"401", "200"}, 2},
		"away, and back":       {[]string{"503", "200"}, 2},
		"a refused connection": {[]string{"refused", "refused", "200"}, 1},
		"one that broke":       {[]string{"broken"}, 1},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var r budget.Registry
				sends := 0
				inner := script(tt.replies, &sends)
				c, source := governedClient(&r, wire(func(req *http.Request) (*http.Response, error) {
					if tt.replies[sends] == "refused" { // before any header is written
						return inner(req.WithContext(httptrace.WithClientTrace(context.Background(), &httptrace.ClientTrace{
							WroteHeaders: func() {},
						})))
					}
					return inner(req)
				}), budget.Limits{})
				_, _ = c.Run(t.Context(), Query{KQL: "T"})
				if state := source.State(); state.Used != tt.used || state.InFlight != 0 {
					t.Errorf("%d used, %d in flight", state.Used, state.InFlight)
				}
			})
		})
	}
}

func TestTheWaitForATurnIsInTheAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var r budget.Registry
		c, _ := governedClient(&r, wire(func(req *http.Request) (*http.Response, error) {
			httptrace.ContextClientTrace(req.Context()).WroteHeaders()
			return reply(200, oneRow), nil
		}), budget.Limits{CallsPerMinute: 1})
		for _, want := range []time.Duration{0, time.Minute} {
			answer, err := c.Run(t.Context(), Query{KQL: fmt.Sprint(want)})
			if err != nil || answer.Wait != want || answer.Duration != 0 {
				t.Errorf("%+v, %v", answer, err)
			}
		}
	})
}

func TestWhoIsTurnedAwayIsToldWhyAndWhen(t *testing.T) {
	tests := map[string]struct {
		priority budget.Priority
		want     string
	}{
		"an alert rule": {
			budget.Alert, "The data source's budget of 1 calls a minute is used up. The hunt was not sent, as its turn would" +
				" have come too late. It works again at 00:01:00 UTC, in 48s. An alert rule's evaluation ends before that:" +
				" evaluate rules less often, or raise callsPerMinute in the data source's settings or Grafana's" +
				" evaluation_timeout.",
		},
		"a panel": {budget.Dashboard, "Refresh less often, or raise callsPerMinute in the data source's settings."},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var r budget.Registry
				c, _ := governedClient(&r, wire(func(*http.Request) (*http.Response, error) {
					return reply(200, oneRow), nil
				}), budget.Limits{CallsPerMinute: 1})
				_, _ = c.Run(t.Context(), Query{KQL: "T"})
				time.Sleep(12 * time.Second)
				ask := budget.NewAsk(tt.priority, time.Now().Add(30*time.Second))
				_, err := c.Run(budget.WithAsk(t.Context(), ask), Query{KQL: "another"})
				var e *Error
				if !errors.As(err, &e) || e.Kind != KindBudget || !strings.Contains(e.Error(), tt.want) {
					t.Fatalf("got %v", err)
				}
				if !e.Throttled() || time.Until(e.WorksAt()) != 48*time.Second || e.RetryAfter != 48*time.Second {
					t.Errorf("works at %s", e.WorksAt())
				}
			})
		})
	}
}

func TestStatsReplaceTheEstimateOfCPU(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const stats = `{"Stats":{"ExecutionTime":4.5,"resource_usage":{"cpu":{"total cpu":"00:00:19.0625000"}}},` +
			`"Schema":[{"Name":"n","Type":"Int64"}],"Results":[{"n":1}]}`
		source := new(budget.Registry).Source(budget.Limits{}, nil)
		c := New(Options{
			Site: site(service.XDR), Endpoint: &url.URL{Scheme: "https", Host: "api.example"}, Tokens: &passes{},
			Transport: after(3*time.Second, stats), Timeout: time.Minute, Budget: source,
		})
		if _, err := c.Run(t.Context(), Query{KQL: "T"}); err != nil {
			t.Fatal(err)
		}
		if cpu := source.State().CPU; cpu.Spent != 19062500*time.Microsecond || cpu.Estimated {
			t.Errorf("%+v", cpu)
		}
	})
}

func TestAPanicGivesItsPlaceBack(t *testing.T) {
	var r budget.Registry
	c, source := governedClient(&r, wire(func(*http.Request) (*http.Response, error) { panic("oh") }), budget.Limits{})
	func() {
		defer func() { _ = recover() }()
		_, _ = c.Run(t.Context(), Query{KQL: "T"})
	}()
	if state := source.State(); state.InFlight != 0 {
		t.Errorf("%d in flight", state.InFlight)
	}
}
