//go:build linux

package main

import (
	"fmt"
	"os"
	"runtime"
	"syscall"
	"testing"
	"time"
	"unsafe"
)

var getAttributes = map[string]uintptr{"amd64": 315, "arm64": 275}[runtime.GOARCH]

func attributesOf(thread int) schedAttributes {
	var got schedAttributes
	got.size = uint32(unsafe.Sizeof(got))
	syscall.RawSyscall6(getAttributes, uintptr(thread), uintptr(unsafe.Pointer(&got)), unsafe.Sizeof(got), 0, 0, 0)
	return got
}

func TestTimeSliceOfProbeAndApp(t *testing.T) {
	if getAttributes == 0 {
		t.Skip("not on this platform")
	}
	own := attributesOf(0)
	p := startProbe(t)
	got := p.start(testApp("shows-scheduling", ""))
	expectFailure(t, got, appExited)
	want := fmt.Sprintf("policy %d nice %d runtime %d flags %d", own.policy, own.nice, own.runtime, own.flags)
	if len(got.Log) != 1 || got.Log[0] != want {
		t.Errorf("the app has %q, want %q", got.Log, want)
	}
	first := attributesOf(p.command.Process.Pid)
	if own.policy == 0 && own.nice >= 0 && first.flags != resetOnFork {
		t.Errorf("the probe has %+v", first)
	}
	// Older kernels have no time slice for threads of this policy.
	if own.runtime > 0 && own.nice >= 0 && time.Duration(first.runtime) != slice {
		t.Errorf("the probe computes %v at a time, want %v", time.Duration(first.runtime), slice)
	}
}

func showScheduling() {
	own := attributesOf(0)
	fmt.Printf("policy %d nice %d runtime %d flags %d\n", own.policy, own.nice, own.runtime, own.flags)
	os.Exit(3)
}
