// The benchmark of decoding. `npm run bench -- decode` runs it.
//
//	bench ROWS ROUNDS     one JSON line: our decoder, a bare jsontext token loop and
//	                      encoding/json over the same bytes, in turn, medians
//	bench -write FILE ROWS
//	bench -decode FILE    decodes a file and prints the most memory that it took
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting/decode"
)

const limit = 512 << 20

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	switch {
	case len(args) == 3 && args[0] == "-write":
		file, err := os.Create(args[1])
		if err != nil {
			return err
		}
		rows, _ := strconv.Atoi(args[2])
		return errors.Join(write(file, rows), file.Close())
	case len(args) == 2 && args[0] == "-decode":
		return peak(args[1])
	case len(args) == 2:
		rows, _ := strconv.Atoi(args[0])
		rounds, _ := strconv.Atoi(args[1])
		return compare(rows, max(rounds, 1))
	}
	return errors.New("usage: bench ROWS ROUNDS | bench -write FILE ROWS | bench -decode FILE")
}

// figures are one line of results.
type figures struct {
	Rows            int     `json:"rows"`
	Bytes           int     `json:"bytes"`
	MBPerS          float64 `json:"mbPerS"`
	TokenScanMBPerS float64 `json:"tokenScanMbPerS"`
	GenericMBPerS   float64 `json:"genericMbPerS"`
	Ratio           float64 `json:"ratio"` // median of each round's own
	AllocsPerRow    float64 `json:"allocsPerRow"`
}

func compare(rows, rounds int) error {
	var body bytes.Buffer
	if err := write(&body, rows); err != nil {
		return err
	}
	var ours, scan, generic, ratio []float64
	f := figures{Rows: rows, Bytes: body.Len()}
	for range rounds {
		took, allocs, err := measure(body.Bytes(), typed)
		if err != nil {
			return err
		}
		f.AllocsPerRow = float64(allocs) / float64(rows)
		scanTook, _, err := measure(body.Bytes(), tokens)
		if err != nil {
			return err
		}
		genericTook, _, err := measure(body.Bytes(), maps)
		if err != nil {
			return err
		}
		megabytes := float64(body.Len()) / 1e6
		ours = append(ours, megabytes/took)
		scan = append(scan, megabytes/scanTook)
		generic = append(generic, megabytes/genericTook)
		ratio = append(ratio, scanTook/took)
	}
	f.MBPerS, f.TokenScanMBPerS, f.GenericMBPerS, f.Ratio = median(ours), median(scan), median(generic), median(ratio)
	return json.NewEncoder(os.Stdout).Encode(f)
}

func median(of []float64) float64 {
	slices.Sort(of)
	return of[len(of)/2]
}

// measure gives seconds and allocations of one run, begun on a clean heap. Small
// bodies are read many times over.
func measure(body []byte, read func(io.Reader) error) (seconds float64, allocs uint64, err error) {
	times := max(1, 20_000_000/len(body))
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	began := time.Now()
	for range times {
		if err := read(bytes.NewReader(body)); err != nil {
			return 0, 0, err
		}
	}
	took := time.Since(began)
	runtime.ReadMemStats(&after)
	return took.Seconds() / float64(times), (after.Mallocs - before.Mallocs) / uint64(times), nil
}

// typed is what a hunt does: columns of typed cells, as they are handed to frames.
func typed(body io.Reader) error {
	table, err := decode.Read(body, limit)
	if err == nil && (len(table.Columns) != len(columns) || len(table.Notices) > 0) {
		return fmt.Errorf("%d columns, notices %q", len(table.Columns), table.Notices)
	}
	return err
}

// tokens only walks the JSON and makes nothing of it.
func tokens(body io.Reader) error {
	d := jsontext.NewDecoder(body)
	for {
		if _, err := d.ReadToken(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// maps is the generic path, a map for each row: what the typed columns are measured against.
func maps(body io.Reader) error {
	var answer struct{ Results []map[string]any }
	return json.NewDecoder(body).Decode(&answer)
}

// peak prints how much memory the process had at most beyond what it had before.
func peak(name string) error {
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	before, err := most()
	if err != nil {
		return err
	}
	table, err := decode.Read(file, limit)
	if err != nil {
		return err
	}
	after, err := most()
	if err != nil {
		return err
	}
	runtime.KeepAlive(table)
	return json.NewEncoder(os.Stdout).Encode(map[string]float64{"peakOverBody": (after - before) / float64(table.Bytes)})
}

// most is the peak of the process's resident memory, which Linux alone tells.
func most() (float64, error) {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0, fmt.Errorf("peak memory is measured on Linux only: %w", err)
	}
	found := regexp.MustCompile(`VmHWM:\s+(\d+) kB`).FindSubmatch(status)
	if found == nil {
		return 0, errors.New("the system does not tell peak memory")
	}
	kb, err := strconv.ParseFloat(string(found[1]), 64)
	return kb * 1024, err
}
