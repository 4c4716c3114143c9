//go:build linux

package main

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"syscall"
)

const (
	tailBytes = 8000
	tailLines = 30
)

// tail reads all that an app prints and keeps the end of it.
type tail struct {
	kept []byte
	// cut says that kept may begin in the middle of a line.
	cut   bool
	ended chan struct{}
}

// newTail returns the tail and the end of the pipe that the app writes to: one
// for standard output and standard error, so that lines keep their order.
func newTail() (*tail, int, error) {
	// Not os.Pipe, which sets the app's end to non-blocking as well.
	var ends [2]int
	if err := syscall.Pipe2(ends[:], syscall.O_CLOEXEC); err != nil {
		return nil, 0, fmt.Errorf("cannot make a pipe: %w", err)
	}
	t := &tail{ended: make(chan struct{})}
	go t.drain(os.NewFile(uintptr(ends[0]), "log"))
	return t, ends[1], nil
}

func (t *tail) drain(from *os.File) {
	defer close(t.ended)
	defer from.Close()
	chunk := make([]byte, 64<<10)
	for {
		n, err := from.Read(chunk)
		t.add(chunk[:n])
		if err != nil {
			return
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

// wait returns when the last process that could print is gone.
func (t *tail) wait() { <-t.ended }

func (t *tail) lines() []string {
	t.wait()
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
