package hunting

import (
	"io"
	"net/http"
	"net/http/httptrace"
	"strings"
	"time"

	"github.com/huntboard/huntboard-defender-datasource/pkg/budget"
	"github.com/huntboard/huntboard-defender-datasource/pkg/trail"
)

// governed lets a request out when its tenant's budget gives it a turn, and tells
// the budget what became of it. A request keeps its place in flight until its body
// is closed, as the service works while it sends. It stands behind the bearer:
// a data source joins its tenant's budget with a token of its own.
type governed struct {
	source *budget.Source
	tenant func(token string) budget.Tenant
	next   http.RoundTripper
}

func (g governed) RoundTrip(req *http.Request) (*http.Response, error) {
	ctx := req.Context()
	g.source.Join(g.tenant(strings.TrimPrefix(req.Header.Get("Authorization"), "Bearer ")))
	waiting, end := trail.Part(ctx, "wait")
	turn, err := g.source.Turn(waiting, budget.AskOf(ctx))
	end(err)
	if err != nil {
		closeBody(req)
		return nil, err
	}
	req = req.WithContext(httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		WroteHeaders: turn.Leaves,
		WroteRequest: func(httptrace.WroteRequestInfo) { turn.Written() },
	}))
	handedOn := false
	defer func() {
		if !handedOn { // whatever happened, a panic too
			turn.Done()
		}
	}()
	resp, err := g.next.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	judge(turn, resp)
	resp.Body, handedOn = releasing{resp.Body, turn.Done}, true
	return resp, nil
}

// judge tells the budget what an answer says of the quota. A refusal's body is read
// for it, since only its words tell CPU from calls.
func judge(turn *budget.Turn, resp *http.Response) {
	switch resp.StatusCode {
	case http.StatusOK, http.StatusInternalServerError, http.StatusGatewayTimeout:
		turn.Passed()
		return
	case http.StatusBadRequest, http.StatusTooManyRequests:
	default:
		turn.Unclear()
		return
	}
	kind := kindOf(resp.StatusCode, readRefusal(peek(resp)).Message)
	switch kind {
	case KindTooManyCalls:
		turn.Throttled(budget.TooManyCalls, askedTime(resp))
	case KindCPU:
		turn.Throttled(budget.OutOfCPU, askedTime(resp))
	default:
		turn.Passed()
	}
	turn.Done() // its body is in memory: whoever waits for the quota holds no place in flight
}

type releasing struct {
	io.ReadCloser
	release func()
}

func (b releasing) Close() error {
	defer b.release()
	return b.ReadCloser.Close()
}

// statCPU is what package decode calls the CPU time that the older services tell.
const statCPU = "CPU total"

func cpuOf(stats []Stat) (time.Duration, bool) {
	for _, s := range stats {
		if s.Name == statCPU {
			return time.Duration(s.Value * float64(time.Second)), true
		}
	}
	return 0, false
}
