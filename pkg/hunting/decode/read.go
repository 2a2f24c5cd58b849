package decode

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Read reads an answer of at most limit bytes. At no time is there more of it in
// memory than the columns so far and 64 kB, or the longest value where that is
// longer; only rows that come before their schema are held until it comes.
// Errors are *Malformed, *TooLarge, *CellTooLong, or what the body failed with.
func Read(body io.Reader, limit int64) (*Table, error) {
	e := envelope{scanner: &scanner{window: newWindow(body, limit)}}
	if err := e.read(); err != nil {
		return nil, e.explain(err)
	}
	table := e.rows.table()
	table.Stats = e.stats
	table.Bytes = e.offset(e.at)
	return table, nil
}

// envelope is the outer object and what lies around it.
type envelope struct {
	*scanner
	rows  *rows
	early *early
	stats []Stat
}

// early are results that came before their schema, as they came.
type early struct {
	text blocks
	from int64 // where in the stream they begin
}

func (e *envelope) read() error {
	if c, err := e.next(); err != nil {
		return e.none(err)
	} else if c == '<' {
		return malformed("it is an HTML page")
	}
	more, err := e.begins('{')
	for more && err == nil {
		if err = e.member(); err == nil {
			more, err = e.goesOn('}')
		}
	}
	if err != nil {
		return err
	}
	if _, err := e.next(); err == nil {
		return &Malformed{What: "something follows the end of the answer", Offset: e.offset(e.at)}
	} else if !errors.Is(err, io.EOF) {
		return err
	}
	return e.complete()
}

// none is about a body without anything in it.
func (e *envelope) none(err error) error {
	if errors.Is(err, io.EOF) {
		return malformed("it is empty")
	}
	return err
}

func (e *envelope) member() error {
	var t token
	if err := e.key(&t); err != nil {
		return err
	}
	name := strings.ToLower(string(t.text)) // the APIs differ in their casing
	if err := e.take(':'); err != nil {
		return err
	}
	switch name {
	case "schema":
		return e.schema()
	case "results":
		if e.rows != nil {
			return e.rows.read(e.scanner)
		}
		return e.hold()
	case "stats":
		if err := e.value(&t); err != nil {
			return err
		}
		var err error
		e.stats, err = readStats(json.NewDecoder(bytes.NewReader(t.raw)))
		return err
	}
	return e.skip(maxDepth)
}

func (e *envelope) schema() error {
	if e.rows != nil {
		return malformed("it has two schemas")
	}
	var t token
	if err := e.value(&t); err != nil {
		return err
	}
	var listed []struct{ Name, Type string } // in either casing
	if err := json.Unmarshal(t.raw, &listed); err != nil {
		return malformed("its schema is no list of names and types")
	}
	columns, stores, seen := make([]column, len(listed)), &stores{}, make(map[string]bool, len(listed))
	for i, c := range listed {
		if seen[c.Name] {
			return malformed(fmt.Sprintf("its schema has the column %q twice", c.Name))
		}
		seen[c.Name] = true
		columns[i] = newColumn(c.Name, c.Type, stores)
	}
	e.rows = newRows(columns)
	return nil
}

// hold keeps the results until their schema comes.
func (e *envelope) hold() error {
	if e.early != nil {
		return malformed("it has two lists of results")
	}
	e.forget()
	e.early = &early{from: e.base}
	e.kept = &e.early.text
	err := e.skip(maxDepth)
	e.kept = nil
	e.early.text = append(e.early.text, bytes.Clone(e.buf[:e.at]))
	return err
}

// complete reads rows that came too early and misses what never came.
func (e *envelope) complete() error {
	switch {
	case e.rows == nil:
		return malformed("it has no schema")
	case e.early != nil:
		again := &scanner{window: newWindow(&e.early.text, e.limit)}
		again.base, again.limit = e.early.from, e.limit
		return e.rows.read(again)
	case !e.rows.seen:
		return malformed("it has no results")
	}
	return nil
}

// explain says how far the answer could be read.
func (e *envelope) explain(err error) error {
	switch {
	case cut(err):
		return malformed(fmt.Sprintf("it ends too early, after %d bytes", e.offset(len(e.buf))))
	case errors.Is(err, errLong):
		return &Malformed{What: "it has a value that is too long", Offset: e.offset(e.at)}
	}
	return err
}
