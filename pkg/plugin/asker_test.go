package plugin

import (
	"testing"

	"github.com/grafana/grafana-plugin-sdk-go/backend"

	"github.com/huntboard/huntboard-defender-datasource/pkg/budget"
	"github.com/huntboard/huntboard-defender-datasource/pkg/kql"
	"github.com/huntboard/huntboard-defender-datasource/pkg/recall"
)

func TestWhoAsksDecidesOnPriorityAndOnWhatIsRead(t *testing.T) {
	type headers = map[string]string
	board := headers{"http_X-Dashboard-Uid": "x"}
	rule := headers{"FromAlert": "true", "X-Cache-Skip": "true"}
	tests := map[string]struct {
		headers  headers
		origin   string
		priority budget.Priority
		reader   recall.Reader
	}{
		"a rule, as Grafana sends it":        {rule, "dashboard", budget.Alert, recall.Exact},
		"a rule, as a forwarded header":      {headers{"http_FromAlert": "true"}, "dashboard", budget.Alert, recall.Exact},
		"a rule, in another casing":          {headers{"HTTP_FROMALERT": "True"}, "dashboard", budget.Alert, recall.Exact},
		"a rule, canonicalized":              {headers{"Fromalert": "true"}, "dashboard", budget.Alert, recall.Exact},
		"a rule whose query says Explore":    {rule, "explore", budget.Alert, recall.Exact},
		"a rule whose query says variable":   {rule, "variable", budget.Alert, recall.Exact},
		"a header that says false":           {headers{"FromAlert": "false"}, "dashboard", budget.Dashboard, recall.Viewer},
		"Explore":                            {nil, "explore", budget.Explore, recall.ByHand},
		"Explore that skips the cache":       {headers{"http_X-Cache-Skip": "true"}, "explore", budget.Explore, recall.Exact},
		"a dashboard":                        {board, "dashboard", budget.Dashboard, recall.Viewer},
		"a dashboard that skips the cache":   {headers{"x-cache-skip": "TRUE"}, "dashboard", budget.Dashboard, recall.Exact},
		"a dashboard that claims to explore": {board, "explore", budget.Dashboard, recall.Viewer},
		"a panel that claims to explore":     {headers{"http_X-Panel-Id": "4"}, "explore", budget.Dashboard, recall.Viewer},
		"a variable":                         {nil, "variable", budget.Variable, recall.Viewer},
		"an annotation":                      {nil, "annotation", budget.Variable, recall.Viewer},
		"Explore's volume":                   {nil, "volume", budget.Background, recall.Viewer},
		"rows around a row":                  {nil, "context", budget.Dashboard, recall.Viewer},
		"a public dashboard":                 {nil, "", budget.Dashboard, recall.Viewer},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			query, err := kql.ParseQuery([]byte(`{"query":"T","origin":"` + tt.origin + `"}`))
			if err != nil {
				t.Fatal(err)
			}
			got := askerOf(&backend.QueryDataRequest{Headers: tt.headers}).of(query)
			if got.priority != tt.priority || got.reader != tt.reader {
				t.Errorf("priority %s, reader %d", got.priority, got.reader)
			}
		})
	}
}

// Whoever may write a query may write any origin, and none raises it to an alert.
func TestNoOriginIsAnAlert(t *testing.T) {
	if _, err := kql.ParseQuery([]byte(`{"query":"T","origin":"alert"}`)); err == nil {
		t.Error("the origin alert was taken")
	}
	for origin, p := range priorities {
		if p > budget.Dashboard {
			t.Errorf("%s has the priority %s", origin, p)
		}
	}
}
