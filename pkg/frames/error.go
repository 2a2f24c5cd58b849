package frames

import (
	"fmt"

	"github.com/huntboard/huntboard-defender-datasource/pkg/kql"
)

// ShapeError says what an answer lacks for its format and what to change in the
// query. It is the query author's to act on.
type ShapeError struct {
	Format kql.Format
	Reason string // one or two sentences, ready for the panel
}

func (e *ShapeError) Error() string { return e.Reason }

func unfit(o Options, reason string) error {
	return &ShapeError{Format: o.Hunt.Format, Reason: reason}
}

// unknownFormat is a fault of ours: package kql has chosen a format that is not built.
func unknownFormat(o Options) error {
	return fmt.Errorf("frames: the format %q is not built", o.Hunt.Format)
}
