//go:build linux

package main

import (
	"os"
	"syscall"
	"testing"
	"time"
	"unsafe"
)

// processorSet is a cpu_set_t of 1024 processors.
type processorSet [16]uint64

func firstProcessor() int {
	var allowed processorSet
	syscall.RawSyscall(syscall.SYS_SCHED_GETAFFINITY, 0, unsafe.Sizeof(allowed), uintptr(unsafe.Pointer(&allowed)))
	for i := 0; i < 64*len(allowed); i++ {
		if allowed[i/64]>>(i%64)&1 == 1 {
			return i
		}
	}
	return 0
}

// stayOn keeps the calling thread on one processor.
func stayOn(processor int) {
	var only processorSet
	only[processor/64] = 1 << (processor % 64)
	syscall.RawSyscall(syscall.SYS_SCHED_SETAFFINITY, 0, unsafe.Sizeof(only), uintptr(unsafe.Pointer(&only)))
}

// compute uses this amount of CPU time, regardless of the elapsed time.
func compute(amount time.Duration) {
	const clockThread = 3
	spent := func() time.Duration {
		var now syscall.Timespec
		syscall.RawSyscall(syscall.SYS_CLOCK_GETTIME, clockThread, uintptr(unsafe.Pointer(&now)), 0)
		return time.Duration(now.Nano())
	}
	for end := spent() + amount; spent() < end; {
	}
}

func TestRunDelay(t *testing.T) {
	if len(readProc("/proc/self/schedstat")) == 0 {
		t.Skip("this kernel does not count it")
	}
	p := startProbe(t)
	r := testApp("web-crowded", freeAddress(t))
	got := p.start(r)
	expectReady(t, got, r.Address, 404)
	// While one thread computes, the other waits.
	least := microseconds(crowded / 2)
	if got.RunDelayUs == nil || *got.RunDelayUs < least {
		t.Errorf("two threads on one processor waited %v µs for it, want at least %v", got.RunDelayUs, least)
	}
	if cpu := microseconds(2 * crowded); got.CPUUs < cpu {
		t.Errorf("they computed %v µs, want at least %v", got.CPUUs, cpu)
	}
}

func TestPressure(t *testing.T) {
	tests := []struct {
		text   string
		total  int64
		counts bool
	}{
		{"some avg10=4.20 avg60=2.50 avg300=7.42 total=60647919\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=7\n", 60647919, true},
		{"some avg10=0.00 avg60=0.00 avg300=0.00 total=0\n", 0, true},
		{"full avg10=0.00 avg60=0.00 avg300=0.00 total=7\n", 7, false},
		{"", 0, false},
	}
	for _, test := range tests {
		if total, counts := stalled(test.text); counts != test.counts || counts && total != test.total {
			t.Errorf("%q: got %d, %v", test.text, total, counts)
		}
	}
	_, err := os.Stat("/proc/pressure/cpu")
	if got := readPressure(); (got != nil) != (err == nil) {
		t.Errorf("got %v, and /proc/pressure/cpu: %v", got, err)
	}
}
