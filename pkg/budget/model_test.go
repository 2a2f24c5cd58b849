package budget

import (
	"context"
	"errors"
	"math/rand/v2"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// crowd is hours of callers whom nobody planned: all priorities, hunts of all
// lengths, cancels, connections that fail, and a service that says 429 now and then.
type crowd struct {
	*story
	random *rand.Rand
	group  sync.WaitGroup

	mu       sync.Mutex // guards what follows
	arrivals []send     // as the service counts them
	log      []grant
	ends     map[string]int
}

// grant is a turn in the order in which turns were given.
type grant struct {
	priority       Priority
	entered, given time.Duration
	order          int // of entering
}

func TestHoursOfRandomCallersKeepEveryPromise(t *testing.T) {
	for seed := range uint64(6) {
		random := rand.New(rand.NewPCG(seed, 2)) //nolint:gosec // a story that can be told again
		limits := Limits{CallsPerMinute: 2 + random.IntN(45), InFlight: 1 + random.IntN(9)}
		if seed%2 == 0 {
			limits.CallsPerHour, limits.RunPerHour = limits.CallsPerMinute*40, time.Hour
		}
		tell(t, limits, func(s *story) {
			c := &crowd{story: s, random: random, ends: map[string]int{}}
			c.come(3 * time.Hour)
			s.after(30 * time.Minute) // those who wait forever get their turn
			c.group.Wait()
			c.check(limits, seed)
		})
	}
}

// come lets callers arrive, in quiet and in busy times.
func (c *crowd) come(until time.Duration) {
	rate := 1.0
	for n := 0; time.Since(c.began) < until; n++ {
		if n%200 == 0 {
			rate = 0.2 + 3*c.random.Float64() // times what the budget lets out
		}
		c.one(n)
		mean := time.Minute / time.Duration(c.source.State().Limits.CallsPerMinute)
		time.Sleep(time.Duration(c.random.ExpFloat64() / rate * float64(mean)))
	}
}

// one draws everything about a caller at once, so that a seed is one story.
func (c *crowd) one(order int) {
	p := [...]Priority{Alert, Explore, Dashboard, Dashboard, Dashboard, Variable, Background}[c.random.IntN(7)]
	patience := [...]time.Duration{0, 5 * time.Second, 30 * time.Second, 200 * time.Second}[c.random.IntN(4)]
	latency := time.Duration(c.random.IntN(3000)) * time.Millisecond
	runs := latency + time.Duration(c.random.ExpFloat64()*3000)*time.Millisecond
	fate, cancel := c.random.IntN(300), c.random.IntN(20) == 0
	wait := time.Duration(c.random.IntN(2)*c.random.IntN(50)) * time.Second
	ctx, end := context.WithCancel(c.ctx)
	if cancel {
		time.AfterFunc(time.Duration(c.random.IntN(90))*time.Second, end)
	}
	ask := NewAsk(p, time.Time{})
	if patience > 0 {
		ask = NewAsk(p, time.Now().Add(patience))
	}
	c.group.Go(func() {
		defer end()
		entered := time.Since(c.began)
		turn, err := c.source.Turn(ctx, ask)
		c.decided(turn, err, grant{p, entered, time.Since(c.began), order}, patience)
		if err == nil {
			c.send(turn, fate, latency, runs, wait)
		}
	})
}

func (c *crowd) decided(turn *Turn, err error, g grant, patience time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	var refusal *Refusal
	switch {
	case err == nil:
		c.ends["granted"]++
		g.given = turn.granted.Sub(c.began)
		c.log = append(c.log, g)
		if patience > 0 && g.given-g.entered > patience {
			c.t.Errorf("a turn came %s late", g.given-g.entered-patience)
		}
	case errors.As(err, &refusal):
		c.ends["refused"]++
		if patience == 0 {
			c.t.Errorf("someone who waits forever was refused: %v", err)
		}
		if refusal.At.Before(time.Now()) {
			c.t.Errorf("told to come %s ago", time.Since(refusal.At))
		}
	default:
		c.ends["canceled"]++
	}
}

func (c *crowd) send(turn *Turn, fate int, latency, runs, wait time.Duration) {
	defer turn.Done()
	if fate < 10 {
		return // the connection was refused
	}
	turn.Leaves()
	turn.Written()
	time.Sleep(latency)
	c.mu.Lock()
	c.arrivals = append(c.arrivals, send{"", turn.priority, time.Since(c.began)})
	c.mu.Unlock()
	time.Sleep(runs - latency)
	switch {
	case fate == 10:
		turn.Throttled(OutOfCPU, wait)
	case fate < 14:
		turn.Throttled(TooManyCalls, wait)
	case fate < 18:
		turn.Unclear()
	case fate >= 20: // the others broke
		turn.Passed()
		time.Sleep(time.Second) // its rows
	}
}

func (c *crowd) check(limits Limits, seed uint64) {
	kept := limits.CallsPerMinute / 3
	if got := most(at(c.arrivals, anybody)); got > limits.CallsPerMinute {
		c.t.Errorf("seed %d: %d calls in some minute, allowed %d", seed, got, limits.CallsPerMinute)
	} else if got < limits.CallsPerMinute*2/3 && limits.InFlight > 5 {
		c.t.Errorf("seed %d: never more than %d of %d calls in a minute", seed, got, limits.CallsPerMinute)
	}
	if got := most(at(c.arrivals, everyoneElse)); got > limits.CallsPerMinute-kept {
		c.t.Errorf("seed %d: %d calls in some minute used what is kept for alerts", seed, got)
	}
	state := c.source.State()
	if state.InFlight != 0 || state.Queued != [Priorities]int{} || c.source.governor.minute.pending != 0 {
		c.t.Errorf("seed %d: something is left: %+v", seed, state)
	}
	if c.ends["granted"] < 500 || c.ends["refused"] < 20 || c.ends["canceled"] < 10 {
		c.t.Errorf("seed %d: too little happened to prove a thing: %v", seed, c.ends)
	}
	c.alertsFirst(seed)
	c.nobodyStarves(seed)
	synctest.Wait()
}

// While an alert waits, others get every sixth turn at most.
func (c *crowd) alertsFirst(seed uint64) {
	for _, a := range c.log {
		if a.priority != Alert {
			continue
		}
		alerts, others := 0, 0
		for _, g := range c.log {
			switch {
			case g.given <= a.entered || g.given >= a.given:
			case g.priority == Alert:
				alerts++
			default:
				others++
			}
		}
		if others > alerts/mostPassed+1 {
			c.t.Errorf("seed %d: an alert waited %s while %d others and %d alerts went",
				seed, a.given-a.entered, others, alerts)
		}
	}
}

// Whoever waits is passed by younger ones only five times for each older one.
func (c *crowd) nobodyStarves(seed uint64) {
	for _, w := range c.log {
		older, younger := 0, 0
		for _, g := range c.log {
			switch {
			case g.given <= w.entered || g.given >= w.given:
			case g.order < w.order:
				older++
			case g.priority != Alert || w.priority == Alert: // alerts have calls of their own
				younger++
			}
		}
		if younger > mostPassed*(older+2) {
			c.t.Errorf("seed %d: %d younger and %d older went before a %s", seed, younger, older, w.priority)
		}
	}
}
