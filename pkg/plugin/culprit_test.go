package plugin

import (
	"encoding/json"
	"os"
	"reflect"
	"testing"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

func TestARefusedQueryTellsWhereItIsWrong(t *testing.T) {
	text, err := os.ReadFile("../../tests/cases/culprit.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Name, KQL, Message string
		Culprit            *culprit
	}
	if err := json.Unmarshal(text, &cases); err != nil {
		t.Fatal(err)
	}
	for _, tt := range cases {
		t.Run(tt.Name, func(t *testing.T) {
			s := newService(t)
			body, _ := json.Marshal(map[string]map[string]string{"error": {"code": "BadRequest", "message": tt.Message}})
			s.answer = refuses(400, string(body))
			query, _ := json.Marshal(map[string]string{"query": tt.KQL, "range": "query"})
			answer, err := open(t, s.stored(t)).QueryData(t.Context(), &backend.QueryDataRequest{
				Queries: []backend.DataQuery{{RefID: "A", JSON: query}},
			})
			if err != nil || answer.Responses["A"].Error == nil {
				t.Fatalf("%v, %+v", err, answer)
			}
			if got := markedIn(t, answer.Responses["A"], tt.KQL); !reflect.DeepEqual(got, tt.Culprit) {
				t.Errorf("got %+v", got)
			}
		})
	}
}

// markedIn is what an editor finds beside an error, nil where there is nothing.
func markedIn(t *testing.T, r backend.DataResponse, sent string) *culprit {
	t.Helper()
	if len(r.Frames) == 0 {
		return nil
	}
	if len(r.Frames[0].Fields) > 0 || r.Frames[0].Meta.ExecutedQueryString != sent {
		t.Errorf("%d fields, of %s", len(r.Frames[0].Fields), r.Frames[0].Meta.ExecutedQueryString)
	}
	text, err := json.Marshal(r.Frames[0].Meta.Custom)
	if err != nil {
		t.Fatal(err)
	}
	var custom struct {
		Culprit culprit `json:"culprit"`
	}
	if err := json.Unmarshal(text, &custom); err != nil {
		t.Fatal(err)
	}
	return &custom.Culprit
}
