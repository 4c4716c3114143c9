//go:build linux

package main

import (
	"bytes"
	"regexp"
	"strconv"
)

// longestLine is what is looked at of a line.
const longestLine = 1 << 20

// lines cuts what it is given in pieces into lines and hands each on without
// its end.
type lines struct {
	pending []byte
	each    func(line []byte)
}

func (l *lines) add(text []byte) {
	for {
		line, rest, ended := bytes.Cut(text, []byte("\n"))
		line = line[:min(len(line), longestLine-len(l.pending))]
		if !ended || len(l.pending) > 0 {
			l.pending = append(l.pending, line...)
			line = l.pending
		}
		if !ended {
			return
		}
		l.each(bytes.TrimSuffix(line, []byte("\r")))
		l.pending, text = l.pending[:0], rest
	}
}

// end hands on a last line that has no end.
func (l *lines) end() {
	if len(l.pending) > 0 {
		l.each(l.pending)
	}
}

// initTask is what Go's runtime tells of the initialisation of one package
// when GODEBUG has inittrace=1. Times are in milliseconds, StartMs since the
// start of the runtime.
type initTask struct {
	Package string  `json:"package"`
	StartMs float64 `json:"startMs"`
	ClockMs float64 `json:"clockMs"`
	Bytes   int64   `json:"bytes"`
	Allocs  int64   `json:"allocs"`
}

// initLine has no beginning of a line: what the package printed itself may
// stand before it. See "inittrace" in the documentation of Go's runtime.
var (
	initLine    = regexp.MustCompile(`init (\S+) @([0-9.]+) ms, ([0-9.]+) ms clock, ([0-9]+) bytes, ([0-9]+) allocs$`)
	initLineEnd = []byte(" allocs")
)

func parseInitTask(line []byte) (initTask, bool) {
	if !bytes.HasSuffix(line, initLineEnd) {
		return initTask{}, false
	}
	fields := initLine.FindSubmatch(line)
	if fields == nil {
		return initTask{}, false
	}
	task := initTask{Package: packagePath(string(fields[1]))}
	var errs [4]error
	task.StartMs, errs[0] = strconv.ParseFloat(string(fields[2]), 64)
	task.ClockMs, errs[1] = strconv.ParseFloat(string(fields[3]), 64)
	task.Bytes, errs[2] = strconv.ParseInt(string(fields[4]), 10, 64)
	task.Allocs, errs[3] = strconv.ParseInt(string(fields[5]), 10, 64)
	return task, errs == [4]error{}
}

// packagePath undoes what the compiler does to a path that becomes part of the
// name of a symbol.
func packagePath(symbol string) string {
	path := make([]byte, 0, len(symbol))
	for i := 0; i < len(symbol); i++ {
		if symbol[i] != '%' {
			path = append(path, symbol[i])
			continue
		}
		character, err := strconv.ParseUint(symbol[i+1:min(i+3, len(symbol))], 16, 8)
		if err != nil || i+3 > len(symbol) {
			return symbol
		}
		path = append(path, byte(character))
		i += 2
	}
	return string(path)
}
