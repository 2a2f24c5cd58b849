package decode

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"unicode/utf8"
)

// text reads a string; its quote is next.
func (s *scanner) text(t *token) error {
	end := plain(s.buf, s.at+1)
	if end >= len(s.buf) || s.buf[end] != '"' {
		return s.oddText(t, end)
	}
	t.kind, t.raw, t.text = '"', s.buf[s.at:end+1], s.buf[s.at+1:end]
	s.at = end + 1
	return nil
}

// oddText reads a string that is plain up to buf[i]. What it says is gathered in
// pieces where it has escapes.
func (s *scanner) oddText(t *token, i int) error {
	said, from := s.unescaped[:0], s.at+1 // the piece begins at buf[from]
	wide := false
	for ; ; i = plain(s.buf, i) {
		if i >= len(s.buf) {
			moved, err := s.more(s.at)
			if err != nil {
				return err
			}
			i, from = i-moved, from-moved
			continue
		}
		switch c := s.buf[i]; {
		case c == '"':
			return s.endText(t, said, from, wide, i)
		case c == '\\':
			r, size := escape(s.buf[i:])
			if size == 0 {
				moved, err := s.moreOfEscape(i)
				if err != nil {
					return err
				}
				i, from = i-moved, from-moved
				continue
			}
			said = utf8.AppendRune(append(said, s.buf[from:i]...), r)
			i += size
			from = i
		case c < ' ':
			return s.unexpected(i, "in a string")
		default:
			wide = true
			for i++; i < len(s.buf) && s.buf[i] >= utf8.RuneSelf; i++ {
			}
		}
	}
}

// moreOfEscape reads on where buf[i:] does not hold all of an escape, if it may
// become one.
func (s *scanner) moreOfEscape(i int) (moved int, err error) {
	rest := s.buf[i:]
	if len(rest) < longestEscape {
		moved, err = s.more(s.at)
		if err == nil || !cut(err) || bytes.IndexByte(rest, '"') < 0 {
			return moved, err
		}
	}
	return 0, s.wrong(i, "a string has an escape that is none")
}

// endText makes the token of a string that ends at buf[end]; what it says is said
// and then the piece that begins at buf[from].
func (s *scanner) endText(t *token, said []byte, from int, wide bool, end int) error {
	t.kind, t.raw, t.text = '"', s.buf[s.at:end+1], s.buf[s.at+1:end]
	if wide {
		if bad := invalidUTF8(t.text); bad >= 0 {
			return s.wrong(s.at+1+bad, "it has bytes that are not UTF-8")
		}
	}
	if from > s.at+1 {
		s.unescaped = append(said, t.text[from-s.at-1:]...)
		t.text = s.unescaped
	}
	s.at = end + 1
	return nil
}

// invalidUTF8 is where text stops being UTF-8, -1 for nowhere.
func invalidUTF8(text []byte) int {
	if utf8.Valid(text) {
		return -1
	}
	for i := 0; ; {
		r, size := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && size <= 1 {
			return i
		}
		i += size
	}
}

const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

// plain is the first index from i on at which text is anything but printable
// ASCII other than a quote and a backslash; len(text) if there is none. It looks
// at eight bytes at a time: a byte's high bit is set in odd if the byte is one of
// those (https://graphics.stanford.edu/~seander/bithacks.html#HasLessInWord). A
// borrow can only spoil bits above the first, which is the one that counts.
func plain(text []byte, i int) int {
	for ; i+8 <= len(text); i += 8 {
		w := binary.LittleEndian.Uint64(text[i:])
		quote, backslash := w^('"'*ones), w^('\\'*ones)
		odd := ((quote-ones)&^quote | (backslash-ones)&^backslash | (w-' '*ones)&^w | w) & highs
		if odd != 0 {
			return i + bits.TrailingZeros64(odd)/8
		}
	}
	for ; i < len(text); i++ {
		if c := text[i]; c == '"' || c == '\\' || c < ' ' || c >= utf8.RuneSelf {
			break
		}
	}
	return i
}
