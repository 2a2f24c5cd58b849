package plugin

import (
	"fmt"

	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting"
	"github.com/huntboard/huntboard-defender-datasource/pkg/service"
)

// cut holds an answer to maxRows, and says what it left out.
func (d *Datasource) cut(answer *hunting.Answer) (kept *hunting.Answer, left string) {
	return d.cutPart(answer, false)
}

// cutPart is cut for an answer to a part of the range, where more is true.
func (d *Datasource) cutPart(answer *hunting.Answer, more bool) (kept *hunting.Answer, left string) {
	most := d.settings.maxRows
	if answer.Rows <= most {
		return answer, ""
	}
	atLeast := ""
	if more {
		atLeast = "at least "
	}
	return answer.First(most), fmt.Sprintf("The answer has %s%d rows; only the first %d are here (maxRows)."+
		" Summarize or filter more to see all.", atLeast, answer.Rows, most)
}

// noTimespan is the API's name if it takes no Timespan beside a query, else "".
func (s settings) noTimespan() string {
	if s.site.API == service.Graph {
		return ""
	}
	return string(s.site.API)
}
