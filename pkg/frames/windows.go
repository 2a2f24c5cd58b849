package frames

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/huntboard/huntboard-defender-datasource/pkg/kql"
)

// Window is one call of a hunt that is split, and what came of it.
type Window struct {
	kql.Window
	Rows      int
	RequestID string
	Discarded bool // it hit a limit of the service, so its halves were asked for in its place
}

// MarshalJSON writes it as `meta.custom` has it.
func (w Window) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		timeRange
		Rows      int    `json:"rows"`
		RequestID string `json:"requestId"`
		Discarded bool   `json:"discarded,omitempty"`
	}{timeRange{iso(w.From), iso(w.To)}, w.Rows, w.RequestID, w.Discarded})
}

// executed is the KQL as it was sent. Of a hunt that is split it is that of the first
// window, under a comment that tells all.
func executed(o Options) string {
	if len(o.Windows) == 0 || o.Hunt.Windows == nil {
		return o.Hunt.KQL
	}
	var text strings.Builder
	fmt.Fprintf(&text, "// Sent as %s, one for each window of time. Below is the first; the others differ in the two "+
		"times behind the table.\n", counted(len(o.Windows), "call"))
	for _, w := range o.Windows {
		fmt.Fprintf(&text, "// %s: %s", w.Window, counted(w.Rows, "row"))
		if w.Discarded {
			text.WriteString(", a limit of the service, so it was asked for again in halves")
		}
		text.WriteByte('\n')
	}
	text.WriteString(o.Hunt.Windows.KQL(o.Windows[0].Window))
	return text.String()
}
