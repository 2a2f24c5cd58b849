package decode

import (
	"bytes"
	"math"
	"strconv"
	"strings"
	"time"
)

var yes, no = true, false

// bools are the cells of a bool column.
type bools struct{ cells[bool] }

func (c *bools) finish(rows int) Cells { return Bools(c.joined(rows)) }

// set knows all spellings that were seen: SByte 0 and 1, true and false, and the
// strings of the older services.
func (c *bools) set(t *token, row int) bool {
	digits := t.digits()
	switch {
	case string(digits) == "1", bytes.EqualFold(digits, []byte("true")):
		c.put(row, &yes)
	case string(digits) == "0", bytes.EqualFold(digits, []byte("false")):
		c.put(row, &no)
	default:
		c.put(row, nil)
		return false
	}
	return true
}

// ints are the cells of an int column.
type ints struct {
	cells[int32]
	store *store[int32]
}

func (c *ints) finish(rows int) Cells { return Ints(c.joined(rows)) }

func (c *ints) set(t *token, row int) bool {
	value, fits := whole(t.digits())
	if !fits || int64(int32(value)) != value { //nolint:gosec // that it may not fit is what is asked
		c.put(row, nil)
		return false
	}
	c.put(row, c.store.put(int32(value))) //nolint:gosec // it has been seen to fit
	return true
}

// longs are the cells of a long column.
type longs struct {
	cells[int64]
	store  *store[int64]
	unsafe Unsafe
}

// safe is the number up to which every integer is a float64: 2^53.
const safe = 1 << 53

func (c *longs) finish(rows int) Cells { return Longs(c.joined(rows)) }

func (c *longs) set(t *token, row int) bool {
	value, fits := whole(t.digits())
	if !fits {
		c.put(row, nil)
		return false
	}
	if value > safe || value < -safe {
		if c.unsafe.Count == 0 {
			c.unsafe.Row, c.unsafe.Value = row, value
		}
		c.unsafe.Count++
	}
	c.put(row, c.store.put(value))
	return true
}

// reals are the cells of a real or decimal column.
type reals struct {
	cells[float64]
	store *store[float64]
}

func (c *reals) finish(rows int) Cells { return Reals(c.joined(rows)) }

func (c *reals) set(t *token, row int) bool {
	value, fits := real(t.digits())
	if !fits {
		c.put(row, nil)
		return false
	}
	c.put(row, c.store.put(value))
	return true
}

// spans are the cells of a timespan column, in seconds.
type spans struct {
	cells[float64]
	store *store[float64]
}

func (c *spans) finish(rows int) Cells { return Reals(c.joined(rows)) }

func (c *spans) set(t *token, row int) bool {
	value, fits := TimeSpan(string(t.text))
	if !fits {
		c.put(row, nil)
		return false
	}
	c.put(row, c.store.put(value))
	return true
}

// times are the cells of a datetime column.
type times struct {
	cells[time.Time]
	store *store[time.Time]
	clock clock
}

func (c *times) finish(rows int) Cells { return Times(c.joined(rows)) }

func (c *times) set(t *token, row int) bool {
	value, fits := c.clock.read(t.text)
	if !fits {
		c.put(row, nil)
		return false
	}
	c.put(row, c.store.put(value))
	return true
}

// digits is the text of a JSON number, or of a JSON string that may hold one:
// OData writes 64-bit numbers and decimals as strings when asked for
// IEEE754Compatible, and NaN always.
func (t *token) digits() []byte {
	if t.kind == '"' {
		return bytes.TrimSpace(t.text)
	}
	return t.raw
}

// whole reads an integer exactly: never by way of a float, which would round
// beyond 2^53. Some serializers write 3 as 3.0.
func whole(digits []byte) (int64, bool) {
	if len(digits) > 0 && len(digits) < 19 { // what has so few digits fits
		value, rest := int64(0), digits
		if rest[0] == '-' {
			rest = rest[1:]
		}
		for i, c := range rest {
			if c < '0' || c > '9' {
				break
			}
			value = 10*value + int64(c-'0')
			if i == len(rest)-1 {
				if len(rest) < len(digits) {
					value = -value
				}
				return value, true
			}
		}
	}
	return wholeSlowly(string(digits))
}

func wholeSlowly(digits string) (int64, bool) {
	if integer, fraction, found := strings.Cut(digits, "."); found && fraction != "" && strings.Trim(fraction, "0") == "" {
		digits = integer
	}
	value, err := strconv.ParseInt(digits, 10, 64)
	return value, err == nil
}

func real(digits []byte) (float64, bool) {
	for _, c := range digits {
		if c > '9' && c|0x20 != 'e' {
			return realInWords(string(digits))
		}
	}
	value, err := strconv.ParseFloat(string(digits), 64)
	return value, err == nil
}

// realInWords reads what no JSON number can say.
func realInWords(digits string) (float64, bool) {
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
