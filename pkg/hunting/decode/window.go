package decode

import (
	"errors"
	"io"
)

// window is the part of a stream that is in memory; buf[at:] is still to be read.
type window struct {
	from  io.Reader
	buf   []byte
	at    int
	held  int     // everything from here on is kept, -1 if nothing is
	base  int64   // where in the stream buf begins
	limit int64   // how long the stream may be
	kept  *blocks // what has been read is copied here, nil for nowhere
	ended error   // what the stream ended with: io.EOF or why it broke
}

// blocks are a long text in pieces, so that it need not be copied to grow.
type blocks [][]byte

func newWindow(from io.Reader, limit int64) *window {
	return &window{from: from, limit: limit, held: -1, buf: make([]byte, 0, firstWindow)}
}

// offset is where in the stream buf[i] is.
func (w *window) offset(i int) int64 { return w.base + int64(i) }

// more reads on, and keeps what is behind from or held. All indexes into buf are
// then smaller by moved. At the end of the stream it is what the stream ended with.
func (w *window) more(from int) (moved int, err error) {
	if w.ended != nil {
		return 0, w.ended
	}
	if w.held >= 0 {
		from = min(from, w.held)
		w.held -= from
	}
	if len(w.buf)-from > MaxCell {
		return 0, errLong
	}
	if w.kept != nil {
		*w.kept = append(*w.kept, append([]byte(nil), w.buf[:from]...))
	}
	rest := copy(w.buf[:cap(w.buf)], w.buf[from:])
	if rest > cap(w.buf)/2 {
		w.buf = append(make([]byte, 0, 2*cap(w.buf)), w.buf[:rest]...)
	}
	w.buf = w.buf[:rest]
	w.base += int64(from)
	w.at -= from
	return from, w.read()
}

// read adds at least one byte to the window.
func (w *window) read() error {
	for {
		rest := len(w.buf)
		n, err := w.from.Read(w.buf[rest:cap(w.buf)])
		w.buf = w.buf[:rest+n]
		if w.offset(len(w.buf)) > w.limit {
			err = &TooLarge{Most: w.limit}
			w.buf = w.buf[:rest]
			n = 0
		}
		if err != nil {
			w.ended = err
		}
		switch {
		case n > 0:
			return nil
		case err != nil:
			return err
		}
	}
}

// cut tells whether the stream ended where it may not have: a regular end, or
// one that a length or a checksum says is too early.
func cut(err error) bool {
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
}

// forget drops what has been read.
func (w *window) forget() {
	rest := copy(w.buf, w.buf[w.at:])
	w.buf = w.buf[:rest]
	w.base += int64(w.at)
	w.at = 0
}

// Read gives the text from its beginning, and lets go of what it has given.
func (b *blocks) Read(p []byte) (int, error) {
	for len(*b) > 0 {
		n := copy(p, (*b)[0])
		if n == len((*b)[0]) {
			(*b)[0] = nil
			*b = (*b)[1:]
		} else {
			(*b)[0] = (*b)[0][n:]
		}
		if n > 0 || len(p) == 0 {
			return n, nil
		}
	}
	return 0, io.EOF
}
