package decode

import "time"

// dateTimeLayouts are the forms that were seen: with a zone (all services of
// today) and without (the oldest, whose times are UTC). Go reads a fraction of
// up to nine digits where the layout has none.
var dateTimeLayouts = []string{
	time.RFC3339,
	"2006-01-02T15:04:05",
	"2006-01-02 15:04:05Z07:00",
	"2006-01-02 15:04:05",
	"2006-01-02",
}

// clock reads the datetimes of a column, most of which are of one day.
type clock struct {
	day      [10]byte // that was read last
	midnight int64    // when it began, in Unix seconds
}

// read reads `2006-01-02T15:04:05.1234567Z` by hand, with and without fraction
// and Z, and anything else by the layouts.
func (c *clock) read(text []byte) (time.Time, bool) {
	if len(text) < 19 || text[10] != 'T' || text[13] != ':' || text[16] != ':' {
		return dateTime(string(text))
	}
	if string(c.day[:]) != string(text[:10]) && !c.turn(text[:10]) {
		return dateTime(string(text))
	}
	hours, minutes, seconds := two(text[11:]), two(text[14:]), two(text[17:])
	nanos, rest := fraction(text[19:])
	if hours > 23 || minutes > 59 || seconds > 59 || len(rest) > 1 || len(rest) == 1 && rest[0] != 'Z' {
		return dateTime(string(text))
	}
	return time.Unix(c.midnight+int64(hours*3600+minutes*60+seconds), int64(nanos)).UTC(), true
}

// turn moves to another day.
func (c *clock) turn(day []byte) bool {
	at, err := time.Parse(time.DateOnly, string(day))
	if err == nil {
		c.day, c.midnight = [10]byte(day), at.Unix()
	}
	return err == nil
}

// fraction reads `.1234567`, in nanoseconds. What it can't read is in rest.
func fraction(text []byte) (nanos int, rest []byte) {
	if len(text) < 2 || text[0] != '.' {
		return 0, text
	}
	unit := 100_000_000
	i := 1
	for ; i < len(text) && unit > 0 && text[i] >= '0' && text[i] <= '9'; i++ {
		nanos += int(text[i]-'0') * unit
		unit /= 10
	}
	if i == 1 {
		return 0, text
	}
	return nanos, text[i:]
}

// two reads two digits; a large number if they are none.
func two(text []byte) int {
	tens, ones := text[0]-'0', text[1]-'0'
	if tens > 9 || ones > 9 {
		return 100
	}
	return int(tens)*10 + int(ones)
}

func dateTime(text string) (time.Time, bool) {
	for _, layout := range dateTimeLayouts {
		if at, err := time.Parse(layout, text); err == nil {
			return at.UTC(), true
		}
	}
	return time.Time{}, false
}
