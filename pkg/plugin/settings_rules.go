package plugin

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/huntboard/huntboard-defender-datasource/pkg/schema"
)

// tables is a list of names; "" is an empty one, as a cleared field may be stored.
type tables []string

// UnmarshalJSON reads a list of strings, or the empty string.
func (t *tables) UnmarshalJSON(raw []byte) error {
	if string(raw) == `""` {
		*t = nil
		return nil
	}
	var names []string
	if err := json.Unmarshal(raw, &names); err != nil {
		return err
	}
	*t = names
	return nil
}

// tableName is what a table may be called; the rules know no wildcards.
var tableName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)

func (t tables) check(setting string) ([]string, error) {
	var names []string
	for _, name := range t {
		if name = strings.TrimSpace(name); name == "" {
			continue
		}
		if !tableName.MatchString(name) {
			return nil, fault(setting, fmt.Sprintf("The setting %s holds %q, which is no table's name."+
				" List whole names such as DeviceProcessEvents; wildcards are not read.", setting, name))
		}
		names = append(names, name)
	}
	return names, nil
}

// checkRules reads what queries may do. A rule that cannot be read must not be one
// that does not hold.
func checkRules(s *settings, j jsonData) error {
	var err error
	if s.rules.Allowed, err = j.AllowedTables.check("allowedTables"); err != nil {
		return err
	}
	if s.rules.Denied, err = j.DeniedTables.check("deniedTables"); err != nil {
		return err
	}
	days, err := whole("maxRangeDays", j.MaxRangeDays, 0, [2]int{0, mostDays})
	if err != nil {
		return err
	}
	if s.maxRows, err = whole("maxRows", j.MaxRows, serviceRows, [2]int{0, mostRows}); err != nil {
		return err
	}
	if s.maxRows == 0 {
		s.maxRows = serviceRows
	}
	s.rules.External = j.AllowExternal
	s.rules.MaxRange = time.Duration(days) * 24 * time.Hour
	s.rules.Known = func(table string) bool {
		_, known := schema.TimeColumn(table)
		return known
	}
	return nil
}
