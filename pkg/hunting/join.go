package hunting

import (
	"errors"
	"slices"
	"strings"

	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting/decode"
)

// Join puts the answers to one hunt over several ranges one behind the other; no row
// is compared, dropped or moved. What they cost adds up. Notices count the rows of
// their own answer, so they are left to the caller. Answers of different columns are
// an *Error.
func Join(answers []*Answer) (*Answer, error) {
	all := *answers[0]
	if len(answers) == 1 {
		return &all, nil
	}
	all.Columns, all.Stats, all.Notices = make([]Column, len(all.Columns)), slices.Clone(all.Stats), nil
	for _, next := range answers[1:] {
		if len(next.Columns) != len(all.Columns) {
			return nil, differ()
		}
		all.Rows += next.Rows
		all.Bytes += next.Bytes
		all.Duration += next.Duration
		all.Wait += next.Wait
		all.Stats = addStats(all.Stats, next.Stats)
	}
	for i := range all.Columns {
		parts := make([]Column, len(answers))
		for k, answer := range answers {
			parts[k] = answer.Columns[i]
		}
		column, same := decode.Join(parts)
		if !same {
			return nil, differ()
		}
		all.Columns[i] = column
	}
	return &all, nil
}

func differ() error {
	return &Error{
		Kind: KindBadAnswer, host: "the service",
		cause: errors.New("two windows of time of one hunt have different columns"),
	}
}

// addStats adds up what is spent; of a peak the highest counts.
func addStats(all, more []Stat) []Stat {
	for _, stat := range more {
		at := slices.IndexFunc(all, func(s Stat) bool { return s.Name == stat.Name && s.Unit == stat.Unit })
		switch {
		case at < 0:
			all = append(all, stat)
		case strings.HasPrefix(stat.Name, "Peak"):
			all[at].Value = max(all[at].Value, stat.Value)
		default:
			all[at].Value += stat.Value
		}
	}
	return all
}
