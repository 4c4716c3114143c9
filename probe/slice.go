//go:build linux

package main

import (
	"runtime"
	"syscall"
	"time"
	"unsafe"
)

// slice is the time slice of the probe's threads. A thread with a shorter slice
// than others gets a processor sooner (Linux 6.12 or later; older ones ignore
// it), so on a busy machine, the probe notices events of the app with less
// delay.
const slice = 100 * time.Microsecond

// setAttributes is the number of the system call sched_setattr, which package
// syscall lacks on some platforms.
var setAttributes = map[string]uintptr{"amd64": 314, "arm64": 274}[runtime.GOARCH]

// schedAttributes is struct sched_attr of the kernel, in its first version.
type schedAttributes struct {
	size, policy              uint32
	flags                     uint64
	nice                      int32
	priority                  uint32
	runtime, deadline, period uint64
}

// resetOnFork prevents the app from inheriting the time slice.
const resetOnFork = 1

// shortenTimeSlices sets the time slice of all current threads of the probe.
func shortenTimeSlices() {
	if setAttributes == 0 {
		return
	}
	for _, thread := range numbers("/proc/self/task") {
		policy, _, _ := syscall.RawSyscall(syscall.SYS_SCHED_GETSCHEDULER, uintptr(thread), 0, 0)
		// The system call returns 20 minus the nice value.
		priority, err := syscall.Getpriority(syscall.PRIO_PROCESS, thread)
		nice := 20 - priority
		// With resetOnFork, the app would not inherit another policy or a
		// negative nice value from the probe.
		if isPlain := policy&^resetOnForkPolicy == 0 && nice >= 0; !isPlain || err != nil {
			continue
		}
		wanted := schedAttributes{flags: resetOnFork, nice: int32(nice), runtime: uint64(slice)}
		wanted.size = uint32(unsafe.Sizeof(wanted))
		syscall.RawSyscall(setAttributes, uintptr(thread), uintptr(unsafe.Pointer(&wanted)), 0)
	}
}

// resetOnForkPolicy is this flag in the policy that the kernel returns.
const resetOnForkPolicy = 0x40000000
