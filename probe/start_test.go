//go:build linux

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
	"time"
)

func TestReady(t *testing.T) {
	tests := []struct {
		app, path string
		known     bool
		status    int
	}{
		{app: "web", status: 404},
		{app: "web", known: true, status: 404},
		{app: "web-dual", status: 404},
		{app: "web-dual", known: true, status: 404},
		{app: "web-unready", status: 503},
		{app: "web-unready", path: "/healthz", status: 200},
		{app: "web-unready", path: "/healthz", known: true, status: 200},
		{app: "web-behind-others", status: 404},
		{app: "web-deaf", status: 404},
		{app: "web-with-children", status: 404},
		{app: "web-in-child", status: 404},
		{app: "web-talkative", known: true, status: 404},
		{app: "web-talkative", status: 404},
		{app: "web-500", status: 500},
		{app: "web-400", status: 400},
		{app: "web-early-hints", status: 202},
		{app: "web-silent", status: 404},
		{app: "daemon", status: 404},
		{app: "daemon", known: true, status: 404},
	}
	for _, test := range tests {
		test := test
		t.Run(fmt.Sprintf("%s%s known=%v", test.app, test.path, test.known), func(t *testing.T) {
			t.Parallel()
			p := startProbe(t)
			address := freeAddress(t)
			r := testApp(test.app, address)
			r.Path = test.path
			if test.known {
				r.Address = address
			}
			expectReady(t, p.start(r), address, test.status)
			p.expectNothingLeft()
			if len(p.recorded()) == 0 {
				t.Error("the app left no record of its processes")
			}
		})
	}
}

func TestPortChosenByTheApp(t *testing.T) {
	t.Parallel()
	p := startProbe(t)
	expectReady(t, p.start(testApp("web", "127.0.0.1:0")), "", 404)
}

func TestIPv6Only(t *testing.T) {
	inFullRun(t)
	t.Parallel()
	if _, err := os.Stat("/proc/net/if_inet6"); err != nil {
		t.Skip("no IPv6 here")
	}
	address := freeAddress(t)
	want := "[::1]:" + port(address)
	for _, known := range []string{"", want, address} {
		p := startProbe(t)
		r := testApp("web-ipv6-only", address)
		r.Address = known
		expectReady(t, p.start(r), want, 404)
	}
}

func TestOtherAddressThanKnown(t *testing.T) {
	inFullRun(t)
	t.Parallel()
	p := startProbe(t)
	address := freeAddress(t)
	r := testApp("web", address)
	r.Address = freeAddress(t)
	expectReady(t, p.start(r), address, 404)
}

func TestDirectoryArgumentsAndEnvironment(t *testing.T) {
	t.Parallel()
	p := startProbe(t)
	dir := t.TempDir()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(self, filepath.Join(dir, "orders")); err != nil {
		t.Fatal(err)
	}

	r := testApp("show", "")
	r.Argv = []string{"orders", "-v", "two words"}
	r.Env = append(r.Env, "PATH=/no/such/folder:"+dir, "GIVEN=first", "GIVEN=last")
	r.Dir = "/"
	got := p.start(r)
	expectFailure(t, got, appExited)
	want := []string{"dir /", "args -v|two words", "env last 1", "stdin 0 EOF"}
	if !slices.Equal(got.Log, want) {
		t.Errorf("log = %q, want %q", got.Log, want)
	}
}

func TestOneProbeManyStarts(t *testing.T) {
	inFullRun(t)
	t.Parallel()
	p := startProbe(t)
	address := freeAddress(t)
	for i := 0; i < 20; i++ {
		r := testApp("web", address)
		r.Address = address
		r.ID = int64(i)
		expectReady(t, p.start(r), address, 404)
	}
	p.expectNothingLeft()
}

func TestInvalidRequests(t *testing.T) {
	t.Parallel()
	p := startProbe(t)
	if p.hello.Probe != protocolVersion || p.hello.PID != p.command.Process.Pid || p.hello.User != os.Getuid() {
		t.Errorf("hello = %+v", p.hello)
	}
	for line, id := range map[string]int64{
		"":                                   0,
		"no JSON":                            0,
		`{"id":1} {"id":2}`:                  0,
		`{"id":1,"argw":[]}`:                 0,
		`{"id":1}`:                           1,
		`{"id":1,"argv":["/a"],"env":["K"]}`: 1,
		`{"id":1,"argv":["/a"],"path":"healthz"}`:            1,
		`{"id":1,"argv":["/a"],"address":"localhost:8080"}`:  1,
		`{"id":1,"argv":["/a"],"address":"unix:app.sock"}`:   1,
		`{"id":1,"argv":["/a"],"address":"unix:"}`:           1,
		`{"id":1,"argv":["/a"],"scheme":"h2c"}`:              1,
		`{"id":1,"argv":["/a"],"statuses":[99]}`:             1,
		`{"id":1,"argv":["/a"],"ready":"soon"}`:              1,
		`{"id":1,"argv":["/a"],"ready":"log"}`:               1,
		`{"id":1,"argv":["/a"],"pattern":"x"}`:               1,
		`{"id":1,"argv":["/a"],"timeoutMs":-1}`:              1,
		`{"id":1,"argv":["/a"],"path":"/ HTTP/1.1\r\nX: y"}`: 1,
	} {
		p.write(line)
		var got response
		p.read(&got)
		if got.Error == "" || got.ID != id {
			t.Errorf("%s gives %+v", line, got)
		}
	}
	expectReady(t, p.start(testApp("web", freeAddress(t))), "", 404)
}

func TestInterrupted(t *testing.T) {
	for name, interrupt := range map[string]func(*running){
		"stdin closed": func(p *running) { p.stdin.Close() },
		"SIGTERM":      func(p *running) { p.command.Process.Signal(syscall.SIGTERM) },
		"SIGINT":       func(p *running) { p.command.Process.Signal(syscall.SIGINT) },
	} {
		interrupt := interrupt
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := startProbe(t)
			r := testApp("web-with-children", freeAddress(t))
			r.Path = "/healthz"
			p.send(r)
			for deadline := time.Now().Add(patience); len(p.recorded()) < 5; time.Sleep(time.Millisecond) {
				if time.Now().After(deadline) {
					t.Fatal("the app did not start")
				}
			}
			interrupt(p)
			// finish checks the rest.
		})
	}
}

// startInNamespace starts a probe that is the first process, as in a container.
func startInNamespace(t *testing.T) *running {
	t.Helper()
	attributes := &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWPID | syscall.CLONE_NEWNS}
	if os.Getuid() != 0 {
		attributes.Cloneflags |= syscall.CLONE_NEWUSER
		attributes.UidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}}
		attributes.GidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}}
	}
	return startProbeAs(t, "probe-in-namespace", attributes)
}

func TestAsPID1(t *testing.T) {
	t.Parallel()
	p := startInNamespace(t)
	if p.hello.PID != 1 {
		t.Fatalf("hello = %+v", p.hello)
	}
	for _, app := range []string{"web", "web-with-children", "web-deaf", "web-in-child", "daemon"} {
		address := freeAddress(t)
		expectReady(t, p.start(testApp(app, address)), address, 404)
	}
	expectFailure(t, p.start(testApp("exit-leaving-child", "")), appExited)

	// Process IDs are those of the namespace: the next start shows whether any
	// process is left in it.
	got := p.start(testApp("list-processes", ""))
	expectFailure(t, got, appExited)
	if len(got.Log) != 2 {
		t.Errorf("processes = %q, want the probe and the app", got.Log)
	}
}
