package hunting

import (
	"time"

	"github.com/huntboard/huntboard-defender-datasource/pkg/reach"
)

// Kind says what went wrong with a hunt.
type Kind string

// The kinds. The service's own come first, then what happens on the way to it,
// then what happens to its answer.
const (
	KindSyntax         Kind = "syntax"           // 400: the KQL cannot be read
	KindSemantic       Kind = "semantic"         // 400: a name or a type does not fit
	KindUnknownTable   Kind = "unknown table"    // 400: no such table or column, or no license or permission for it
	KindResultTooLarge Kind = "result too large" // 400: more than the service returns
	KindRefused        Kind = "refused"          // 400 and other refusals without a kind of their own
	KindUnauthorized   Kind = "unauthorized"     // 401: the token is not accepted
	KindForbidden      Kind = "forbidden"        // 403: the permission is missing
	KindNoEndpoint     Kind = "no endpoint"      // 404, 405: the host has no hunting API
	KindQueryTooLong   Kind = "query too long"   // 413
	KindTooManyCalls   Kind = "too many calls"   // 429 by number of calls
	KindCPU            Kind = "out of CPU"       // 429 or 400 by the tenant's CPU share
	KindTooHeavy       Kind = "too heavy"        // 500, and a query that the service ended for its weight
	KindTooSlow        Kind = "too slow"         // 504, and the service's own limit of one call
	KindUnavailable    Kind = "unavailable"      // 502, 503
	KindRedirected     Kind = "redirected"       // 3xx: never followed

	KindBudget Kind = "budget" // not sent: its turn in the tenant's budget would come too late

	KindSignIn      Kind = "sign-in"     // no token; the cause is the identity's own error
	KindUnreachable Kind = "unreachable" // the host does not exist or does not answer
	KindUntrusted   Kind = "untrusted"   // TLS: the certificate is not trusted
	KindBroken      Kind = "broken"      // the connection broke
	KindTimeout     Kind = "time-out"    // the timeout of Options passed
	KindDeadline    Kind = "deadline"    // the caller's own deadline passed
	KindCanceled    Kind = "canceled"    // the caller gave up

	KindBadAnswer      Kind = "bad answer"       // not the JSON of a hunt
	KindAnswerTooLarge Kind = "answer too large" // beyond what this client decodes
	KindCellTooLong    Kind = "cell too long"    // one value beyond what a panel can hold
	KindInternal       Kind = "internal"         // a fault of this program
)

// Error is why a hunt has no answer. Error() is a sentence for people.
type Error struct {
	Kind       Kind
	Status     int           // HTTP, 0 when nothing was answered
	Code       string        // the service's, such as BadRequest
	Message    string        // the service's sentence, word for word
	RequestID  string        // the service's
	RetryAfter time.Duration // how long the service asked to wait, 0 when it did not say

	host       string
	permission string
	oneCall    time.Duration // the service's own limit
	workAt     time.Time     // when the wait that the service asked for is over
	refusedAt  time.Time     // remembered: when the service said so
	remembered bool          // the hunt was not sent, as the service had called it too heavy
	limit      time.Duration // KindTimeout: the timeout that passed
	most       int64         // KindAnswerTooLarge: the bytes that are decoded
	fault      reach.Fault   // KindUnreachable, KindUntrusted
	cause      error
}

// Error says what failed, why it usually does and what to do.
func (e *Error) Error() string { return sentence(e) + e.fromMemory() }

// Throttled tells that the quota is at fault, the service's or the budget's, and
// not the hunt: the same will work later.
func (e *Error) Throttled() bool {
	return e.Kind == KindTooManyCalls || e.Kind == KindCPU || e.Kind == KindBudget
}

// WorksAt is when a throttled hunt will work, zero when nobody knows.
func (e *Error) WorksAt() time.Time { return e.workAt }

// Unwrap is what the network or the identity said, if it was one of them.
func (e *Error) Unwrap() error { return e.cause }
