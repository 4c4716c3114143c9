//go:build linux

package main

import (
	"bytes"
	"fmt"
	"os"
	"regexp"
	"strings"
	"syscall"
	"time"
)

const (
	tailBytes = 8000
	tailLines = 30
	// How long a pipe may stay open after the end of the app. It stays open
	// only if the app passed it on to another process, such as a service. A
	// failed start may wait twice, and linkgate waits 10 s for an answer
	// (graceMs in probe.ts).
	pipeTimeout = 3 * time.Second
)

// tail reads the output of an app, keeps the end of it, and examines its lines
// on request.
type tail struct {
	kept []byte
	// cut says that kept may begin in the middle of a line.
	cut   bool
	ended chan struct{}
	limit time.Duration

	// lines is nil if lines need not be examined, or need not be any more.
	lines *lines
	// matched receives the time at which the first line that matches pattern
	// was read.
	matched chan time.Time
	pattern *regexp.Regexp
	read    time.Time
	// inits are collected if inittrace is set.
	inits     []initTask
	inittrace bool
}

// newTail returns the tail and the end of the pipe that the app writes to: one
// for standard output and standard error, so that lines keep their order.
func newTail(r request) (*tail, int, error) {
	// Not os.Pipe, which sets the app's end to non-blocking as well.
	var ends [2]int
	if err := syscall.Pipe2(ends[:], syscall.O_CLOEXEC); err != nil {
		return nil, 0, fmt.Errorf("cannot make a pipe: %w", err)
	}
	t := &tail{
		ended:   make(chan struct{}),
		limit:   pipeTimeout,
		matched: make(chan time.Time, 1), pattern: r.pattern,
		inits: []initTask{}, inittrace: r.Inittrace,
	}
	if r.pattern != nil || r.Inittrace {
		t.lines = &lines{each: t.examine}
	}
	go t.drain(os.NewFile(uintptr(ends[0]), "log"))
	return t, ends[1], nil
}

func (t *tail) drain(from *os.File) {
	defer close(t.ended)
	defer from.Close()
	chunk := make([]byte, 64<<10)
	for {
		n, err := from.Read(chunk)
		t.read = time.Now()
		t.add(chunk[:n])
		if t.lines != nil {
			t.lines.add(chunk[:n])
		}
		if err != nil {
			break
		}
	}
	if t.lines != nil {
		t.lines.end()
	}
}

func (t *tail) examine(line []byte) {
	if t.inittrace {
		if task, ok := parseInitTask(line); ok {
			t.inits = append(t.inits, task)
		}
	}
	if t.pattern != nil && t.pattern.Match(line) {
		t.matched <- t.read
		t.pattern = nil
		if !t.inittrace {
			t.lines = nil
		}
	}
}

func (t *tail) add(text []byte) {
	t.kept = append(t.kept, text...)
	if extra := len(t.kept) - tailBytes; extra > 0 {
		t.kept = t.kept[:copy(t.kept, t.kept[extra:])]
		t.cut = true
	}
}

// wait returns when the last process that could print is gone. It returns false
// if that takes too long; the output may then still change.
func (t *tail) wait() bool { return isClosedWithin(t.limit, t.ended) }

func isClosedWithin(limit time.Duration, ended <-chan struct{}) bool {
	late := time.After(limit)
	select {
	case <-ended:
		return true
	case <-late:
	}
	// If both are ready, select chooses either.
	select {
	case <-ended:
		return true
	default:
		return false
	}
}

func (t *tail) lastLines() []string {
	if !t.wait() {
		return []string{}
	}
	kept := t.kept
	if t.cut {
		if _, rest, found := bytes.Cut(kept, []byte("\n")); found && len(rest) > 0 {
			kept = rest
		}
	}
	text := strings.TrimRight(strings.ToValidUTF8(string(kept), "\uFFFD"), "\r\n")
	if text == "" {
		return []string{}
	}
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimSuffix(line, "\r")
	}
	return lines[max(0, len(lines)-tailLines):]
}
