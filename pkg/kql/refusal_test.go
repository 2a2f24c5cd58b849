package kql

import (
	"errors"
	"strings"
	"testing"
)

// wantRefusal checks that an error is this package's and says the fragment.
func wantRefusal(t *testing.T, err error, fragment string) {
	t.Helper()
	var refused *Error
	if !errors.As(err, &refused) || refused.Subject == "" || !strings.Contains(refused.Reason, fragment) {
		t.Errorf("got the error %v, want one that says %q", err, fragment)
	}
}
