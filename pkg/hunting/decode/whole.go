package decode

// whole reads an object or array and holds all of it. An inner value that is
// too long makes the whole too long.
func (s *scanner) whole(t *token, kind byte) error {
	s.held = s.at
	err := s.skip(maxDepth)
	start := s.held
	s.held = -1
	if err != nil {
		return err
	}
	t.kind, t.raw, t.text = kind, s.buf[start:s.at], nil
	return nil
}

// skip reads a value for its grammar alone.
func (s *scanner) skip(depth int) error {
	c, err := s.next()
	if err != nil {
		return err
	}
	if c != '{' && c != '[' {
		var scalar token
		return s.value(&scalar)
	}
	if depth == 0 {
		return s.wrong(s.at, "it nests too deep")
	}
	more, err := s.begins(c)
	for more && err == nil {
		if c == '{' {
			err = s.name()
		}
		if err == nil {
			err = s.skip(depth - 1)
		}
		if err == nil {
			more, err = s.goesOn(c + 2)
		}
	}
	return err
}

// name skips a key and its colon.
func (s *scanner) name() error {
	var key token
	if err := s.key(&key); err != nil {
		return err
	}
	return s.take(':')
}

// key reads a key and leaves its colon, since a token ends where the next begins.
func (s *scanner) key(t *token) error {
	c, err := s.next()
	if err != nil {
		return err
	}
	if c != '"' {
		return s.unexpected(s.at, "where a key belongs")
	}
	return s.text(t)
}
