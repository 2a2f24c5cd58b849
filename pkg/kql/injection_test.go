package kql

import (
	"encoding/json"
	"flag"
	"os"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite what the backend writes in tests/cases/injection.json")

// injection is an attempt to leave the place of a value. Sent is what the front end
// makes of a query with it, Want what the backend makes of that.
type injection struct {
	Name  string `json:"name"`
	Value string `json:"value"`
	Sent  string `json:"sent"`
	Want  string `json:"want"`
}

// Every attempt must leave the tokens of the query as a harmless value does, with
// literals that hold the value to the character; the emulator's suite runs them.
func TestAttemptsStayData(t *testing.T) {
	const file = "injection.json"
	raw := cases(t, file)
	attempts := make([]injection, len(raw))
	harmless := tokensOf(`print V = 'x', W = "x" | where V in ('x', 'other') and V == W`)
	for i, row := range raw {
		attempt := &attempts[i]
		if err := json.Unmarshal(row, attempt); err != nil {
			t.Fatal(err)
		}
		t.Run(attempt.Name, func(t *testing.T) {
			hunt, err := Query{Query: attempt.Sent}.Write(Moment{})
			if err != nil {
				t.Fatal(err)
			}
			if *update {
				attempt.Want = hunt.KQL
			}
			if hunt.KQL != attempt.Want {
				t.Errorf("got %q, want %q", hunt.KQL, attempt.Want)
			}
			if found := tokensOf(hunt.KQL); !slices.Equal(found, harmless) {
				t.Errorf("%q has the tokens\n%q, want\n%q", hunt.KQL, found, harmless)
			}
			for _, value := range valuesOf(hunt.KQL) {
				if value != attempt.Value && value != "other" {
					t.Errorf("a literal of %q holds %q", hunt.KQL, value)
				}
			}
			if !strings.Contains(attempt.Sent, textLiteral(attempt.Value)) {
				t.Errorf("both halves write literals alike: %q has no %q", attempt.Sent, textLiteral(attempt.Value))
			}
		})
	}
	if *update {
		rewrite(t, file, attempts)
	}
}

// tokensOf are the kinds and, for all but literals, the texts of a query's tokens.
func tokensOf(kql string) []string {
	var found []string
	for _, token := range Scan(kql) {
		switch {
		case token.blank():
		case token.Kind == Text:
			found = append(found, "a literal")
		default:
			found = append(found, token.Text)
		}
	}
	return found
}

func valuesOf(kql string) []string {
	var found []string
	for _, token := range Scan(kql) {
		if value, ok := readText(token.Text); token.Kind == Text && ok {
			found = append(found, value)
		}
	}
	return found
}

func rewrite(t *testing.T, file string, rows []injection) {
	t.Helper()
	var out strings.Builder
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(rows); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("../../tests/cases/"+file, []byte(out.String()), 0o600); err != nil {
		t.Fatal(err)
	}
}
