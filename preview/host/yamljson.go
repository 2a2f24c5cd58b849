package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"

	"go.yaml.in/yaml/v3"
)

// nodeJSON writes a YAML tree as JSON, keys in the file's order. An absent tree is an empty object.
func nodeJSON(node *yaml.Node) (json.RawMessage, error) {
	switch node.Kind {
	case 0:
		return json.RawMessage("{}"), nil
	case yaml.AliasNode:
		return nodeJSON(node.Alias)
	case yaml.SequenceNode:
		return joined(node.Content, '[', ']', func(i int) []byte { return separator(i, ',') })
	case yaml.MappingNode:
		return joined(node.Content, '{', '}', func(i int) []byte {
			if i%2 == 1 {
				return []byte{':'}
			}
			return separator(i, ',')
		})
	case yaml.ScalarNode:
		return scalarJSON(node)
	default:
		return nil, fmt.Errorf("line %d: a YAML node of kind %d has no JSON form", node.Line, node.Kind)
	}
}

func separator(i int, mark byte) []byte {
	if i == 0 {
		return nil
	}
	return []byte{mark}
}

func joined(nodes []*yaml.Node, open, end byte, before func(i int) []byte) (json.RawMessage, error) {
	out := bytes.NewBuffer([]byte{open})
	for i, node := range nodes {
		text, err := nodeJSON(node)
		if err != nil {
			return nil, err
		}
		out.Write(before(i))
		out.Write(text)
	}
	out.WriteByte(end)
	return out.Bytes(), nil
}

func scalarJSON(node *yaml.Node) (json.RawMessage, error) {
	switch tag := node.ShortTag(); tag {
	case "!!str", "!!timestamp":
		return json.Marshal(node.Value)
	case "!!null":
		return json.RawMessage("null"), nil
	case "!!bool":
		return decoded[bool](node)
	case "!!int":
		return decoded[int64](node)
	case "!!float":
		var value float64
		if err := node.Decode(&value); err != nil || math.IsInf(value, 0) || math.IsNaN(value) {
			return nil, fmt.Errorf("line %d: %s is no JSON number", node.Line, node.Value)
		}
		return json.Marshal(value)
	default:
		return nil, fmt.Errorf("line %d: a %s value has no JSON form here", node.Line, tag)
	}
}

func decoded[T bool | int64](node *yaml.Node) (json.RawMessage, error) {
	var value T
	if err := node.Decode(&value); err != nil {
		return nil, fmt.Errorf("line %d: %w", node.Line, err)
	}
	return json.Marshal(value)
}
