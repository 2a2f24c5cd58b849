package plugin

import (
	"fmt"
	"time"

	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting"
	"github.com/huntboard/huntboard-defender-datasource/pkg/kql"
	"github.com/huntboard/huntboard-defender-datasource/pkg/recall"
)

// want is what is asked of the memory.
func (d *Datasource) want(hunt kql.Hunt, text, who string, from asker) recall.Want {
	return recall.Want{
		Query: hunting.Query{
			KQL: hunt.KQL, Timespan: hunt.Timespan, WorkspaceID: d.settings.workspaceID, Identity: who,
		},
		From: hunt.From, To: hunt.To, Step: hunt.Step,
		Text:     text,
		Rows:     d.settings.maxRows,
		Reader:   from.reader,
		Since:    from.since,
		Priority: from.priority,
	}
}

// withoutRange is the KQL as it would be at a moment that is always the same: what
// tells hunts apart whose range has moved on. "" if there is none.
func withoutRange(query kql.Query, moment kql.Moment) string {
	moment.From, moment.To, moment.Relative = time.Unix(0, 0), time.Unix(0, 0), false
	hunt, err := query.Write(moment)
	if err != nil {
		return "" // the hunt itself fails for the same reason
	}
	return hunt.KQL
}

// asFound is the hunt whose answer was found: another than was asked for when the
// service takes no calls now.
func asFound(hunt kql.Hunt, found recall.Found) kql.Hunt {
	if found.Freshness != recall.Stale {
		return hunt
	}
	hunt.KQL, hunt.Timespan, hunt.From, hunt.To = found.Query.KQL, found.Query.Timespan, found.From, found.To
	covers := ""
	if !found.To.IsZero() {
		covers = fmt.Sprintf(" and end at %s UTC", found.To.UTC().Format(time.TimeOnly))
	}
	hunt.Notices = append(hunt.Notices, fmt.Sprintf("These rows are %s old%s, as there was no newer answer to be had. %v",
		found.Age.Round(time.Second), covers, found.Why))
	return hunt
}
