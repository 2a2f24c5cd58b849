package decode

import "fmt"

// token is one JSON value. Its bytes are good until the next token is read.
type token struct {
	raw        []byte // as it came
	text       []byte // of a string: what it says
	kind       byte   // its first byte, '0' for every number
	collection bool   // that its sidecar calls it a #Collection(String)
}

// null tells whether it is one of the service's two spellings of null. An empty
// bag cannot be told from a null one; null is what the service means by it in
// every capture seen.
func (t *token) null() bool { return t.kind == 'n' || t.kind == '{' && isEmptyBag(t.raw) }

func isEmptyBag(raw []byte) bool {
	for _, b := range raw[1 : len(raw)-1] {
		if b > ' ' {
			return false
		}
	}
	return true
}

// scanner reads JSON by RFC 8259, and nothing beyond it.
type scanner struct {
	*window
	unescaped []byte // the text of the last string that had escapes
}

// next is the first byte that is not white space; it is not taken.
func (s *scanner) next() (byte, error) {
	for {
		for s.at < len(s.buf) {
			switch c := s.buf[s.at]; c {
			case ' ', '\n', '\r', '\t':
				s.at++
			default:
				return c, nil
			}
		}
		if _, err := s.more(s.at); err != nil {
			return 0, err
		}
	}
}

// startsWith tells whether text is next; false for "".
func (s *scanner) startsWith(text string) bool {
	end := s.at + len(text)
	return text != "" && end <= len(s.buf) && string(s.buf[s.at:end]) == text
}

// take reads the byte that must come next.
func (s *scanner) take(want byte) error {
	c, err := s.next()
	if err != nil {
		return err
	}
	if c != want {
		return &Malformed{What: fmt.Sprintf("there is %s where %c belongs", shown(c), want), Offset: s.offset(s.at)}
	}
	s.at++
	return nil
}

// begins reads the opening bracket of an object or array, and is true if it has a
// first member.
func (s *scanner) begins(open byte) (bool, error) {
	if err := s.take(open); err != nil {
		return false, err
	}
	c, err := s.next()
	if err != nil || c != open+2 { // in ASCII, [ and ] as well as { and } are two apart
		return true, err
	}
	s.at++
	return false, nil
}

// goesOn reads what is behind a member, and is true if another follows.
func (s *scanner) goesOn(closing byte) (bool, error) {
	c, err := s.next()
	switch {
	case err != nil:
		return false, err
	case c == ',':
		s.at++
		return true, nil
	case c == closing:
		s.at++
		return false, nil
	}
	return false, s.unexpected(s.at, fmt.Sprintf("where , or %c belongs", closing))
}

// value reads any JSON value.
func (s *scanner) value(t *token) error {
	if s.at < len(s.buf) && s.buf[s.at] == '"' { // as most are
		return s.text(t)
	}
	c, err := s.next()
	if err != nil {
		return err
	}
	switch c {
	case '"':
		return s.text(t)
	case '{', '[':
		return s.whole(t, c)
	case 't':
		return s.word(t, "true")
	case 'f':
		return s.word(t, "false")
	case 'n':
		return s.word(t, "null")
	}
	return s.number(t)
}

// word reads true, false or null.
func (s *scanner) word(t *token, want string) error {
	for len(s.buf)-s.at < len(want) {
		if _, err := s.more(s.at); err != nil {
			return err
		}
	}
	end := s.at + len(want)
	for i := range want {
		if s.buf[s.at+i] != want[i] {
			return s.unexpected(s.at+i, "in the word "+want)
		}
	}
	t.kind, t.raw, t.text = want[0], s.buf[s.at:end], nil
	s.at = end
	return nil
}

// unexpected is an error about the byte buf[i].
func (s *scanner) unexpected(i int, where string) error {
	return s.wrong(i, fmt.Sprintf("there is %s %s", shown(s.buf[i]), where))
}

// wrong is an error about the byte buf[i] and those that follow.
func (s *scanner) wrong(i int, what string) error {
	return &Malformed{What: "it is not JSON: " + what, Offset: s.offset(i)}
}

// shown is a byte as an error shows it.
func shown(c byte) string {
	if c > ' ' && c < 0x7f {
		return string(rune(c))
	}
	return fmt.Sprintf("the byte %#02x", c)
}
