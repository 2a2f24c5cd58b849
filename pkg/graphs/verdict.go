package graphs

import (
	"fmt"
	"slices"
	"strings"
)

// verdict is the strongest that the evidence says of a process, the worst of equals.
type verdict struct {
	evidence
	proof
	others int // alerts beside this one that name the process as surely
}

func (t *Tree) verdict(p *process) (verdict, bool) {
	var best verdict
	alerts := map[string]bool{}
	for _, e := range t.evidence {
		proof := e.of(p)
		switch {
		case proof == none || proof < best.proof:
			continue
		case proof > best.proof:
			clear(alerts)
			best = verdict{evidence: e, proof: proof}
		case rank(e.severity) > rank(best.severity):
			best.evidence = e
		}
		alerts[e.alert] = true
	}
	best.others = len(alerts) - 1
	return best, best.proof != none
}

// rank is higher for a worse severity, -1 for one that is not known.
func rank(severity string) int { return slices.Index(severities, strings.ToLower(severity)) }

// color is "" where the proof is too weak for one.
func (v verdict) color() string {
	if v.proof < sameCommand {
		return ""
	}
	return severityColor(v.severity)
}

func (v verdict) String() string {
	more := ""
	if v.others > 0 {
		more = fmt.Sprintf(", and %d more", v.others)
	}
	return strings.TrimSpace(fmt.Sprintf("%s %s%s: %s", v.severity, v.title, more, proofs[v.proof]))
}
