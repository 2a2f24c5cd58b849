package kql

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"
)

// cases are the objects of a contract file that other suites read too.
func cases(t *testing.T, file string) []json.RawMessage {
	t.Helper()
	raw, err := os.ReadFile("../../tests/cases/" + file)
	if err != nil {
		t.Fatal(err)
	}
	var rows []json.RawMessage
	if err := json.Unmarshal(raw, &rows); err != nil || len(rows) == 0 {
		t.Fatalf("%s: %d cases, %v", file, len(rows), err)
	}
	return rows
}

// knownTables stands in for package schema, which this package does not import.
func knownTables(table string) (column string, known bool) {
	column, known = map[string]string{
		"DeviceEvents": "Timestamp", "DeviceProcessEvents": "Timestamp", "DeviceFileEvents": "Timestamp",
		"CallActivityEvents": "ActivityTimestamp", "DeviceTvmSoftwareInventory": "",
	}[table]
	return column, known
}

// knownColumns are those of two tables.
func knownColumns(table string) (columns []Column, known bool) {
	columns, known = map[string][]Column{
		"DeviceEvents": {
			{"Timestamp", "datetime"},
			{"DeviceName", "string"},
			{"FileName", "string"},
			{"RemotePort", "int"},
			{"RemoteIP", "string"},
			{"RemoteUrl", "string"},
			{"MD5", "string"},
			{"IsBad", "bool"},
			{"AdditionalFields", "dynamic"},
		},
		"DeviceFileEvents": {{"Timestamp", "datetime"}, {"DeviceName", "string"}, {"FileName", "string"}},
	}[table]
	return columns, known
}

func TestMacros(t *testing.T) {
	type macroCase struct {
		Name, KQL, TimeColumn string
		AdhocFilters          []Filter
		From, To              time.Time
		IntervalMs            int64
		Want, Error           string
	}
	for _, raw := range cases(t, "macros.json") {
		var tt macroCase
		if err := json.Unmarshal(raw, &tt); err != nil {
			t.Fatal(err)
		}
		t.Run(tt.Name, func(t *testing.T) {
			hunt, err := Query{Query: tt.KQL, TimeColumn: tt.TimeColumn, Filters: tt.AdhocFilters}.Write(Moment{
				From: tt.From, To: tt.To, Interval: time.Duration(tt.IntervalMs) * time.Millisecond,
				TimeColumns: knownTables, Columns: knownColumns, Rules: Rules{External: true},
			})
			if tt.Error != "" {
				wantRefusal(t, err, tt.Error)
				return
			}
			if err != nil || hunt.KQL != tt.Want {
				t.Errorf("%s\n got %q, %v\nwant %q", tt.KQL, hunt.KQL, err, tt.Want)
			}
		})
	}
}

func TestFormatAuto(t *testing.T) {
	type formatCase struct {
		Name, KQL, Reason, Origin string
		Format                    Format
	}
	for _, raw := range cases(t, "format.json") {
		var tt formatCase
		if err := json.Unmarshal(raw, &tt); err != nil {
			t.Fatal(err)
		}
		t.Run(tt.Name, func(t *testing.T) {
			hunt, err := Query{Query: tt.KQL}.Write(Moment{TimeColumns: knownTables, Origin: tt.Origin})
			if err != nil || hunt.Format != tt.Format || !strings.Contains(hunt.FormatReason, tt.Reason) {
				t.Errorf("%s\n got %s, %q, %v\nwant %s, %q", tt.KQL, hunt.Format, hunt.FormatReason, err, tt.Format, tt.Reason)
			}
		})
	}
}

// Each value that a dashboard variable puts into KQL must stay inside one string
// token, so the query has the tokens that it has with harmless values.
func TestVariablesStayData(t *testing.T) {
	type variableCase struct {
		Name, KQL, Want, Error string
		Variables              map[string]json.RawMessage
	}
	for _, raw := range cases(t, "variables.json") {
		var tt variableCase
		if err := json.Unmarshal(raw, &tt); err != nil {
			t.Fatal(err)
		}
		t.Run(tt.Name, func(t *testing.T) {
			if tt.Error != "" || strings.Contains(tt.KQL, ":") && strings.Contains(tt.KQL, "${") {
				return // no KQL comes out, or the author asked for a format of Grafana's
			}
			var values []string
			for _, token := range Scan(tt.Want) {
				if token.Kind == Text {
					values = append(values, token.Text)
				}
			}
			for name, raw := range tt.Variables {
				for _, value := range selection(t, raw) {
					if !strings.HasPrefix(name, "__") && value != allMarker && !holds(values, value) {
						t.Errorf("%s: no string of %q holds the value %q", tt.Want, values, value)
					}
				}
			}
		})
	}
}

// selection is one value or several.
func selection(t *testing.T, raw json.RawMessage) []string {
	t.Helper()
	var one string
	if json.Unmarshal(raw, &one) == nil {
		return []string{one}
	}
	var several []string
	if err := json.Unmarshal(raw, &several); err != nil {
		t.Fatal(err)
	}
	return several
}

// holds tells whether a literal stands for the value or has it inside.
func holds(literals []string, value string) bool {
	for _, literal := range literals {
		body := strings.TrimLeft(literal, "hH")
		switch {
		case strings.HasPrefix(body, "```"):
		case strings.HasPrefix(body, "@"):
			body = strings.ReplaceAll(body, string(body[1])+string(body[1]), string(body[1]))
		default:
			body = strings.NewReplacer(`\\`, `\`, `\'`, `'`, `\"`, `"`, `\n`, "\n", `\r`, "\r", `\t`, "\t").Replace(body)
		}
		if strings.Contains(body, value) {
			return true
		}
	}
	return false
}

// fuzzSeeds are the queries of a contract file.
func fuzzSeeds(f *testing.F, file string) []string {
	f.Helper()
	raw, err := os.ReadFile("../../tests/cases/" + file)
	if err != nil {
		f.Fatal(err)
	}
	var rows []struct{ KQL string }
	if err := json.Unmarshal(raw, &rows); err != nil {
		f.Fatal(err)
	}
	seeds := make([]string, len(rows))
	for i, row := range rows {
		seeds[i] = row.KQL
	}
	return seeds
}
