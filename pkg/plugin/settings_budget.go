package plugin

import (
	"time"

	"github.com/huntboard/huntboard-defender-datasource/pkg/budget"
	"github.com/huntboard/huntboard-defender-datasource/pkg/service"
)

// mdeCallsPerMinute leaves a third of the 15 that the oldest document allows to the
// people in the portal.
const mdeCallsPerMinute = 10

// The most that the budget's settings take: what a mistake would exceed and no
// tenant was heard to have.
const (
	maxCallsPerMinute    = 10_000
	maxCallsPerHour      = 600_000
	maxRunMinutesPerHour = 6_000
	maxRunMinutesPerDay  = 144_000
	maxInFlight          = 100
)

// budgetData is the budget's part of jsonData.
type budgetData struct {
	CallsPerMinute    *float64 `json:"callsPerMinute"`
	CallsPerHour      *float64 `json:"callsPerHour"`
	RunMinutesPerHour *float64 `json:"runMinutesPerHour"`
	RunMinutesPerDay  *float64 `json:"runMinutesPerDay"`
	MaxInFlight       *float64 `json:"maxInFlight"`
}

// checkBudget reads what the tenant's calls may use. What no document limits has no
// limit unless it is set.
func checkBudget(s *settings, j jsonData) error {
	documented := s.site.Limits
	usual := budget.DefaultCallsPerMinute
	if s.site.API == service.MDE {
		usual = mdeCallsPerMinute
	}
	var perHour, perDay int
	for _, n := range []struct {
		setting string
		stored  *float64
		usual   int
		most    int
		into    *int
	}{
		{"callsPerMinute", j.CallsPerMinute, usual, maxCallsPerMinute, &s.budget.CallsPerMinute},
		{"callsPerHour", j.CallsPerHour, documented.CallsPerHour, maxCallsPerHour, &s.budget.CallsPerHour},
		{"runMinutesPerHour", j.RunMinutesPerHour, minutes(documented.RunPerHour), maxRunMinutesPerHour, &perHour},
		{"runMinutesPerDay", j.RunMinutesPerDay, minutes(documented.RunPerDay), maxRunMinutesPerDay, &perDay},
		{"maxInFlight", j.MaxInFlight, budget.DefaultInFlight, maxInFlight, &s.budget.InFlight},
	} {
		var err error
		if *n.into, err = whole(n.setting, n.stored, n.usual, [2]int{1, n.most}); err != nil {
			return err
		}
	}
	s.budget.RunPerHour = time.Duration(perHour) * time.Minute
	s.budget.RunPerDay = time.Duration(perDay) * time.Minute
	return nil
}

func minutes(d time.Duration) int { return int(d / time.Minute) }
