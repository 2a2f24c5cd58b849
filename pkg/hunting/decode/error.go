package decode

import (
	"errors"
	"fmt"
)

// Malformed is a body that is not the answer of a hunt.
type Malformed struct {
	What   string // half a sentence that begins with "it"
	Offset int64  // of the byte where reading ended, -1 where no one byte is to blame
}

// Error is half a sentence about the answer: "it is not JSON: … (byte 17)".
func (e *Malformed) Error() string {
	if e.Offset < 0 {
		return e.What
	}
	return fmt.Sprintf("%s (byte %d)", e.What, e.Offset)
}

// TooLarge is a body that is longer than was allowed.
type TooLarge struct{ Most int64 }

func (e *TooLarge) Error() string { return fmt.Sprintf("it is larger than %d bytes", e.Most) }

// CellTooLong is a value that is longer than MaxCell.
type CellTooLong struct {
	Column string
	Row    int // counted from 1
}

func (e *CellTooLong) Error() string {
	return fmt.Sprintf("the value of the column %s in row %d has more than %d MB", e.Column, e.Row, MaxCell>>20)
}

// errLong is a token beyond MaxCell, before it is known whose it is.
var errLong = errors.New("a value is too long")

// malformed is about the answer as a whole.
func malformed(what string) error { return &Malformed{What: what, Offset: -1} }
