package kql

// Error says what in a stored query cannot be run and what to do about it.
// Every error of this package is one, so a caller can tell by errors.As that the
// query's author has to act and not whoever runs the service.
type Error struct {
	Subject string // the field or macro at fault, as the author wrote it: `format`, `$__in`
	Reason  string // one or two sentences, ready for the panel
}

func (e *Error) Error() string { return e.Reason }

// refuse is the error about one field or macro.
func refuse(subject, reason string) error {
	return &Error{Subject: subject, Reason: reason}
}
