package decode

// number reads a number; it checks the grammar and leaves the value to the column.
func (s *scanner) number(t *token) error {
	i, err := s.digits(s.at, '-')
	if err == nil && i < len(s.buf) && s.buf[i] == '.' {
		i, err = s.digits(i+1, 0)
	}
	if err == nil && i < len(s.buf) && s.buf[i]|0x20 == 'e' {
		i, err = s.digits(i+1, '+')
	}
	if err != nil {
		return err
	}
	t.kind, t.raw, t.text = '0', s.buf[s.at:i], nil
	s.at = i
	return nil
}

// digits reads one digit or more from buf[i] on and gives the index behind them.
// sign may come before: '-' is a minus, and then no 0 may lead; '+' is either sign.
func (s *scanner) digits(i int, sign byte) (int, error) {
	i, err := s.reach(i)
	if err != nil {
		return i, err
	}
	if c := s.buf[i]; sign != 0 && (c == '-' || c == sign) {
		if i, err = s.reach(i + 1); err != nil {
			return i, err
		}
	}
	first := s.buf[i]
	if first < '0' || first > '9' {
		return i, s.unexpected(i, s.belongs(i))
	}
	count := 0
	for {
		for ; i < len(s.buf) && s.buf[i] >= '0' && s.buf[i] <= '9'; i++ {
			count++
		}
		if i < len(s.buf) {
			break
		}
		behind := i - s.at
		if _, err := s.more(s.at); err != nil {
			if !cut(err) {
				return i, err
			}
			break // a number may end with the stream; the object around it may not
		}
		i = s.at + behind
	}
	if sign == '-' && first == '0' && count > 1 {
		return i, s.wrong(i-count, "a number begins with 0")
	}
	return i, nil
}

// reach makes sure that buf[i] is there, and gives its index after that.
func (s *scanner) reach(i int) (int, error) {
	for i >= len(s.buf) {
		behind := i - s.at
		if _, err := s.more(s.at); err != nil {
			return i, err
		}
		i = s.at + behind
	}
	return i, nil
}

func (s *scanner) belongs(i int) string {
	if i == s.at {
		return "where a value belongs"
	}
	return "in a number"
}
