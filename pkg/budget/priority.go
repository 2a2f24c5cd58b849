package budget

// Priority orders those who wait; a higher one goes first.
type Priority int

// The priorities.
const (
	Background Priority = iota // what nobody looks at yet
	Variable                   // variables and annotations
	Dashboard
	Explore // a person waits for this one answer
	Alert
)

// Priorities is how many there are.
const Priorities = int(Alert) + 1

var priorityNames = [Priorities]string{"background", "variable", "dashboard", "explore", "alert"}

// String is a label for metrics.
func (p Priority) String() string {
	if p < Background || p > Alert {
		return "unknown"
	}
	return priorityNames[p]
}
