//go:build linux

package main

import (
	"slices"
	"syscall"
	"testing"
	"time"
)

// An app may pass its output on to a process that the probe cannot end.
func TestPipesThatStayOpen(t *testing.T) {
	log, end, err := newTail(request{})
	if err != nil {
		t.Fatal(err)
	}
	syscall.Write(end, []byte("line\n"))
	log.limit = time.Millisecond
	if got := log.lastLines(); got == nil || len(got) > 0 {
		t.Errorf("log = %q of a pipe that is open", got)
	}
	syscall.Close(end)
	log.limit = patience
	if got := log.lastLines(); !slices.Equal(got, []string{"line"}) {
		t.Errorf("log = %q", got)
	}

	seen, end, err := newContactLog()
	if err != nil {
		t.Fatal(err)
	}
	defer syscall.Close(end)
	seen.limit = time.Millisecond
	if got := seen.result(); len(got.Names) > 0 {
		t.Errorf("%+v", got)
	}
}
