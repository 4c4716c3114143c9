//go:build linux

package main

import (
	"runtime"
	"syscall"
	"time"
	"unsafe"
)

// slice is how long the probe's threads compute at a time. Who asks for less than
// others gets a processor sooner (Linux 6.12 or later; older ones ignore it):
// on a busy machine, the probe is then less often late to see what the app did.
const slice = 100 * time.Microsecond

// setAttributes is the number of the system call sched_setattr, which package
// syscall does not have for every platform.
var setAttributes = map[string]uintptr{"amd64": 314, "arm64": 274}[runtime.GOARCH]

// schedAttributes is struct sched_attr of the kernel, in its first version.
type schedAttributes struct {
	size, policy              uint32
	flags                     uint64
	nice                      int32
	priority                  uint32
	runtime, deadline, period uint64
}

// resetOnFork keeps it from the app, which is scheduled as it ever was.
const resetOnFork = 1

// hurry asks for it for all threads that the probe has by now.
func hurry() {
	if setAttributes == 0 {
		return
	}
	for _, thread := range numbers("/proc/self/task") {
		policy, _, _ := syscall.RawSyscall(syscall.SYS_SCHED_GETSCHEDULER, uintptr(thread), 0, 0)
		// As the system call has it: 20 less the nice value.
		priority, err := syscall.Getpriority(syscall.PRIO_PROCESS, thread)
		nice := 20 - priority
		// Of anything else, the app would not get what the probe was given.
		if isPlain := policy&^resetOnForkPolicy == 0 && nice >= 0; !isPlain || err != nil {
			continue
		}
		wanted := schedAttributes{flags: resetOnFork, nice: int32(nice), runtime: uint64(slice)}
		wanted.size = uint32(unsafe.Sizeof(wanted))
		syscall.RawSyscall(setAttributes, uintptr(thread), uintptr(unsafe.Pointer(&wanted)), 0)
	}
}

// resetOnForkPolicy is the same flag, as the policy of a thread has it.
const resetOnForkPolicy = 0x40000000
