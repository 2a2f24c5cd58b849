package kql

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

var guidForm = regexp.MustCompile(`^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`)

// typedLiteral writes a value as a literal of a Kusto type. What the type cannot
// hold is refused by name.
func typedLiteral(column Column, value string) (string, error) {
	trimmed := strings.TrimSpace(value)
	unfit := refuse(column.Name, fmt.Sprintf("The column %s is of the type %s, which %q is not a value of.",
		column.Name, column.Type, shortened(value)))
	switch column.Type {
	case "int", "long":
		bits := map[string]int{"int": 32, "long": 64}[column.Type]
		if _, err := strconv.ParseInt(trimmed, 10, bits); err != nil {
			return "", unfit
		}
		return fmt.Sprintf("%s(%s)", column.Type, trimmed), nil
	case "real", "decimal":
		if _, err := strconv.ParseFloat(trimmed, 64); err != nil || strings.ContainsAny(trimmed, "xX_nN") {
			return "", unfit // `inf`, `nan` and hexadecimal digits are Go's
		}
		return fmt.Sprintf("%s(%s)", column.Type, trimmed), nil
	case "bool":
		switch strings.ToLower(trimmed) {
		case "true", "1":
			return "true", nil
		case "false", "0":
			return "false", nil
		}
		return "", unfit
	case "datetime":
		at, ok := readDatetime(trimmed)
		if milliseconds, err := strconv.ParseInt(trimmed, 10, 64); !ok && err == nil {
			at, ok = milliTime(milliseconds), true
		}
		if !ok {
			return "", unfit
		}
		return datetimeLiteral(at), nil
	case "guid":
		if !guidForm.MatchString(trimmed) {
			return "", unfit
		}
		return "guid(" + strings.ToLower(trimmed) + ")", nil
	}
	return textLiteral(value), nil
}

// asText is a column for comparisons with text: `tostring(Document)`.
func asText(column Column) string {
	if column.Type == "string" {
		return columnName(column.Name)
	}
	return "tostring(" + columnName(column.Name) + ")"
}

// compared is a column as it is compared with literals of its type.
func compared(column Column) string {
	if column.Type == "dynamic" || column.Type == "" {
		return "tostring(" + columnName(column.Name) + ")"
	}
	return columnName(column.Name)
}

// shortened is a value as errors show it.
func shortened(value string) string {
	const most = 80
	if runes := []rune(value); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return value
}
