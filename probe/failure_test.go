//go:build linux

package main

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestExits(t *testing.T) {
	t.Parallel()
	p := startProbe(t)

	got := p.start(testApp("exit", ""))
	expectFailure(t, got, appExited)
	if got.ExitCode == nil || *got.ExitCode != 3 || got.Signal != "" {
		t.Errorf("exit code %v, signal %q", got.ExitCode, got.Signal)
	}
	if want := []string{"starting", "fatal: DATABASE_URL is not set \uFFFD"}; !slices.Equal(got.Log, want) {
		t.Errorf("log = %q, want %q", got.Log, want)
	}

	got = p.start(testApp("abort", ""))
	expectFailure(t, got, appExited)
	if got.ExitCode != nil || got.Signal != "SIGKILL" {
		t.Errorf("exit code %v, signal %q", got.ExitCode, got.Signal)
	}

	got = p.start(testApp("exit-after-lines", ""))
	expectFailure(t, got, appExited)
	if len(got.Log) != 30 || got.Log[0] != "line 971" || got.Log[29] != "line 1000" {
		t.Errorf("log = %q", got.Log)
	}

	// A start ends when the first process fails, even if others continue.
	for _, app := range []string{"exit-leaving-child", "web-crashing-leaving-child"} {
		got = p.start(testApp(app, freeAddress(t)))
		expectFailure(t, got, appExited)
		if got.ExitCode == nil || *got.ExitCode != 4 {
			t.Errorf("%s: exit code %v", app, got.ExitCode)
		}
	}
	p.expectNothingLeft()
	if n := len(p.recorded()); n < 6 {
		t.Errorf("%d processes recorded", n)
	}
}

func TestBackgroundProcesses(t *testing.T) {
	inFullRun(t)
	t.Parallel()
	p := startProbe(t)

	// The failed process explains why none is left.
	got := p.start(testApp("daemon-crashing", ""))
	expectFailure(t, got, appExited)
	if got.ExitCode == nil || *got.ExitCode != 3 {
		t.Errorf("exit code %v", got.ExitCode)
	}

	r := testApp("daemon-idle", "")
	r.TimeoutMs = 3000
	got = p.start(r)
	expectFailure(t, got, neverListened)
	if got.ExitCode == nil || *got.ExitCode != 0 || !strings.Contains(got.Detail, "first process exited") {
		t.Errorf("exit code %v, detail %q", got.ExitCode, got.Detail)
	}

	r = testApp("prints-ready-and-exits", "")
	r.Ready, r.Pattern = readyLog, "never"
	got = p.start(r)
	expectFailure(t, got, appExited)
	if got.ExitCode == nil || *got.ExitCode != 0 {
		t.Errorf("exit code %v", got.ExitCode)
	}
}

func TestNeverReady(t *testing.T) {
	inFullRun(t)
	tests := []struct {
		app, path string
		statuses  []int
		want      failureKind
		status    int
		listens   bool
	}{
		{app: "hang", want: neverListened},
		{app: "mute", want: noHTTPResponse, listens: true},
		{app: "drop", want: noHTTPResponse, listens: true},
		{app: "no-http", want: noHTTPResponse, listens: true},
		{app: "web", path: "/healthz", want: badStatus, status: 404, listens: true},
		{app: "web-500", statuses: []int{200, 204}, want: badStatus, status: 500, listens: true},
		{app: "https", path: "/healthz", want: badStatus, status: 404, listens: true},
	}
	for _, test := range tests {
		for _, known := range []bool{false, true} {
			test, known := test, known
			t.Run(fmt.Sprintf("%s known=%v", test.app, known), func(t *testing.T) {
				t.Parallel()
				p := startProbe(t)
				address := freeAddress(t)
				r := testApp(test.app, address)
				r.Path, r.Statuses = test.path, test.statuses
				r.TimeoutMs = 3000
				if known {
					r.Address = address
				}
				got := p.start(r)
				expectFailure(t, got, test.want)
				if test.listens != slices.Equal(got.Addresses, []string{address}) {
					t.Errorf("addresses = %q", got.Addresses)
				}
				if got.Status != test.status {
					t.Errorf("status = %d, want %d", got.Status, test.status)
				}
				p.expectNothingLeft()
			})
		}
	}
}

func TestExecFails(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write := func(name, text string, mode os.FileMode) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), mode); err != nil {
			t.Fatal(err)
		}
		return path
	}
	tests := []struct {
		name, dir, detail string
		argv              string
	}{
		{name: "missing", argv: "/no/such/program", detail: "cannot execute /no/such/program: no such file or directory"},
		{name: "not in PATH", argv: "no-such-program", detail: "in no folder of PATH"},
		{name: "missing interpreter", argv: write("script", "#!/no/such/shell\n", 0o755), detail: "interpreter or loader"},
		{name: "no program", argv: write("text", "text\n", 0o755), detail: "not a program for this machine"},
		{name: "not executable", argv: write("plain", "#!/bin/sh\n", 0o644), detail: "permission denied"},
		{name: "missing directory", argv: "/proc/self/exe", dir: "/no/such/dir", detail: "cannot start in /no/such/dir"},
	}
	p := startProbe(t)
	for _, test := range tests {
		got := p.start(request{ID: 7, Argv: []string{test.argv}, Dir: test.dir})
		expectFailure(t, got, failedExec)
		if !strings.Contains(got.Detail, test.detail) {
			t.Errorf("%s: detail = %q, want it to contain %q", test.name, got.Detail, test.detail)
		}
	}
}

func TestAddressTaken(t *testing.T) {
	t.Parallel()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	p := startProbe(t)
	r := testApp("web", freeAddress(t))
	r.Address = taken.Addr().String()
	expectFailure(t, p.start(r), addressTaken)
	if len(p.recorded()) > 0 {
		t.Error("the app was started")
	}
}
