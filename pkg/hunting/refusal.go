package hunting

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"time"
)

// refusal reads an answer whose status is not 200.
func (c *Client) refusal(resp *http.Response) error {
	body, _ := io.ReadAll(io.LimitReader(resp.Body, maxErrorBody)) // half a refusal still tells its status
	said := readRefusal(body)
	e := &Error{
		Status:     resp.StatusCode,
		Code:       said.Code,
		Message:    strings.TrimSpace(said.Message),
		RequestID:  said.requestID(),
		RetryAfter: retryAfter(resp.Header, time.Now()),
		host:       c.host,
		permission: c.site.Role,
		oneCall:    c.site.Limits.OneCall,
	}
	if e.RetryAfter == 0 {
		e.RetryAfter = waitIn(e.Message)
	}
	if e.RetryAfter > 0 {
		e.workAt = time.Now().Add(e.RetryAfter)
	}
	if e.RequestID == "" {
		e.RequestID = requestID(resp.Header)
	}
	e.Kind = kindOf(e.Status, e.Message)
	return e
}

// refusalJSON is the `error` of all three services: Graph has an `innerError`
// (or `innererror`; encoding/json reads both), the older ones a `target`.
type refusalJSON struct {
	Code       string
	Message    string
	Target     string
	InnerError struct {
		RequestID string `json:"request-id"`
	}
}

func (r refusalJSON) requestID() string {
	if r.InnerError.RequestID != "" {
		return r.InnerError.RequestID
	}
	return r.Target
}

// readRefusal is empty for what a gateway wrote in HTML: its status says enough.
func readRefusal(body []byte) refusalJSON {
	var envelope struct{ Error refusalJSON }
	if json.Unmarshal(body, &envelope) != nil {
		return refusalJSON{}
	}
	return envelope.Error
}

// kindOf sorts a refusal by its status, and where the service uses one status
// for several things, by the words that it is known to use.
func kindOf(status int, message string) Kind {
	kind := kindOfStatus(status)
	for _, known := range wordings {
		if kind == known.among && contains(message, known.fragment) {
			return known.kind
		}
	}
	return kind
}

func kindOfStatus(status int) Kind {
	switch status {
	case http.StatusUnauthorized:
		return KindUnauthorized
	case http.StatusForbidden:
		return KindForbidden
	case http.StatusNotFound, http.StatusMethodNotAllowed:
		return KindNoEndpoint
	case http.StatusRequestEntityTooLarge:
		return KindQueryTooLong
	case http.StatusTooManyRequests:
		return KindTooManyCalls
	case http.StatusInternalServerError:
		return KindTooHeavy
	case http.StatusGatewayTimeout:
		return KindTooSlow
	case http.StatusBadGateway, http.StatusServiceUnavailable:
		return KindUnavailable
	}
	if status >= 300 && status < 400 {
		return KindRedirected
	}
	return KindRefused
}

// wordings are the sentences that the service was seen to use, since neither its
// status nor its code tells these apart. None is documented; they are gathered
// from public issues and captures (2024 to 2026-08). The first that fits counts.
var wordings = []struct {
	among    Kind
	fragment string
	kind     Kind
}{
	{KindTooManyCalls, "processing resources", KindCPU},
	{KindTooManyCalls, "cpu", KindCPU},
	{KindTooManyCalls, "running time", KindCPU},
	{KindRefused, "exceeded processing resources", KindCPU},
	{KindRefused, "exceeded the allowed result size", KindResultTooLarge},
	{KindRefused, "exceeds the allowed size limit", KindResultTooLarge},
	{KindRefused, "exceeded the timeout period", KindTooSlow},
	{KindRefused, "preempted", KindTooHeavy},
	{KindRefused, "excessive resource consumption", KindTooHeavy},
	{KindRefused, "failed to resolve table", KindUnknownTable},
	{KindRefused, "does not refer to any known table", KindUnknownTable},
	{KindRefused, "recognition error", KindSyntax},
	{KindRefused, "fix syntax errors", KindSyntax},
	{KindRefused, "fix semantic errors", KindSemantic},
	{KindRefused, "failed to resolve", KindSemantic},
}

func contains(message, fragment string) bool {
	return strings.Contains(strings.ToLower(message), fragment)
}
