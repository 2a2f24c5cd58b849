package entra

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"

	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"

	"github.com/huntboard/huntboard-defender-datasource/pkg/reach"
)

// Kind says what went wrong with a sign-in.
type Kind string

// The kinds.
const (
	KindRefused     Kind = "refused"     // Entra refuses the credentials; Code says which rule
	KindUnavailable Kind = "unavailable" // the authority answers with an error of its own
	KindBadAnswer   Kind = "bad answer"  // what answers is no authority
	KindUnreachable Kind = "unreachable" // the authority does not exist or does not answer
	KindUntrusted   Kind = "untrusted"   // the authority's certificate is not trusted
	KindTimeout     Kind = "time-out"    // the authority did not answer in time
	KindCanceled    Kind = "canceled"    // the caller gave up, or its deadline passed
	KindNoProof     Kind = "no proof"    // the file with the workload's own token cannot be read
	KindInternal    Kind = "internal"    // a fault of this program
)

// Error is why there is no token. Error() is a sentence for people.
type Error struct {
	Kind          Kind
	Host          string // of the authority
	Status        int    // HTTP, 0 when nothing was answered
	Code          int    // Entra's number, as in AADSTS7000215; 0 when it gave none
	OAuth         string // the protocol's own word, such as invalid_client
	CorrelationID string // what Microsoft's support asks for

	proof proof
	fault reach.Fault
	cause error
}

// Unwrap is the network's error, if it was one.
func (e *Error) Unwrap() error { return e.cause }

// explain makes an *Error of what azidentity returns.
func (t *Tokens) explain(ctx context.Context, err error, seen *witness) error {
	if ctx.Err() != nil {
		return t.ended(context.Cause(ctx))
	}
	e := &Error{Kind: KindBadAnswer, Host: t.host, proof: t.proof}
	var other *Error
	if errors.As(seen.err, &other) {
		return other
	}
	if seen.err != nil {
		e.cause, e.fault = seen.err, reach.Of(seen.err)
		e.Kind = kindOfFault[e.fault.Kind]
		return e
	}
	var failed *azidentity.AuthenticationFailedError
	if errors.As(err, &failed) && failed.RawResponse != nil {
		e.read(failed.RawResponse)
	} else if t.proof == byFile && !seen.asked {
		e.Kind = KindNoProof
	}
	return e
}

var kindOfFault = map[reach.Kind]Kind{
	reach.Unreachable: KindUnreachable,
	reach.Untrusted:   KindUntrusted,
	reach.Broken:      KindUnavailable,
}

// ended is about a sign-in that nobody or nothing waited for any longer.
func (t *Tokens) ended(cause error) *Error {
	e := &Error{Kind: KindInternal, Host: t.host, proof: t.proof, cause: cause}
	switch {
	case errors.Is(cause, errSignInTimeout):
		e.Kind = KindTimeout
	case errors.Is(cause, context.Canceled), errors.Is(cause, context.DeadlineExceeded):
		e.Kind = KindCanceled
	}
	return e
}

// read takes from a refusal what is safe to show: numbers, never its text, which
// is whatever the host at that address has chosen to write.
func (e *Error) read(resp *http.Response) {
	e.Status = resp.StatusCode
	var body struct {
		Error         string `json:"error"`
		Codes         []int  `json:"error_codes"`
		CorrelationID string `json:"correlation_id"`
	}
	raw, err := io.ReadAll(io.LimitReader(resp.Body, 64<<10))
	isJSON := err == nil && json.Unmarshal(raw, &body) == nil && body.Error != ""
	switch {
	case isJSON && e.Status < http.StatusInternalServerError:
		e.Kind = KindRefused
	case e.Status >= http.StatusInternalServerError || e.Status == http.StatusTooManyRequests:
		e.Kind = KindUnavailable
	}
	if len(body.Codes) > 0 {
		e.Code = body.Codes[0]
	}
	e.OAuth, e.CorrelationID = body.Error, body.CorrelationID
}

// Error says what failed, why it usually does and what to do.
func (e *Error) Error() string {
	if e.proof == byMachine && e.Kind != KindCanceled && e.Kind != KindInternal {
		return e.machine()
	}
	switch e.Kind {
	case KindRefused:
		return e.refusal()
	case KindNoProof:
		return "Signing in failed: the file with the token of the workload's service account cannot be read." +
			" Check that the pod has a workload identity, and workload_identity_token_file in Grafana's configuration."
	case KindUnavailable:
		return fmt.Sprintf("Signing in failed: the authority %s is not available (status %d). Try again.", e.Host, e.Status)
	case KindUnreachable:
		return fmt.Sprintf("Signing in failed: the authority %s cannot be reached: %s."+
			" Check the cloud, the authority endpoint, and the network and proxy of the Grafana server.", e.Host, e.fault.Reason)
	case KindUntrusted:
		return fmt.Sprintf("Signing in failed: the certificate of the authority %s is not trusted: %s."+
			" Set the CA certificate (tlsCACert) in the data source's settings.", e.Host, e.fault.Reason)
	case KindTimeout:
		return fmt.Sprintf("Signing in failed: the authority %s did not answer within %s."+
			" Check the network and the proxy of the Grafana server.", e.Host, signInTimeout)
	case KindCanceled:
		return "Signing in was canceled."
	case KindInternal:
		return fmt.Sprintf("Signing in failed inside the plugin: %v. Please report it.", e.cause)
	}
	return fmt.Sprintf("Signing in failed: %s does not answer as an authority does (%s)."+
		" Check the authority endpoint in the data source's settings.", e.Host, e.answered())
}

// answered tells what came: an answer that broke off or is no JSON has no status
// that says anything.
func (e *Error) answered() string {
	if e.Status == 0 || e.Status == http.StatusOK {
		return "its answer cannot be read"
	}
	return fmt.Sprintf("status %d", e.Status)
}
