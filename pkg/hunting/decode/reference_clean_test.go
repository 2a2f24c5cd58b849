package decode

import (
	"bytes"
	"encoding/json"
	"strings"
)

// refClean is a dynamic cell without what OData put into it. It is compact where
// anything had to be removed, and as it came otherwise.
func refClean(raw []byte, collection bool) string {
	if !collection && !bytes.Contains(raw, []byte(sidecar)) {
		return string(raw)
	}
	switch raw[0] {
	case '{':
		return refCleanObject(raw)
	case '[':
		return refCleanArray(raw, collection)
	}
	return string(raw)
}

// refDeep cleans what is inside a value that is being cleaned.
func refDeep(raw []byte, collection bool) string {
	switch raw[0] {
	case '{':
		return refCleanObject(raw)
	case '[':
		return refCleanArray(raw, collection)
	}
	return string(raw)
}

func refCleanObject(raw []byte) string {
	members, _ := refMembers(raw)
	keys := refSpellings(raw)
	var kept []string
	collection := ""
	for i, m := range members {
		if of, yes := strings.CutSuffix(m.name, sidecar); yes {
			if string(m.raw) == collectionOfStrings {
				collection = of
			}
			continue
		}
		kept = append(kept, keys[i]+":"+refDeep(m.raw, collection != "" && collection == m.name))
	}
	return "{" + strings.Join(kept, ",") + "}"
}

// refSpellings are an object's keys as they came.
func refSpellings(raw []byte) []string {
	from := json.NewDecoder(bytes.NewReader(raw))
	_, _ = from.Token()
	var keys []string
	for from.More() {
		start := from.InputOffset()
		_, _ = from.Token()
		key := raw[start:from.InputOffset()]
		keys = append(keys, strings.TrimLeft(string(key), ", \t\r\n"))
		var skipped json.RawMessage
		_ = from.Decode(&skipped)
	}
	return keys
}

func refCleanArray(raw []byte, collection bool) string {
	var elements []json.RawMessage
	_ = json.Unmarshal(raw, &elements)
	if objects, all := refHeld(elements); collection && all {
		return "[" + strings.Join(objects, ",") + "]"
	}
	cleaned := make([]string, len(elements))
	for i, element := range elements {
		cleaned[i] = refDeep(element, false)
	}
	return "[" + strings.Join(cleaned, ",") + "]"
}

// refHeld are the objects that the strings of an array hold; false if one holds none.
func refHeld(elements []json.RawMessage) ([]string, bool) {
	objects := make([]string, len(elements))
	for i, element := range elements {
		var text string
		if element[0] != '"' || json.Unmarshal(element, &text) != nil {
			return nil, false
		}
		trimmed := strings.Trim(text, " \t\r\n")
		if !strings.HasPrefix(trimmed, "{") || !json.Valid([]byte(trimmed)) || halfPair([]byte(trimmed)) {
			return nil, false
		}
		objects[i] = refClean([]byte(trimmed), false)
	}
	return objects, true
}
