package frames

import "github.com/huntboard/huntboard-defender-datasource/pkg/hunting"

// inTable are the neighbors in a frame whose fields are called like the columns.
func inTable(a *hunting.Answer) neighbors {
	return neighbors{time: firstTime(a), field: func(name string) string {
		if has(a, name) {
			return name
		}
		return ""
	}}
}

// has tells a column that can be a neighbor: texts, and times.
func has(a *hunting.Answer, name string) bool {
	for _, column := range a.Columns {
		if column.Name != name {
			continue
		}
		switch column.Cells.(type) {
		case hunting.Texts, hunting.Times:
			return true
		}
	}
	return false
}

// ofProcess tells the columns that together name a process, where an answer has all
// three of one.
func ofProcess(a *hunting.Answer, name string) bool {
	if !has(a, "DeviceId") {
		return false
	}
	for id, creation := range creations {
		if (name == id || name == creation) && has(a, creation) {
			return true
		}
	}
	return false
}
