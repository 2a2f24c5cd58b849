package kql

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// option is a field whose feature does not exist yet, with the JSON values that
// ask for nothing.
type option struct {
	name string
	idle []string
}

var laterOptions = []option{
	{"split", []string{"null", "false", `""`, `"none"`}},
}

// refuseLaterOptions refuses a field that would change the answer and that this
// version would otherwise ignore. `builder` is not one: it is the editor's own
// picture of the KQL, and the KQL is what runs.
func refuseLaterOptions(raw []byte) error {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(raw, &fields); err != nil {
		return unreadable(err)
	}
	for _, later := range laterOptions {
		value, set := fields[later.name]
		if set && !slices.Contains(later.idle, strings.TrimSpace(string(value))) {
			return refuse(later.name, fmt.Sprintf(
				"The option %s is not available in this version. Remove it from the query.", later.name))
		}
	}
	return nil
}
