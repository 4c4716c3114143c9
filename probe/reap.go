//go:build linux

package main

import (
	"errors"
	"fmt"
	"os"
	"syscall"
	"time"
)

const (
	prSetChildSubreaper = 36
	killTimeout         = 10 * time.Second
)

// adoptOrphans makes the probe the parent of every process of the app whose own
// parent is gone. PID 1 already is.
func adoptOrphans() error {
	if os.Getpid() == 1 {
		return nil
	}
	if _, _, errno := syscall.RawSyscall(syscall.SYS_PRCTL, prSetChildSubreaper, 1, 0); errno != 0 {
		return fmt.Errorf("cannot become the parent of orphans: %w", errno)
	}
	return nil
}

// processTree contains all processes of one start.
type processTree struct {
	// exited receives the status of the first process when it ends.
	exited chan syscall.WaitStatus
	// gone is closed when no process is left; failed is then the status of the
	// last one that failed, or 0.
	gone   chan struct{}
	failed syscall.WaitStatus
}

// reap is the only place that waits for processes. Every process of the app is
// a descendant of the probe, which adopts it when its parent ends: once the
// probe has no children, no process of the app is left.
func reap(pid int) *processTree {
	f := &processTree{exited: make(chan syscall.WaitStatus, 1), gone: make(chan struct{})}
	go func() {
		defer close(f.gone)
		for {
			var status syscall.WaitStatus
			ended, err := syscall.Wait4(-1, &status, syscall.WALL, nil)
			switch {
			case errors.Is(err, syscall.EINTR):
				continue
			case err != nil:
				return
			case ended == pid:
				f.exited <- status
			}
			if status != 0 {
				f.failed = status
			}
		}
	}()
	return f
}

// end kills all processes of the app.
func (a *app) end() error {
	// A process may fork between the scan and the kill, so repeat until the
	// reaper has seen the last.
	for deadline := time.Now().Add(killTimeout); time.Now().Before(deadline); {
		a.kill()
		select {
		case <-a.gone:
			return nil
		case <-time.After(2 * time.Millisecond):
		}
	}
	return fmt.Errorf("%d processes of the app are still there %v after SIGKILL", len(descendants()), killTimeout)
}

func (a *app) kill() {
	if os.Getpid() == 1 {
		// One call, which no fork can outrun.
		syscall.Kill(-1, syscall.SIGKILL)
		return
	}
	processes := a.seen
	if a.seen = nil; len(processes) == 0 {
		processes = descendants()
	}
	for _, process := range processes {
		syscall.Kill(process.pid, syscall.SIGKILL)
	}
}

var signalNames = map[syscall.Signal]string{
	syscall.SIGABRT: "SIGABRT", syscall.SIGALRM: "SIGALRM", syscall.SIGBUS: "SIGBUS", syscall.SIGFPE: "SIGFPE",
	syscall.SIGHUP: "SIGHUP", syscall.SIGILL: "SIGILL", syscall.SIGINT: "SIGINT", syscall.SIGKILL: "SIGKILL",
	syscall.SIGPIPE: "SIGPIPE", syscall.SIGQUIT: "SIGQUIT", syscall.SIGSEGV: "SIGSEGV", syscall.SIGSYS: "SIGSYS",
	syscall.SIGTERM: "SIGTERM", syscall.SIGTRAP: "SIGTRAP", syscall.SIGUSR1: "SIGUSR1", syscall.SIGUSR2: "SIGUSR2",
	syscall.SIGXCPU: "SIGXCPU", syscall.SIGXFSZ: "SIGXFSZ",
}

func signalName(signal syscall.Signal) string {
	if name, ok := signalNames[signal]; ok {
		return name
	}
	return fmt.Sprintf("signal %d", int(signal))
}
