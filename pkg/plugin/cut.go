package plugin

import (
	"fmt"

	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting"
	"github.com/huntboard/huntboard-defender-datasource/pkg/kql"
	"github.com/huntboard/huntboard-defender-datasource/pkg/service"
)

// tooManyRows is an answer that an alert rule must not judge by a part of it.
type tooManyRows struct{ rows, most int }

func (e *tooManyRows) Error() string {
	return fmt.Sprintf("The answer has %d rows and this data source shows at most %d (maxRows)."+
		" An alert rule must not judge a part of the rows: summarize or filter more.", e.rows, e.most)
}

// cut holds an answer to maxRows, and says so in a notice.
func (d *Datasource) cut(answer *hunting.Answer, alert bool, hunt *kql.Hunt) (*hunting.Answer, error) {
	most := d.settings.maxRows
	if answer.Rows <= most {
		return answer, nil
	}
	if alert {
		return nil, &tooManyRows{answer.Rows, most}
	}
	hunt.Notices = append(hunt.Notices, fmt.Sprintf("The answer has %d rows; only the first %d are here (maxRows)."+
		" Summarize or filter more to see all.", answer.Rows, most))
	return answer.First(most), nil
}

// noTimespan is the API's name if it takes no Timespan beside a query, else "".
func (s settings) noTimespan() string {
	if s.site.API == service.Graph {
		return ""
	}
	return string(s.site.API)
}
