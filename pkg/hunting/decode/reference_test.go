package decode

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// The slow reference: the same answer by encoding/json, one json.RawMessage a
// cell, and every conversion by the standard library. It shares no code with the
// decoder but typeOf and the statistics' reader.

// refTable are the columns' cells as texts that compare; "∅" is null.
type refTable struct {
	names []string
	kinds []Type
	cells [][]string
	rows  int
}

// reference reads an answer slowly. It is stricter than encoding/json, as the
// decoder is: bytes that are not UTF-8 and halves of surrogate pairs are errors.
func reference(body []byte) (*refTable, error) {
	if !utf8.Valid(body) || halfPair(body) {
		return nil, errors.New("not UTF-8")
	}
	members, err := refMembers(body)
	if err != nil {
		return nil, err
	}
	var schema, results json.RawMessage
	for _, m := range members {
		into := map[string]*json.RawMessage{"schema": &schema, "results": &results}[strings.ToLower(m.name)]
		if strings.EqualFold(m.name, "stats") {
			if _, err := readStats(json.NewDecoder(bytes.NewReader(m.raw))); err != nil {
				return nil, err
			}
		}
		if into == nil {
			continue
		}
		if *into != nil {
			return nil, errors.New("twice")
		}
		*into = m.raw
	}
	if schema == nil || results == nil {
		return nil, errors.New("no schema or results")
	}
	return refRows(schema, results)
}

func refRows(schema, results json.RawMessage) (*refTable, error) {
	var listed []struct{ Name, Type string }
	if err := json.Unmarshal(schema, &listed); err != nil {
		return nil, err
	}
	t, at := &refTable{}, map[string]int{}
	for i, c := range listed {
		if _, twice := at[c.Name]; twice {
			return nil, errors.New("a column twice")
		}
		at[c.Name] = i
		kind, _ := typeOf(c.Type)
		t.names, t.kinds, t.cells = append(t.names, c.Name), append(t.kinds, kind), append(t.cells, nil)
	}
	var rows []json.RawMessage
	if err := json.Unmarshal(results, &rows); err != nil {
		return nil, err
	}
	if results[0] != '[' {
		return nil, errors.New("no list")
	}
	for _, row := range rows {
		members, err := refMembers(row)
		if err != nil {
			return nil, err
		}
		t.addRow(members, at)
	}
	return t, nil
}

func (t *refTable) addRow(members []refMember, at map[string]int) {
	t.rows++
	for i := range t.cells {
		t.cells[i] = append(t.cells[i], refCell(t.kinds[i], []byte("null"), false))
	}
	collection := ""
	for _, m := range members {
		if i, known := at[m.name]; known {
			t.cells[i][t.rows-1] = refCell(t.kinds[i], m.raw, collection != "" && collection == m.name)
		} else if of, yes := strings.CutSuffix(m.name, sidecar); yes && string(m.raw) == collectionOfStrings {
			if _, known := at[of]; known {
				collection = of
			}
		}
	}
}

type refMember struct {
	name string
	raw  json.RawMessage
}

// refMembers are an object's, in order, with those that come twice.
func refMembers(object []byte) ([]refMember, error) {
	from := json.NewDecoder(bytes.NewReader(object))
	if token, err := from.Token(); err != nil || token != json.Delim('{') {
		return nil, fmt.Errorf("no object: %w", err)
	}
	var members []refMember
	for from.More() {
		token, err := from.Token()
		if err != nil {
			return nil, err
		}
		m := refMember{}
		m.name, _ = token.(string)
		if err := from.Decode(&m.raw); err != nil {
			return nil, err
		}
		members = append(members, m)
	}
	if _, err := from.Token(); err != nil {
		return nil, err
	}
	if _, err := from.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("more follows")
	}
	return members, nil
}

var (
	refPair = regexp.MustCompile(`\\\\|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}`)
	refHalf = regexp.MustCompile(`\\u[dD][89a-fA-F][0-9a-fA-F]{2}`)
)

// halfPair finds a surrogate without its other half.
func halfPair(body []byte) bool { return refHalf.Match(refPair.ReplaceAll(body, []byte("__"))) }

const refMisfit = "∅ misfit"

// refCell is a cell as text: the value, ∅, or that it is a misfit.
func refCell(kind Type, raw json.RawMessage, collection bool) string {
	var text string
	isText := raw[0] == '"' && json.Unmarshal(raw, &text) == nil
	null := string(raw) == "null" || raw[0] == '{' && len(bytes.TrimSpace(raw[1:len(raw)-1])) == 0
	switch {
	case kind == TypeString && null:
		return ""
	case kind == TypeString && isText:
		return text
	case null:
		return "∅"
	case kind == TypeString, kind == TypeDynamic:
		document := refClean(raw, collection)
		if kind == TypeDynamic && document == "{}" {
			return "∅"
		}
		return document
	}
	if !isText {
		text = string(raw)
	}
	if value, fits := refScalar(kind, text, isText); fits {
		return value
	}
	return refMisfit
}

var refSpan = regexp.MustCompile(`^-?(\d{1,8}\.)?([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,7})?$`)

func refScalar(kind Type, text string, isText bool) (string, bool) {
	trimmed := strings.TrimSpace(text)
	switch kind {
	case TypeDateTime:
		for _, layout := range []string{
			time.RFC3339, "2006-01-02T15:04:05", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05", "2006-01-02",
		} {
			if at, err := time.Parse(layout, text); isText && err == nil {
				return at.UTC().String(), true
			}
		}
	case TypeTimeSpan:
		seconds, _ := TimeSpan(text)
		return fmt.Sprint(seconds), isText && refSpan.MatchString(text)
	case TypeBool:
		lower := strings.ToLower(trimmed)
		return fmt.Sprint(lower == "true" || lower == "1"), slices.Contains([]string{"true", "false", "1", "0"}, lower)
	case TypeInt, TypeLong:
		if whole, zeros, found := strings.Cut(trimmed, "."); found && zeros != "" && strings.Trim(zeros, "0") == "" {
			trimmed = whole
		}
		value, err := strconv.ParseInt(trimmed, 10, map[Type]int{TypeInt: 32, TypeLong: 64}[kind])
		return fmt.Sprint(value), err == nil
	case TypeReal, TypeDecimal:
		return refReal(trimmed)
	case TypeGUID:
		text = strings.TrimSuffix(strings.TrimPrefix(text, "{"), "}")
		return text, isText && regexp.MustCompile(`^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`).MatchString(text)
	}
	return "", false
}

func refReal(text string) (string, bool) {
	switch strings.ToLower(text) {
	case "∞":
		return fmt.Sprint(math.Inf(1)), true
	case "-∞":
		return fmt.Sprint(math.Inf(-1)), true
	}
	value, err := strconv.ParseFloat(text, 64)
	return fmt.Sprint(value), err == nil && !strings.ContainsAny(text, "xXpP_")
}
