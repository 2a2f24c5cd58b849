package hunting

import (
	"encoding/json"
	"math"
	"strconv"
	"strings"
)

// unquote is the text of a JSON string; false for any other JSON.
func unquote(raw []byte) (string, bool) {
	if len(raw) == 0 || raw[0] != '"' {
		return "", false
	}
	var text string
	err := json.Unmarshal(raw, &text)
	return text, err == nil
}

// text makes a parser of JSON out of one of texts.
func text[T textual](parse func(string) (T, bool)) func([]byte) (T, bool) {
	return func(raw []byte) (T, bool) {
		value, isText := unquote(raw)
		if !isText {
			var none T
			return none, false
		}
		return parse(value)
	}
}

// number is the text of a JSON number, or of a JSON string that may hold one:
// OData writes 64-bit numbers and decimals as strings when asked for
// IEEE754Compatible, and NaN always.
func number(raw []byte) string {
	if value, isText := unquote(raw); isText {
		return strings.TrimSpace(value)
	}
	return string(raw)
}

// parseBool knows all spellings that were seen: SByte 0 and 1, true and false,
// and the strings of the older services.
func parseBool(raw []byte) (value, fits bool) {
	switch strings.ToLower(number(raw)) {
	case "true", "1":
		return true, true
	case "false", "0":
		return false, true
	}
	return false, false
}

func parseInt(raw []byte) (int32, bool) {
	value, fits := whole(number(raw), 32)
	return int32(value), fits //nolint:gosec // whole has checked that it fits 32 bits
}

func parseLong(raw []byte) (int64, bool) { return whole(number(raw), 64) }

// whole reads an integer exactly: never by way of a float, which would round
// beyond 2^53. Some serializers write 3 as 3.0.
func whole(digits string, bits int) (int64, bool) {
	if integer, fraction, found := strings.Cut(digits, "."); found && fraction != "" && strings.Trim(fraction, "0") == "" {
		digits = integer
	}
	value, err := strconv.ParseInt(digits, 10, bits)
	return value, err == nil
}

func parseReal(raw []byte) (float64, bool) {
	digits := number(raw)
	switch strings.ToLower(digits) {
	case "nan":
		return math.NaN(), true
	case "infinity", "+infinity", "inf", "+inf", "∞":
		return math.Inf(1), true
	case "-infinity", "-inf", "-∞":
		return math.Inf(-1), true
	}
	if strings.ContainsAny(digits, "xXpP_") {
		return 0, false // Go's own spellings of numbers, which no service uses
	}
	value, err := strconv.ParseFloat(digits, 64)
	return value, err == nil
}

// parseGUID checks the shape only: 8-4-4-4-12 hexadecimal digits.
func parseGUID(text string) (string, bool) {
	text = strings.TrimSuffix(strings.TrimPrefix(text, "{"), "}")
	if len(text) != 36 {
		return "", false
	}
	for i, r := range []byte(text) {
		if i == 8 || i == 13 || i == 18 || i == 23 {
			if r != '-' {
				return "", false
			}
		} else if !isHex(r) {
			return "", false
		}
	}
	return text, true
}

func isHex(b byte) bool { return b >= '0' && b <= '9' || b >= 'a' && b <= 'f' || b >= 'A' && b <= 'F' }
