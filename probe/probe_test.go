//go:build linux

package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

const patience = 20 * time.Second

// running is a probe in a separate process.
type running struct {
	t       *testing.T
	command *exec.Cmd
	stdin   io.WriteCloser
	lines   chan []byte
	hello   hello
	pids    string
}

// response has the fields of every kind of response.
type response struct {
	failure
	Error       string
	Address     string
	StartedNs   int64
	ReadyUs     float64
	ListenUs    float64
	ResponseUs  float64
	Scheme      scheme
	Inits       []initTask
	CPUUs       float64
	RunDelayUs  *float64
	RSSBytes    int64
	MinorFaults int64
	Threads     int
}

// inFullRun skips with `go test -short` a test that keeps a processor busy for
// a good part of a second. The other tests still start an app of every kind.
func inFullRun(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("in the full run only")
	}
}

func startProbe(t *testing.T) *running {
	t.Helper()
	return startProbeAs(t, "probe", nil)
}

func startProbeAs(t *testing.T, name string, attributes *syscall.SysProcAttr) *running {
	t.Helper()
	p := &running{t: t, lines: make(chan []byte, 16), pids: filepath.Join(t.TempDir(), "pids")}
	p.command = exec.Command("/proc/self/exe")
	p.command.Env = append(os.Environ(), role+"="+name, "PIDS="+p.pids)
	p.command.SysProcAttr = attributes
	var err error
	if p.stdin, err = p.command.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	stdout, err := p.command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.command.Start(); err != nil {
		if attributes != nil {
			t.Skipf("no namespaces here: %v", err)
		}
		t.Fatal(err)
	}
	t.Cleanup(p.finish)
	go func() {
		defer close(p.lines)
		for reader := bufio.NewReader(stdout); ; {
			line, err := reader.ReadBytes('\n')
			if err != nil {
				return
			}
			p.lines <- line
		}
	}()
	p.read(&p.hello)
	return p
}

func (p *running) finish() {
	p.stdin.Close()
	overdue := time.AfterFunc(patience, func() { p.command.Process.Kill() })
	for range p.lines {
	}
	if err := p.command.Wait(); err != nil {
		p.t.Errorf("the probe ended with %v", err)
	}
	overdue.Stop()
	if p.command.SysProcAttr == nil {
		p.expectNothingLeft()
	}
}

func (p *running) read(into any) {
	p.t.Helper()
	select {
	case line, ok := <-p.lines:
		if !ok {
			p.t.Fatal("the probe ended")
		}
		if err := json.Unmarshal(line, into); err != nil {
			p.t.Fatalf("%v in %s", err, line)
		}
	case <-time.After(patience):
		p.t.Fatal("no response from the probe")
	}
}

func (p *running) write(line string) {
	p.t.Helper()
	if _, err := io.WriteString(p.stdin, line+"\n"); err != nil {
		p.t.Fatal(err)
	}
}

func (p *running) send(r request) {
	p.t.Helper()
	line, err := json.Marshal(r)
	if err != nil {
		p.t.Fatal(err)
	}
	p.write(string(line))
}

func (p *running) start(r request) response {
	p.t.Helper()
	p.send(r)
	var answer response
	p.read(&answer)
	if answer.ID != r.ID {
		p.t.Fatalf("id = %d, want %d", answer.ID, r.ID)
	}
	return answer
}

func (p *running) expectNothingLeft() {
	p.t.Helper()
	for _, pid := range p.recorded() {
		if err := syscall.Kill(pid, 0); !errors.Is(err, syscall.ESRCH) {
			p.t.Errorf("process %d is left (%v)", pid, err)
		}
	}
}

func (p *running) recorded() []int {
	text, _ := os.ReadFile(p.pids)
	var pids []int
	for _, field := range strings.Fields(string(text)) {
		pid, _ := strconv.Atoi(field)
		pids = append(pids, pid)
	}
	return pids
}

// testApp is a request for one of the apps of the tests.
func testApp(name, listen string) request {
	return request{
		ID: 7, Argv: []string{"/proc/self/exe"}, Env: []string{role + "=" + name, "LISTEN=" + listen},
		TimeoutMs: patience.Milliseconds(),
	}
}

// freeAddress avoids the ephemeral ports of the kernel.
func freeAddress(t *testing.T) string {
	t.Helper()
	for tries := 0; tries < 100; tries++ {
		address := fmt.Sprintf("127.0.0.1:%d", 10_000+rand.Intn(20_000))
		if listener, err := net.Listen("tcp", address); err == nil {
			listener.Close()
			return address
		}
	}
	t.Fatal("no free port")
	return ""
}

func expectReady(t *testing.T, got response, address string, status int) {
	t.Helper()
	if !got.Ready {
		t.Fatalf("not ready: %+v", got)
	}
	if address != "" && got.Address != address {
		t.Errorf("address = %s, want %s", got.Address, address)
	}
	if got.Status != status {
		t.Errorf("status = %d, want %d", got.Status, status)
	}
	if got.ListenUs <= 0 || got.ResponseUs < got.ListenUs || got.ReadyUs != got.ResponseUs {
		t.Errorf("listen %v µs, response %v µs, ready %v µs", got.ListenUs, got.ResponseUs, got.ReadyUs)
	}
	expectMeasured(t, got)
}

func expectMeasured(t *testing.T, got response) {
	t.Helper()
	if now := monotonic(); got.StartedNs <= 0 || got.StartedNs+int64(got.ReadyUs*1000) > now {
		t.Errorf("started at %d and ready %v µs later, now it is %d", got.StartedNs, got.ReadyUs, now)
	}
	if got.CPUUs <= 0 || got.RSSBytes < 1<<20 || got.MinorFaults <= 0 || got.Threads <= 0 {
		t.Errorf("usage: cpu %v µs, rss %d, faults %d, threads %d", got.CPUUs, got.RSSBytes, got.MinorFaults, got.Threads)
	}
	if got.Log == nil || len(got.Log) > 0 {
		t.Errorf("log = %q, want none", got.Log)
	}
}

func expectFailure(t *testing.T, got response, kind failureKind) {
	t.Helper()
	if got.Ready || got.Failure != kind {
		t.Fatalf("want %s, have %+v", kind, got)
	}
	if got.Detail == "" || got.Log == nil {
		t.Errorf("detail %q, log %q", got.Detail, got.Log)
	}
}
