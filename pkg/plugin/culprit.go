package plugin

import (
	"errors"

	"github.com/grafana/grafana-plugin-sdk-go/data"

	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting"
	"github.com/huntboard/huntboard-defender-datasource/pkg/kql"
)

// placedError is a refusal of a query with the KQL that was refused.
type placedError struct {
	error
	kql string
}

func (e *placedError) Unwrap() error { return e.error }

// culprit is `meta.custom.culprit` of the frame without fields that stands beside an
// error, for editors to mark; tests/cases/culprit.json has some. Grafana keeps frames
// beside an error (packages/grafana-runtime/src/utils/queryResponse.ts, 12.3).
type culprit struct {
	Name  string     `json:"name,omitempty"`  // as the service names it
	Place *kql.Place `json:"place,omitempty"` // in the KQL as sent, `meta.executedQueryString`
}

// mark is that frame, nil where the service tells nothing.
func mark(err error) data.Frames {
	var placed *placedError
	var refused *hunting.Error
	var written *kql.Error
	if errors.As(err, &written) && written.Subject == kql.VolumeSubject {
		return refusedFrame(written.Reason)
	}
	if !errors.As(err, &placed) || !errors.As(err, &refused) {
		return nil
	}
	told := refused.Culprit()
	place, found := kql.PlaceOfName(placed.kql, told.Name)
	if told.Line > 0 {
		place, found = kql.PlaceAt(placed.kql, told.Line, told.Column)
	}
	if told.Name == "" && !found {
		return nil
	}
	marked := culprit{Name: told.Name}
	if found {
		marked.Place = &place
	}
	frame := data.NewFrame("")
	frame.Meta = &data.FrameMeta{
		ExecutedQueryString: placed.kql,
		Custom: struct {
			Culprit culprit `json:"culprit"`
		}{marked},
	}
	return data.Frames{frame}
}

// refusedFrame is a frame without fields whose `meta.custom.refused` says why a hunt
// is not rewritten: what asked for it shows that as a remark and not as a failure.
func refusedFrame(reason string) data.Frames {
	frame := data.NewFrame("")
	frame.Meta = &data.FrameMeta{Custom: struct {
		Refused string `json:"refused"`
	}{reason}}
	return data.Frames{frame}
}
