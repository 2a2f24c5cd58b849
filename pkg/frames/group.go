package frames

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/data"

	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting"
)

// series is one set of labels and the rows that carry it.
type series struct {
	labels data.Labels
	shown  string // the labels' values, for a legend
	rows   []int
}

// field puts a value column's cells on the time axis, with what fill puts where the
// series has none.
func (s *series) field(column hunting.Column, p parts, g groups, o Options) *data.Field {
	at := make([]int, len(g.times))
	for i, t := range g.times {
		at[i] = g.fill.missing(column.Name, t)
	}
	for _, row := range s.rows {
		at[g.place[row]] = row
	}
	column.Cells = take(column.Cells, at)
	made := field(column, o)
	made.Labels = s.labels
	if s.labels != nil {
		if made.Config == nil {
			made.Config = &data.FieldConfig{}
		}
		made.Config.DisplayNameFromDS = s.shown
		if len(p.values) > 1 {
			made.Config.DisplayNameFromDS = strings.TrimSuffix(column.Name+" "+s.shown, " ")
		}
	}
	return made
}

// groups are the rows of an answer, sorted into series over one time axis.
type groups struct {
	times   []time.Time
	place   []int     // for each row its place among the times
	series  []*series // in the order of their labels, so that colors stay from run to run
	untimed int       // rows without a time
	fill    filling
}

func group(p parts, o Options) (groups, error) {
	cells, _ := p.times[0].Cells.(hunting.Times)
	g := groups{times: axis(cells), place: make([]int, len(cells))}
	g.collect(p, cells)
	if count := len(g.series) * len(p.values); count > maxSeries {
		return groups{}, unfit(o, fmt.Sprintf("The answer makes %s series and at most %s can be shown. "+
			"Group by fewer or coarser columns than %s, or keep the largest with top.",
			grouped(count), grouped(maxSeries), p.spokenLabels()))
	}
	if g.untimed > 0 && o.Alert {
		return groups{}, unfit(o, fmt.Sprintf("%s no %s, so an alert rule cannot place them. "+
			"Drop them with where isnotnull(%s).", countedHave(g.untimed), p.times[0].Name, p.times[0].Name))
	}
	lines := len(g.series) * len(p.values)
	var err error
	if g.fill, err = newFilling(g.times, lines, o); err != nil {
		return groups{}, err
	}
	g.times = g.fill.axis(g.times)
	if points := lines * len(g.times); points > maxPoints {
		return groups{}, unfit(o, fmt.Sprintf("The answer has %s different times for %s series, which is %s points "+
			"and too many for a graph. Round the time, for example: bin(%s, $__interval).",
			grouped(len(g.times)), grouped(len(g.series)), grouped(points), p.times[0].Name))
	}
	for row, at := range cells {
		if at != nil {
			g.place[row], _ = slices.BinarySearchFunc(g.times, *at, time.Time.Compare)
		}
	}
	slices.SortFunc(g.series, func(a, b *series) int { return strings.Compare(a.labels.String(), b.labels.String()) })
	return g, p.refuseDuplicates(g, o)
}

// collect sorts the rows into series.
func (g *groups) collect(p parts, cells hunting.Times) {
	byKey := map[string]*series{}
	for row, at := range cells {
		if at == nil {
			g.untimed++
			continue
		}
		key := p.key(row)
		s, known := byKey[key]
		if !known {
			s = &series{labels: p.labelsAt(row), shown: p.legend(row)}
			byKey[key] = s
			g.series = append(g.series, s)
		}
		s.rows = append(s.rows, row)
	}
}

// legend is how a series is called: the values of its labels.
func (p parts) legend(row int) string {
	all := make([]string, len(p.labels))
	for i, column := range p.labels {
		all[i] = labelText(column, row)
	}
	return strings.Join(all, ", ")
}

// axis is every time once, ascending.
func axis(cells hunting.Times) []time.Time {
	times := make([]time.Time, 0, len(cells))
	for _, cell := range cells {
		if cell != nil {
			times = append(times, *cell)
		}
	}
	return sorted(times)
}

func sorted(times []time.Time) []time.Time {
	slices.SortFunc(times, time.Time.Compare)
	return slices.CompactFunc(times, time.Time.Equal)
}

// refuseDuplicates names the first two rows that would be one point.
func (p parts) refuseDuplicates(g groups, o Options) error {
	for _, s := range g.series {
		taken := make([]bool, len(g.times))
		for _, row := range s.rows {
			at := g.place[row]
			if !taken[at] {
				taken[at] = true
				continue
			}
			labels := "no labels"
			if len(p.labels) > 0 {
				labels = "the labels " + p.spoken(row)
			}
			return unfit(o, fmt.Sprintf("Two rows have the time %s and %s, so they would be one point of the series. "+
				"Summarize by a time bin and the columns that tell rows apart; a number that does becomes text with tostring().",
				iso(g.times[at]), labels))
		}
	}
	return nil
}

// countedHave writes `1 row has` and `2 rows have`.
func countedHave(rows int) string {
	if rows == 1 {
		return "1 row has"
	}
	return grouped(rows) + " rows have"
}
