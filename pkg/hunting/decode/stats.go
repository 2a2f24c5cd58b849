package decode

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// Grafana's unit ids: https://github.com/grafana/grafana/blob/main/packages/grafana-data/src/valueFormats/categories.ts
const (
	unitNone    = "short"
	unitSeconds = "s"
	unitBytes   = "decbytes"
)

// statNames are the leaves of `Stats` that the older APIs document, by their path.
// https://learn.microsoft.com/defender-xdr/api-advanced-hunting (2024-04-01)
var statNames = map[string]Stat{
	"ExecutionTime":                       {Name: "Execution time", Unit: unitSeconds},
	"resource_usage.cache.memory.hits":    {Name: "Memory cache hits", Unit: unitNone},
	"resource_usage.cache.memory.misses":  {Name: "Memory cache misses", Unit: unitNone},
	"resource_usage.cache.memory.total":   {Name: "Memory cache total", Unit: unitNone},
	"resource_usage.cache.disk.hits":      {Name: "Disk cache hits", Unit: unitNone},
	"resource_usage.cache.disk.misses":    {Name: "Disk cache misses", Unit: unitNone},
	"resource_usage.cache.disk.total":     {Name: "Disk cache total", Unit: unitNone},
	"resource_usage.cpu.user":             {Name: "CPU user", Unit: unitSeconds},
	"resource_usage.cpu.kernel":           {Name: "CPU kernel", Unit: unitSeconds},
	"resource_usage.cpu.total cpu":        {Name: "CPU total", Unit: unitSeconds},
	"resource_usage.memory.peak_per_node": {Name: "Peak memory per node", Unit: unitBytes},
	"dataset_statistics.table_row_count":  {Name: "Result rows", Unit: unitNone},
	"dataset_statistics.table_size":       {Name: "Result size", Unit: unitBytes},
}

// readStats reads every leaf of `Stats` that is a number or a timespan, in the
// service's order; a leaf that no document names is called by its path.
func readStats(from *json.Decoder) ([]Stat, error) {
	var raw json.RawMessage
	if err := from.Decode(&raw); err != nil {
		return nil, err
	}
	var leaves []Stat
	err := eachLeaf(json.NewDecoder(strings.NewReader(string(raw))), nil, func(path []string, value json.Token) {
		if stat, known := leafStat(path, value); known {
			leaves = append(leaves, stat)
		}
	})
	return leaves, err
}

// leafStat is false for a leaf that is neither a number nor a timespan.
func leafStat(path []string, value json.Token) (Stat, bool) {
	stat, number := statName(path), 0.0
	switch v := value.(type) {
	case float64:
		number = v
	case string:
		seconds, isSpan := TimeSpan(v)
		if !isSpan {
			return Stat{}, false
		}
		number, stat.Unit = seconds, unitSeconds
	default:
		return Stat{}, false
	}
	stat.Value = number
	return stat, true
}

// statName numbers what is in a list, the second data set on: "Result rows 2".
func statName(path []string) Stat {
	names, suffix := []string{}, ""
	for _, part := range path {
		index, err := strconv.Atoi(part)
		if err != nil {
			names = append(names, part)
		} else if index > 0 {
			suffix = fmt.Sprintf(" %d", index+1)
		}
	}
	stat, known := statNames[strings.Join(names, ".")]
	if !known {
		stat = Stat{Name: strings.Join(names, " "), Unit: unitNone}
	}
	stat.Name += suffix
	return stat
}

// eachLeaf visits what is neither object nor array; an index is a part of the path.
func eachLeaf(from *json.Decoder, path []string, visit func([]string, json.Token)) error {
	token, err := from.Token()
	if err != nil {
		return err
	}
	opened, isDelim := token.(json.Delim)
	if !isDelim {
		visit(path, token)
		return nil
	}
	for i := 0; from.More(); i++ {
		part := strconv.Itoa(i)
		if opened == '{' {
			key, err := from.Token()
			if err != nil {
				return err
			}
			part, _ = key.(string)
		}
		if err := eachLeaf(from, append(path[:len(path):len(path)], part), visit); err != nil {
			return err
		}
	}
	_, err = from.Token()
	return err
}
