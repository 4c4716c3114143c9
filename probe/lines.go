//go:build linux

package main

import (
	"bytes"
	"regexp"
	"strconv"
)

// longestLine is the maximum length of a line; the rest is ignored.
const longestLine = 1 << 20

// lines splits its input into lines and passes each on without its line end.
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

// end passes on an unfinished last line.
func (l *lines) end() {
	if len(l.pending) > 0 {
		l.each(l.pending)
	}
}

// initTask is the report of Go's runtime about the initialization of one
// package with GODEBUG=inittrace=1. Times are in milliseconds, StartMs since
// the start of the runtime.
type initTask struct {
	Package string  `json:"package"`
	StartMs float64 `json:"startMs"`
	ClockMs float64 `json:"clockMs"`
	Bytes   int64   `json:"bytes"`
	Allocs  int64   `json:"allocs"`
}

// initLine does not match the beginning of a line: output of the package itself
// may precede it. See "inittrace" in the documentation of Go's runtime.
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

// packagePath reverts the compiler's escaping of a path in the name of a
// symbol.
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
