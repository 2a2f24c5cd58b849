package recall

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting"
	"github.com/huntboard/huntboard-defender-datasource/pkg/service"
)

// fakeService is the hunting API as a RoundTripper, and the one who gives tokens.
type fakeService struct {
	mu      sync.Mutex
	calls   []string // the KQL of each, in order
	takes   time.Duration
	status  int    // 0 = 200
	rows    int    // 0 = one
	cell    string // of each row
	refuses error  // of a token
	gives   int    // tokens before it refuses
	panics  bool
}

func (s *fakeService) RoundTrip(req *http.Request) (*http.Response, error) {
	var body struct{ Query string }
	if err := json.NewDecoder(req.Body).Decode(&body); err != nil {
		return nil, err
	}
	_ = req.Body.Close()
	if s.panics {
		panic("oh")
	}
	s.mu.Lock()
	s.calls = append(s.calls, body.Query)
	status, text, takes := s.status, s.body(), s.takes
	s.mu.Unlock()
	select {
	case <-time.After(takes):
	case <-req.Context().Done():
		return nil, req.Context().Err()
	}
	if status == 0 {
		status = http.StatusOK
	}
	return &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(text))}, nil
}

// body tells in each row which call it answers.
func (s *fakeService) body() string {
	if s.status != 0 {
		return `{"error":{"code":"TooManyRequests","message":"no"}}`
	}
	row := fmt.Sprintf(`{"call":%d,"text":%q}`, len(s.calls), s.cell)
	rows := strings.Repeat(","+row, max(1, s.rows))[1:]
	return `{"schema":[{"name":"call","type":"Int64"},{"name":"text","type":"String"}],"results":[` + rows + `]}`
}

func (s *fakeService) Token(context.Context) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.gives > 0 {
		s.gives--
		return "token", nil
	}
	return "token", s.refuses
}

func (s *fakeService) Renew(ctx context.Context, _ string) (string, error) { return s.Token(ctx) }

func (s *fakeService) set(change func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	change()
}

func (s *fakeService) count() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.calls)
}

// memory is one that keeps answers for a minute.
func (s *fakeService) memory(t *testing.T, o Options) *Memory {
	t.Helper()
	site, err := service.Find(service.Graph, service.Commercial, "")
	if err != nil {
		t.Fatal(err)
	}
	o.Client = hunting.New(hunting.Options{
		Site: site, Endpoint: &url.URL{Scheme: "https", Host: "graph.example"},
		Tokens: s, Transport: s, Timeout: 200 * time.Second,
	})
	m := New(o)
	t.Cleanup(m.Close)
	return m
}

// hunt is `T` over the hour that ends at to, zero = without a range.
func hunt(to time.Time) Want {
	w := Want{Query: hunting.Query{KQL: "T"}, Text: "T", Step: time.Minute}
	if !to.IsZero() {
		w.From, w.To = to.Add(-time.Hour), to
		w.Query.Timespan = w.From.UTC().Format(time.RFC3339) + "/" + w.To.UTC().Format(time.RFC3339)
	}
	return w
}

// call is the number of the call that an answer is from.
func call(t *testing.T, f Found) int64 {
	t.Helper()
	cells, ok := f.Answer.Columns[0].Cells.(hunting.Longs)
	if !ok {
		t.Fatalf("a column of %T", f.Answer.Columns[0].Cells)
	}
	return *cells[0]
}

func found(t *testing.T, m *Memory, w Want) Found {
	t.Helper()
	f, err := m.Hunt(t.Context(), w)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func kind(err error) hunting.Kind {
	var e *hunting.Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return ""
}
