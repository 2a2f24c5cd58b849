package hunting

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// decode reads an answer as a stream: at no time are there more than the columns
// so far and one row. Only an answer that tells its schema after its rows is
// held. It gives up after limit bytes. Errors are *Error with KindBadAnswer,
// KindAnswerTooLarge or KindCellTooLong, or those of the body.
func decode(body io.Reader, limit int64) (*Answer, error) {
	counted := &counter{from: body, limit: limit}
	d := decoder{json: json.NewDecoder(counted)}
	err := d.envelope()
	if counted.overrun {
		return nil, &Error{Kind: KindAnswerTooLarge, most: limit}
	}
	if err != nil {
		if counted.broken != nil {
			return nil, counted.broken
		}
		var done *Error
		if errors.As(err, &done) {
			return nil, done
		}
		return nil, &Error{Kind: KindBadAnswer, cause: d.locate(err, counted)}
	}
	answer := d.rows.answer()
	answer.Stats = d.stats
	answer.Bytes = counted.read
	return answer, nil
}

type decoder struct {
	json  *json.Decoder
	rows  *rows
	early json.RawMessage // results that came before their schema
	stats []Stat
}

// envelope reads the outer object and what lies around it.
func (d *decoder) envelope() error {
	if err := d.open('{'); err != nil {
		return err
	}
	for d.json.More() {
		key, err := d.key()
		if err != nil {
			return err
		}
		if err := d.member(key); err != nil {
			return err
		}
	}
	if _, err := d.json.Token(); err != nil {
		return err
	}
	if _, err := d.json.Token(); err != io.EOF {
		return errors.New("something follows the end of the answer")
	}
	return d.complete()
}

func (d *decoder) member(key string) error {
	switch strings.ToLower(key) {
	case "schema":
		return d.schema()
	case "results":
		if d.rows == nil {
			return d.json.Decode(&d.early)
		}
		return d.rows.read(d.json)
	case "stats":
		var err error
		d.stats, err = readStats(d.json)
		return err
	}
	var skipped json.RawMessage
	return d.json.Decode(&skipped)
}

func (d *decoder) schema() error {
	if d.rows != nil {
		return errors.New("it has two schemas")
	}
	var columns []struct{ Name, Type string } // in either casing
	if err := d.json.Decode(&columns); err != nil {
		return err
	}
	d.rows = &rows{at: make(map[string]int, len(columns))}
	for i, c := range columns {
		if _, twice := d.rows.at[c.Name]; twice {
			return fmt.Errorf("its schema has the column %q twice", c.Name)
		}
		d.rows.at[c.Name] = i
		d.rows.columns = append(d.rows.columns, newColumn(c.Name, c.Type))
	}
	return nil
}

// complete reads rows that came too early and misses what never came.
func (d *decoder) complete() error {
	switch {
	case d.rows == nil:
		return errors.New("it has no schema")
	case d.early != nil:
		return d.rows.read(json.NewDecoder(bytes.NewReader(d.early)))
	case !d.rows.seen:
		return errors.New("it has no results")
	}
	return nil
}

func (d *decoder) key() (string, error) {
	token, err := d.json.Token()
	key, _ := token.(string) // inside an object the decoder lets nothing else through
	return key, err
}

func (d *decoder) open(want json.Delim) error { return open(d.json, want) }

func open(from *json.Decoder, want json.Delim) error {
	token, err := from.Token()
	if err != nil {
		return err
	}
	if token != want {
		return fmt.Errorf("there is %v where %v belongs", token, want)
	}
	return nil
}

// locate says how far the answer could be read.
func (d *decoder) locate(err error, c *counter) error {
	var syntax *json.SyntaxError
	switch {
	case c.read == 0:
		return errors.New("it is empty")
	case c.first == '<':
		return errors.New("it is an HTML page")
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return fmt.Errorf("it ends too early, after %d bytes", c.read)
	case errors.As(err, &syntax):
		return fmt.Errorf("it is not JSON: %w (near byte %d)", err, d.json.InputOffset())
	}
	return err
}
