package budget

import "time"

// Limits are what a tenant's calls may use. Zero means that there is no limit,
// except for CallsPerMinute and InFlight, where it stands for the default.
type Limits struct {
	CallsPerMinute int
	CallsPerHour   int
	RunPerHour     time.Duration // run time of all calls, added up
	RunPerDay      time.Duration
	InFlight       int // calls at the same time
}

const (
	// DefaultCallsPerMinute leaves a third of the 45 that every tenant has to the
	// people in the portal.
	DefaultCallsPerMinute = 30

	// DefaultInFlight is four for everybody and one for alerts. A dashboard of 20
	// panels must not take all of the tenant's CPU share at once.
	DefaultInFlight = 5
)

func (l Limits) withDefaults() Limits {
	if l.CallsPerMinute == 0 {
		l.CallsPerMinute = DefaultCallsPerMinute
	}
	if l.InFlight == 0 {
		l.InFlight = DefaultInFlight
	}
	return l
}

// lowest is what both limits allow.
func lowest(a, b Limits) Limits {
	return Limits{
		CallsPerMinute: min(a.CallsPerMinute, b.CallsPerMinute),
		CallsPerHour:   lower(a.CallsPerHour, b.CallsPerHour),
		RunPerHour:     lower(a.RunPerHour, b.RunPerHour),
		RunPerDay:      lower(a.RunPerDay, b.RunPerDay),
		InFlight:       min(a.InFlight, b.InFlight),
	}
}

// lower is the smaller of two limits, of which zero is none.
func lower[N int | time.Duration](a, b N) N {
	if a == 0 || b == 0 {
		return max(a, b)
	}
	return min(a, b)
}
