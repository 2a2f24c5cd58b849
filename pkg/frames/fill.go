package frames

import (
	"fmt"
	"slices"
	"time"
)

// The values of the stored query's fill.
const (
	fillAuto = "auto" // 0 for counts and sums, null for others; an alert rule gets nothing
	fillNone = "none"
	fillNull = "null"
	fillZero = "zero"
)

// filling is what the bins of a time series hold in which a series has no row.
type filling struct {
	mode     string // "" = nothing is known of the bins
	bin      time.Duration
	from, to time.Time // half open: outside nothing is filled
	first    time.Time // the first bin of the range
	counts   []string
	partial  []string
}

// newFilling reads what is known of the bins. The times of the answer show where bins
// begin, so a width is enough; times that it does not fit are no bins.
func newFilling(times []time.Time, lines int, o Options) (filling, error) {
	asked := o.Hunt.Fill == fillNull || o.Hunt.Fill == fillZero
	f := filling{mode: o.Hunt.Fill, bin: o.Hunt.Summary.Bin, counts: o.Hunt.Summary.Counts}
	if f.mode == "" || f.mode == fillAuto && o.Alert {
		f.mode = fillNone
		if !o.Alert {
			f.mode = fillAuto
		}
	}
	if len(times) == 0 || f.bin <= 0 || !fits(times, f.bin) {
		if asked {
			return filling{}, unfit(o, fmt.Sprintf("The option fill is %q and the width of the time bins is not known. "+
				"Write it as a timespan, for example: bin(Timestamp, 1h), or set fill to none.", o.Hunt.Fill))
		}
		return filling{mode: fillNone}, nil
	}
	if o.Gaps && f.mode != fillNone {
		f.mode = fillNull // whatever was asked for: nobody has counted the rows that are missing
	}
	f.span(times, o)
	bins := int64(f.to.Sub(f.first) / f.bin)
	if bins*int64(lines) > maxPoints {
		if asked {
			return filling{}, unfit(o, fmt.Sprintf("Filling %s bins of %s series makes too many points for a graph. "+
				"Use wider bins, a shorter range or fewer series, or set fill to none.", grouped(int(bins)), grouped(lines)))
		}
		f.mode = fillNone
	}
	return f, nil
}

// fits tells whether all times are whole bins apart.
func fits(times []time.Time, bin time.Duration) bool {
	return !slices.ContainsFunc(times, func(t time.Time) bool { return t.Sub(times[0])%bin != 0 })
}

// span sets the range: the executed one, else that of the answer's times.
func (f *filling) span(times []time.Time, o Options) {
	f.from, f.to = o.Hunt.From, o.Hunt.To
	if f.from.IsZero() || f.to.IsZero() {
		f.from, f.to = times[0], times[len(times)-1].Add(f.bin)
	}
	whole := f.from.Sub(times[0]) / f.bin * f.bin
	f.first = times[0].Add(whole)
	if f.first.After(f.from) {
		f.first = f.first.Add(-f.bin) // division rounds toward zero
	}
	last := f.first
	if wide := f.to.Sub(f.first); wide > 0 {
		last = f.first.Add((wide - 1) / f.bin * f.bin)
	}
	if f.first.Before(f.from) {
		f.partial = append(f.partial, iso(f.first))
	}
	if last.Add(f.bin).After(f.to) && (len(f.partial) == 0 || !last.Equal(f.first)) {
		f.partial = append(f.partial, iso(last))
	}
}

// axis are the given times and those of the bins that have no row.
func (f *filling) axis(times []time.Time) []time.Time {
	if f.mode == fillNone || f.bin <= 0 {
		return times
	}
	for at := f.first; at.Before(f.to); at = at.Add(f.bin) {
		times = append(times, at)
	}
	return sorted(times)
}

// missing is what stands for the row that a series does not have at a time.
func (f *filling) missing(column string, at time.Time) int {
	inside := f.bin > 0 && !at.Before(f.first) && at.Before(f.to)
	if inside && (f.mode == fillZero || f.mode == fillAuto && slices.Contains(f.counts, column)) {
		return empty
	}
	return nowhere
}
