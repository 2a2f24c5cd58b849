package hunting

import (
	"errors"
	"io"
)

var errOverrun = errors.New("the answer is too large")

// counter counts the decoded bytes of a body, stops at a limit, and remembers
// why reading ended, which a JSON decoder does not tell apart from bad JSON.
type counter struct {
	from    io.Reader
	limit   int64
	read    int64
	first   byte // the first that is not white space
	overrun bool
	broken  error // what the body failed with, nil at its regular end
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.from.Read(p)
	c.read += int64(n)
	if c.read > c.limit {
		c.overrun = true
		return 0, errOverrun
	}
	for _, b := range p[:n] {
		if c.first != 0 {
			break
		}
		if b > ' ' {
			c.first = b
		}
	}
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		c.broken = err
	}
	return n, err
}
