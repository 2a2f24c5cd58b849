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
	key    string
	rows   []int // for the row of the answer its place on the time axis is at[row]
	at     []int
}

// field puts a value column's cells on the time axis, null where the series has none.
func (s *series) field(column hunting.Column, length int) *data.Field {
	made := field(hunting.Column{Name: column.Name, Type: column.Type, Cells: s.pick(column.Cells, length)})
	made.Labels = s.labels
	return made
}

func (s *series) pick(cells hunting.Cells, length int) hunting.Cells {
	switch c := cells.(type) {
	case hunting.Ints:
		return hunting.Ints(place(c, s, length))
	case hunting.Longs:
		return hunting.Longs(place(c, s, length))
	case hunting.Reals:
		return hunting.Reals(place(c, s, length))
	}
	return cells
}

func place[T int32 | int64 | float64](cells []*T, s *series, length int) []*T {
	placed := make([]*T, length)
	for i, row := range s.rows {
		placed[s.at[i]] = cells[row]
	}
	return placed
}

// groups are the rows of an answer, sorted into series over one time axis.
type groups struct {
	times   []time.Time
	series  []*series // in the order of their labels, so that colors stay from run to run
	untimed int       // rows without a time
}

func group(p parts, o Options) (groups, error) {
	cells, _ := p.times[0].Cells.(hunting.Times)
	g := groups{times: axis(cells)}
	byKey := map[string]*series{}
	for row, at := range cells {
		if at == nil {
			g.untimed++
			continue
		}
		key := p.key(row)
		s, known := byKey[key]
		if !known {
			s = &series{labels: p.labelsAt(row), key: key}
			byKey[key] = s
			g.series = append(g.series, s)
		}
		place, _ := slices.BinarySearchFunc(g.times, *at, time.Time.Compare)
		s.rows, s.at = append(s.rows, row), append(s.at, place)
	}
	if count := len(g.series) * len(p.values); count > maxSeries {
		return groups{}, unfit(o, fmt.Sprintf("The answer makes %s series and at most %s can be shown. "+
			"Group by fewer or coarser columns than %s, or keep the largest with top.",
			grouped(count), grouped(maxSeries), names(p.labels)))
	}
	if points := len(g.series) * len(p.values) * len(g.times); points > maxPoints {
		return groups{}, unfit(o, fmt.Sprintf("The answer has %s different times for %s series, which is %s points "+
			"and too many for a graph. Round the time, for example: bin(%s, $__interval).",
			grouped(len(g.times)), grouped(len(g.series)), grouped(points), p.times[0].Name))
	}
	if g.untimed > 0 && o.Alert {
		return groups{}, unfit(o, fmt.Sprintf("%s rows have no %s, so an alert rule cannot place them. "+
			"Drop them with where isnotnull(%s).", grouped(g.untimed), p.times[0].Name, p.times[0].Name))
	}
	slices.SortFunc(g.series, func(a, b *series) int { return strings.Compare(a.labels.String(), b.labels.String()) })
	return g, p.refuseDuplicates(g, o)
}

// axis is every time once, ascending.
func axis(cells hunting.Times) []time.Time {
	times := make([]time.Time, 0, len(cells))
	for _, cell := range cells {
		if cell != nil {
			times = append(times, *cell)
		}
	}
	slices.SortFunc(times, time.Time.Compare)
	return slices.CompactFunc(times, time.Time.Equal)
}

// refuseDuplicates names the first two rows that would be one point.
func (p parts) refuseDuplicates(g groups, o Options) error {
	for _, s := range g.series {
		taken := make([]bool, len(g.times))
		for i, at := range s.at {
			if !taken[at] {
				taken[at] = true
				continue
			}
			labels := "no labels"
			if len(p.labels) > 0 {
				labels = "the labels " + p.spoken(s.rows[i])
			}
			return unfit(o, fmt.Sprintf("Two rows have the time %s and %s, so they would be one point of the series. "+
				"Summarize by a time bin and the text columns alone; a number that tells rows apart becomes text with tostring().",
				iso(g.times[at]), labels))
		}
	}
	return nil
}
