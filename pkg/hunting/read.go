package hunting

import (
	"errors"
	"io"

	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting/decode"
)

// readAnswer decodes a body of at most limit bytes. Errors are *Error with
// KindBadAnswer, KindAnswerTooLarge or KindCellTooLong, or those of the body.
func readAnswer(body io.Reader, limit int64) (*Answer, error) {
	table, err := decode.Read(body, limit)
	if err != nil {
		return nil, unread(err)
	}
	return &Answer{
		Columns: table.Columns, Rows: table.Rows, Stats: table.Stats, Bytes: table.Bytes, Notices: table.Notices,
	}, nil
}

// unread gives an error of the decoder its kind.
func unread(err error) error {
	var malformed *decode.Malformed
	var large *decode.TooLarge
	var long *decode.CellTooLong
	switch {
	case errors.As(err, &malformed):
		return &Error{Kind: KindBadAnswer, cause: malformed}
	case errors.As(err, &large):
		return &Error{Kind: KindAnswerTooLarge, most: large.Most}
	case errors.As(err, &long):
		return &Error{Kind: KindCellTooLong, cause: long}
	}
	return err
}
