package plugin

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/data"

	"github.com/huntboard/huntboard-defender-datasource/pkg/budget"
	"github.com/huntboard/huntboard-defender-datasource/pkg/frames"
	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting"
	"github.com/huntboard/huntboard-defender-datasource/pkg/kql"
	"github.com/huntboard/huntboard-defender-datasource/pkg/recall"
)

// mostWindowCalls is how many calls one hunt makes, those that are halved included.
const mostWindowCalls = 2 * kql.MaxWindows

// sweep is a hunt that is split while its windows are asked for, one after the other
// in the order of the answer.
type sweep struct {
	*Datasource
	caller
	refID string
	hunt  kql.Hunt

	left    []kql.Window // still to be asked for
	ran     []frames.Window
	answers []*hunting.Answer
	covered []kql.Window // those of the answers
	rows    int
	how     recall.Freshness // the least fresh of all
	age     time.Duration    // the highest
	stopped string           // why windows are left: a sentence, "" = none are
	atCap   []kql.Window     // as narrow as can be, and still cut by the service
}

// frames are the way of a hunt that is split: many calls, one answer.
func (s *sweep) frames(ctx context.Context) (data.Frames, error) {
	if err := s.run(ctx); err != nil {
		return nil, err
	}
	found, err := s.found()
	if err != nil {
		return nil, err
	}
	hunt, covered := s.hunt, s.covers(s.covered)
	hunt.From, hunt.To = covered.From, covered.To // outside, a bin without rows is not known to be empty
	o := s.options(s.refID, hunt, found, shown{alert: s.from.alert})
	o.Windows, o.Missing, o.Cut, o.Gaps = s.ran, s.covers(s.left), s.cut(), len(s.atCap) > 0
	return s.build(ctx, found.Answer, o)
}

// run asks for all windows.
func (s *sweep) run(ctx context.Context) error {
	s.left, s.how = s.hunt.Windows.All(), recall.Fresh
	for len(s.left) > 0 && s.rows <= s.settings.maxRows {
		if s.stopped = s.mustStop(); s.stopped != "" {
			return nil
		}
		if err := s.next(ctx); err != nil {
			if !s.stopsAt(err) {
				return err
			}
			s.stopped = err.Error()
			return nil
		}
	}
	return nil
}

// next asks for the first window that is left.
func (s *sweep) next(ctx context.Context) error {
	window, one := s.left[0], s.hunt
	one.KQL = s.hunt.Windows.KQL(window)
	want := s.want(one, "", s.who, s.from)
	want.Parts = len(s.ran) + len(s.left)
	if len(s.ran) > 0 && !s.from.alert {
		want.Priority = budget.Background // whoever waits for one call goes before the rest of many
	}
	found, err := s.memory.Hunt(ctx, want)
	s.tell(ctx, account{s.origin, s.from, one, found, err})
	if err != nil && !tooLarge(err) {
		return &placedError{s.identity.read(ctx, err, s.settings.site), one.KQL}
	}
	ran := frames.Window{Window: window}
	if err == nil {
		ran.Rows, ran.RequestID = found.Answer.Rows, found.Answer.RequestID
	}
	halves, more := s.hunt.Windows.Halves(window)
	switch {
	case err == nil && !s.cutsOff(found.Answer):
		s.take(ran, found)
	case more:
		ran.Discarded = true
		s.left = append(halves, s.left[1:]...)
	case err == nil:
		s.atCap = append(s.atCap, window)
		s.take(ran, found)
	default:
		return &placedError{err, one.KQL}
	}
	s.ran = append(s.ran, ran)
	return nil
}

func (s *sweep) take(ran frames.Window, found recall.Found) {
	s.left = s.left[1:]
	s.answers, s.covered = append(s.answers, found.Answer), append(s.covered, ran.Window)
	s.rows += found.Answer.Rows
	s.age = max(s.age, found.Age)
	if order := []recall.Freshness{recall.Fresh, recall.Shared, recall.Stored}; slices.Index(order, found.Freshness) >
		slices.Index(order, s.how) {
		s.how = found.Freshness
	}
}

// cutsOff tells an answer that the service has cut, as far as its size shows.
func (d *Datasource) cutsOff(a *hunting.Answer) bool {
	limits := d.settings.site.Limits
	return limits.CutsRows(a.Rows) || limits.CutsBytes(a.Bytes)
}

// tooLarge tells an answer that could not be sent or read for its size alone.
func tooLarge(err error) bool {
	var e *hunting.Error
	return errors.As(err, &e) && (e.Kind == hunting.KindResultTooLarge || e.Kind == hunting.KindAnswerTooLarge)
}

// stopsAt tells an error after which what was found is shown: the quota is at fault,
// not the hunt.
func (s *sweep) stopsAt(err error) bool {
	var e *hunting.Error
	return len(s.answers) > 0 && errors.As(err, &e) && e.Throttled()
}

// mustStop is why no further call is made.
func (s *sweep) mustStop() string {
	switch {
	case len(s.ran) >= mostWindowCalls:
		return fmt.Sprintf("The hunt stopped after %d calls. Summarize, filter more or shorten the range.", len(s.ran))
	case len(s.answers) > 0 && !s.from.alert:
		return lowBudget(s.budget.State())
	}
	return ""
}

// found is the answer of all windows in one.
func (s *sweep) found() (recall.Found, error) {
	if len(s.answers) == 0 {
		return recall.Found{}, &kql.Error{Subject: "split", Reason: s.stopped}
	}
	answer, err := hunting.Join(s.answers)
	if err != nil {
		return recall.Found{}, err
	}
	answer.Notices = s.notices()
	return recall.Found{Answer: answer, Freshness: s.how, Age: s.age}, nil
}

// notices are those of the windows, which they name: rows are counted in each.
func (s *sweep) notices() []string {
	var texts []string
	windows := map[string][]kql.Window{}
	for i, answer := range s.answers {
		for _, text := range answer.Notices {
			if windows[text] == nil {
				texts = append(texts, text)
			}
			windows[text] = append(windows[text], s.covered[i])
		}
	}
	for i, text := range texts {
		texts[i] = fmt.Sprintf("In the window %s%s: %s", windows[text][0], others(len(windows[text])-1), text)
	}
	return texts
}

func others(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(" and %d more", n)
}

// cut says what of the range is missing, "" if nothing is.
func (s *sweep) cut() string {
	var parts []string
	if s.stopped != "" {
		here, missing := s.covers(s.covered), s.covers(s.left)
		parts = append(parts, fmt.Sprintf("Only the rows of %s UTC are here; those of %s UTC are missing. %s",
			here, missing, s.stopped))
	}
	if len(s.atCap) > 0 {
		parts = append(parts, fmt.Sprintf("The window %s%s hit the most that the service sends and cannot be halved "+
			"again, so rows are probably missing. Filter more, or keep fewer columns with project.",
			s.atCap[0], others(len(s.atCap)-1)))
	}
	return strings.Join(parts, " ")
}

// covers is the range of windows that meet.
func (s *sweep) covers(windows []kql.Window) kql.Window {
	if len(windows) == 0 {
		return kql.Window{}
	}
	first, last := windows[0], windows[len(windows)-1]
	if s.hunt.Windows.Ascending {
		return kql.Window{From: first.From, To: last.To}
	}
	return kql.Window{From: last.From, To: first.To}
}
