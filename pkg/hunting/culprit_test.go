package hunting

import "testing"

func TestTheServiceTellsWhereAQueryIsWrong(t *testing.T) {
	tests := map[string]struct {
		kind    Kind
		message string
		want    Culprit
	}{
		"a column": {
			KindSemantic, "'where' operator: Failed to resolve column or scalar expression named 'Nope'. Fix semantic errors.",
			Culprit{Name: "Nope"},
		},
		"a table in the words of the analyzer": {
			KindUnknownTable, "The name 'Nope' does not refer to any known table.", Culprit{Name: "Nope"},
		},
		"a place": {
			KindSyntax, "A recognition error occurred. Token=|, Line=2, Position=5. Fix syntax errors.",
			Culprit{Line: 2, Column: 5},
		},
		"a place in Kusto's short form": {
			KindSyntax, "Syntax error. [line:position=3:12] Fix syntax errors in your query.", Culprit{Line: 3, Column: 12},
		},
		"nothing":       {KindSyntax, "A recognition error occurred.", Culprit{}},
		"another error": {KindForbidden, "The app named 'Nope' may not.", Culprit{}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := (&Error{Kind: tt.kind, Message: tt.message}).Culprit(); got != tt.want {
				t.Errorf("got %+v", got)
			}
		})
	}
}
