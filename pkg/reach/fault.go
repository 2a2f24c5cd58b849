package reach

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/http"
	"slices"
)

// Kind is what sort of fault it was.
type Kind string

// The kinds of faults.
const (
	Unreachable Kind = "unreachable"
	Untrusted   Kind = "untrusted"
	Broken      Kind = "broken"
)

// Fault is why a request got no answer.
type Fault struct {
	Kind   Kind
	Reason string // a clause for people: "no such host is known"
}

// Of reads the error of an http.Client or http.RoundTripper.
func Of(err error) Fault {
	if reason, is := distrust(err); is {
		return Fault{Untrusted, reason}
	}
	if reason, is := distance(err); is {
		return Fault{Unreachable, reason}
	}
	return Fault{Broken, "the connection broke"}
}

// connecting are the steps of package net and of proxies that come before a
// connection stands.
var connecting = []string{"dial", "proxyconnect", "socks connect"}

func distance(err error) (string, bool) {
	var dns *net.DNSError
	if errors.As(err, &dns) {
		if dns.IsNotFound {
			return "no such host is known", true
		}
		return "its name cannot be looked up", true
	}
	var noTLS tls.RecordHeaderError
	if errors.As(err, &noTLS) || errors.Is(err, http.ErrSchemeMismatch) {
		return "it does not speak TLS there", true
	}
	var op *net.OpError
	if !errors.As(err, &op) || !slices.Contains(connecting, op.Op) {
		return "", false
	}
	if op.Timeout() {
		return "it does not answer", true
	}
	return "the connection was refused or there is no way to it", true
}

func distrust(err error) (string, bool) {
	var unknown x509.UnknownAuthorityError
	var wrongHost x509.HostnameError
	var invalid x509.CertificateInvalidError
	var verification *tls.CertificateVerificationError
	switch {
	case errors.As(err, &unknown):
		return "an unknown authority signed it", true
	case errors.As(err, &wrongHost):
		return "it was made for another host", true
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return "it has expired or is not valid yet", true
	case errors.As(err, &invalid), errors.As(err, &verification):
		return "it cannot be verified", true
	}
	return "", false
}

// Refused tells whether a connection was turned away before a byte of the request
// left, so that sending again repeats nothing. A name that is not known or a host
// that stays silent is not refused: asking again at once would not help.
func Refused(err error) bool {
	var dns *net.DNSError
	var op *net.OpError
	return !errors.As(err, &dns) && errors.As(err, &op) && op.Op == "dial" && !op.Timeout()
}
