package hunting

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptrace"
	"sync/atomic"
	"time"

	"github.com/huntboard/huntboard-defender-datasource/pkg/budget"
	"github.com/huntboard/huntboard-defender-datasource/pkg/service"
	"github.com/huntboard/huntboard-defender-datasource/pkg/trail"
)

// send does the HTTP call of one hunt and reads its answer, unless the service has
// called the same hunt too heavy.
func (c *Client) send(ctx context.Context, q Query) (*Answer, error) {
	if err := c.heavy.recall(q); err != nil {
		return nil, err
	}
	answer, err := c.exchange(ctx, q)
	if err != nil {
		c.heavy.keep(q, err)
		return nil, err
	}
	if cpu, told := cpuOf(answer.Stats); told {
		if ask := budget.AskOf(ctx); ask != nil {
			ask.Measured(cpu)
		}
	}
	return answer, nil
}

func (c *Client) exchange(ctx context.Context, q Query) (*Answer, error) {
	body, err := q.body(c.site.API)
	if err != nil {
		return nil, err
	}
	sent := stopwatch{began: time.Now()}
	sent.start()
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{WroteHeaders: sent.start})
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.url, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	// Without the charset the service reads lookalike letters as something else:
	// https://learn.microsoft.com/graph/api/security-security-runhuntingquery (2026-08-18)
	req.Header.Set("Content-Type", "application/json; charset=utf-8")
	req.Header.Set("Accept", "application/json")
	resp, err := c.http.Do(req)
	if err != nil {
		return nil, err
	}
	defer func() { _ = resp.Body.Close() }() // read to its end or given up: either way nothing is left to tell
	if resp.StatusCode != http.StatusOK {
		return nil, c.refusal(resp)
	}
	_, end := trail.Part(ctx, "decode")
	answer, err := readAnswer(resp.Body, c.maxBody)
	end(err)
	if err != nil {
		return nil, located(err, resp)
	}
	answer.Duration, answer.Wait = sent.elapsed(), sent.waited()
	answer.RequestID = requestID(resp.Header)
	return answer, nil
}

// body is the request's JSON. Nothing in the KQL is escaped that need not be, so
// that what the service logs is what the author wrote.
func (q Query) body(api service.API) ([]byte, error) {
	if api != service.Graph && (q.Timespan != "" || q.WorkspaceID != "") {
		return nil, errGraphOnly
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	err := enc.Encode(struct {
		Query       string
		Timespan    string `json:",omitempty"`
		WorkspaceID string `json:"workspaceId,omitempty"`
	}{q.KQL, q.Timespan, q.WorkspaceID})
	return bytes.TrimSuffix(out.Bytes(), []byte("\n")), err
}

// errGraphOnly keeps a range or a workspace from being dropped on its way: the
// older APIs know neither, so whoever asks must not have set them.
var errGraphOnly = errors.New("a Timespan or a workspace was asked of an API that has none")

// requestID is what Microsoft's support asks for.
func requestID(h http.Header) string {
	if id := h.Get("request-id"); id != "" {
		return id
	}
	return h.Get("x-ms-request-id")
}

// stopwatch starts anew at each send, so that waiting for a turn or for a token
// does not count as the service's time.
type stopwatch struct {
	began   time.Time
	started atomic.Pointer[time.Time]
}

func (s *stopwatch) start() { s.started.Store(new(time.Now())) }

func (s *stopwatch) elapsed() time.Duration { return time.Since(*s.started.Load()) }

func (s *stopwatch) waited() time.Duration { return s.started.Load().Sub(s.began) }

// drain reads what is left of a small body, so that its connection can be used again.
func drain(body io.ReadCloser) {
	_, _ = io.Copy(io.Discard, io.LimitReader(body, maxErrorBody)) // a connection that broke is simply not used again
	_ = body.Close()
}
