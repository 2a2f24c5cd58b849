package decode

import (
	"encoding/binary"
	"math/bits"
	"unicode/utf8"
)

// text reads a string; the quote is next.
func (s *scanner) text(t *token) error {
	start, i := s.at, s.at+1
	escaped, wide := false, false
	for {
		i = plain(s.buf, i)
		if i >= len(s.buf) {
			behind := i - start
			if _, err := s.more(start); err != nil {
				return err
			}
			start = s.at
			i = start + behind
			continue
		}
		switch c := s.buf[i]; {
		case c == '"':
			s.at = i + 1
			t.kind, t.raw, t.text = '"', s.buf[start:i+1], s.buf[start+1:i]
			if escaped || wide {
				return s.finish(t, start+1, escaped)
			}
			return nil
		case c == '\\':
			escaped = true
			i += 2 // whatever it is, the byte behind a backslash ends no string
		case c < ' ':
			return s.unexpected(i, "in a string")
		default:
			wide = true
			for i++; i < len(s.buf) && s.buf[i] >= utf8.RuneSelf; i++ {
			}
		}
	}
}

// finish checks what is not plain ASCII in a string whose text begins at buf[from].
func (s *scanner) finish(t *token, from int, escaped bool) error {
	if bad := invalidUTF8(t.text); bad >= 0 {
		return s.wrong(from+bad, "it has bytes that are not UTF-8")
	}
	if !escaped {
		return nil
	}
	text, bad := unescape(s.unescaped[:0], t.text)
	if bad >= 0 {
		return s.wrong(from+bad, "a string has an escape that is none")
	}
	s.unescaped, t.text = text, text
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
