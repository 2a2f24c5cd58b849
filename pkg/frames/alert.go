package frames

import (
	"fmt"

	"github.com/grafana/grafana-plugin-sdk-go/data"

	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting"
)

// judge refuses what an alert rule must not judge: a part of the rows, rows of an
// earlier time, rows of which a cell is unknown. Each would be a smaller number
// than the true one, and a silent alert.
func judge(a *hunting.Answer, o Options) error {
	for _, cut := range []string{o.Cut, capNotice(a, o), weightNotice(a, o)} {
		if cut != "" {
			return unfit(o, cut+" An alert rule must not judge a part of the rows.")
		}
	}
	if o.Freshness == Stale {
		return unfit(o, "The answer is "+spokenAge(o.Age)+" old, because no newer one could be had, and an alert rule must "+
			"not judge the past. It is evaluated again at its next turn.")
	}
	for _, column := range a.Columns {
		if column.Misfits > 0 {
			return unfit(o, fmt.Sprintf("%s of the column %s could not be read as %s, so an alert rule would judge a part. "+
				"Convert the column in the query, for example with tolong() or tostring().",
				counted(column.Misfits, "cell"), column.Name, column.Type))
		}
	}
	return nil
}

// numbers is a table as an alert rule reads it (dataplane type "numeric-long"): one
// column of numbers, and the keys, as texts, that are the labels of each alert
// instance. A second number could be a key or a value, so it is refused.
func numbers(a *hunting.Answer, o Options) (shaped, error) {
	frame := typed(data.NewFrame(""), data.FrameTypeNumericLong, data.VisTypeTable)
	if a.Rows == 0 {
		return one(frame), nil
	}
	p := partsOf(a, o.Hunt.Summary, false)
	if err := p.fitAlert(o); err != nil {
		return shaped{}, err
	}
	if a.Rows > maxSeries {
		return shaped{}, unfit(o, fmt.Sprintf("The answer makes %s alert instances and at most %s can be judged. "+
			"Summarize by fewer or coarser columns than %s.", grouped(a.Rows), grouped(maxSeries), p.spokenLabels()))
	}
	seen := map[string]bool{}
	for row := range a.Rows {
		key := p.key(row)
		if seen[key] {
			return shaped{}, unfit(o, fmt.Sprintf("Two rows have the labels %s, so they would be one alert instance. "+
				"Summarize by all columns that tell rows apart.", p.spokenOr(row, "of none")))
		}
		seen[key] = true
	}
	for _, column := range p.labels {
		frame.Fields = append(frame.Fields, asText(column))
	}
	frame.Fields = append(frame.Fields, field(p.values[0], o))
	return one(frame), nil
}

// fitAlert says what the answer lacks, or has too much of, for an alert rule.
func (p parts) fitAlert(o Options) error {
	unplaced := append(append([]hunting.Column{}, p.times...), p.others...)
	switch {
	case len(p.values) == 0:
		return unfit(o, "An alert rule needs a number to judge and the answer has none. "+
			"Add an aggregate, for example: summarize count() by DeviceName.")
	case len(p.values) > 1:
		return unfit(o, fmt.Sprintf("An alert rule judges one number and the answer has %d: %s. "+
			"Keep one with project-away; a number that tells rows apart belongs behind by in summarize.",
			len(p.values), names(p.values)))
	case len(unplaced) > 0:
		return unfit(o, fmt.Sprintf("An alert rule has no place for the column %s. "+
			"Remove it with project-away, or summarize by a time bin to make a time series.", names(unplaced)))
	}
	return nil
}

// asText makes labels of a column: sdata takes text for labels, and no nulls.
func asText(column hunting.Column) *data.Field {
	texts := make([]string, column.Cells.Len())
	for row := range texts {
		texts[row] = labelText(column, row)
	}
	return data.NewField(column.Name, nil, texts)
}

func (p parts) spokenOr(row int, none string) string {
	if len(p.labels) == 0 {
		return none
	}
	return p.spoken(row)
}

// spokenLabels names the label columns for a sentence.
func (p parts) spokenLabels() string {
	if len(p.labels) == 0 {
		return "none"
	}
	return names(p.labels)
}
