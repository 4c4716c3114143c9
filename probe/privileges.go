//go:build linux

package main

import (
	"fmt"
	"syscall"
	"unsafe"
)

// From linux/capability.h and linux/prctl.h.
const (
	capChown          = 0
	capDACOverride    = 1
	capFowner         = 3
	capFsetid         = 4
	capKill           = 5
	capSetgid         = 6
	capSetuid         = 7
	capSetpcap        = 8
	capNetBindService = 10
	capNetAdmin       = 12
	capNetRaw         = 13
	capSysChroot      = 18
	capSysAdmin       = 21
	capAuditWrite     = 29
	capSetfcap        = 31
	lastCapability    = 63

	prSetPdeathsig = 1
	prCapbsetRead  = 23
	prCapbsetDrop  = 24

	capabilityVersion = 0x20080522
)

// forSetUp lists the capabilities needed to make a container in a user
// namespace.
var forSetUp = []uintptr{capDACOverride, capSetpcap, capNetAdmin, capSysChroot, capSysAdmin}

// forContainers is the set of capabilities that container engines leave to
// root, without making devices: an engine restricts the use of devices, but
// nothing does here.
const forContainers uint64 = 1<<capChown | 1<<capDACOverride | 1<<capFowner | 1<<capFsetid | 1<<capKill |
	1<<capSetgid | 1<<capSetuid | 1<<capSetpcap | 1<<capNetBindService | 1<<capNetRaw | 1<<capSysChroot |
	1<<capAuditWrite | 1<<capSetfcap

// dropFromAll drops all capabilities but these from all threads, so that
// programs that they execute cannot get them.
func dropFromAll(kept uint64) error {
	for capability := uintptr(0); capability <= lastCapability; capability++ {
		has, _, _ := syscall.RawSyscall(syscall.SYS_PRCTL, prCapbsetRead, capability, 0)
		if has != 1 || kept&(1<<capability) != 0 {
			continue
		}
		if _, _, errno := syscall.AllThreadsSyscall(syscall.SYS_PRCTL, prCapbsetDrop, capability, 0); errno != 0 {
			return fmt.Errorf("drop capability %d: %w", capability, errno)
		}
	}
	return nil
}

// dropPrivileges switches this thread to the user of the image, with the
// privileges of a container.
func (c *container) dropPrivileges() error {
	if err := dropFromAll(forContainers); err != nil {
		return err
	}
	if err := inheritNothing(); err != nil {
		return fmt.Errorf("drop capabilities: %w", err)
	}
	// In a user namespace, it already is that user, the only one there.
	if !c.has("user") {
		if err := c.becomeUser(); err != nil {
			return err
		}
	}
	// A change of the user resets it.
	if _, _, errno := syscall.RawSyscall(syscall.SYS_PRCTL, prSetPdeathsig, uintptr(syscall.SIGKILL), 0); errno != 0 {
		return errno
	}
	return nil
}

func (c *container) becomeUser() error {
	if err := syscall.Setgroups(c.Groups); err != nil {
		return fmt.Errorf("setgroups: %w", err)
	}
	if err := syscall.Setgid(c.Groups[0]); err != nil {
		return fmt.Errorf("setgid: %w", err)
	}
	if err := syscall.Setuid(c.User); err != nil {
		return fmt.Errorf("setuid: %w", err)
	}
	return nil
}

// inheritNothing keeps the capabilities of this thread, but the next executed
// program does not inherit them. It clears the ambient capabilities.
func inheritNothing() error {
	header := struct {
		version uint32
		pid     int32
	}{version: capabilityVersion}
	var sets [2]struct{ effective, permitted, inheritable uint32 }
	if _, _, errno := syscall.RawSyscall(syscall.SYS_CAPGET, uintptr(unsafe.Pointer(&header)), uintptr(unsafe.Pointer(&sets)), 0); errno != 0 {
		return errno
	}
	for i := range sets {
		sets[i].inheritable = 0
	}
	if _, _, errno := syscall.RawSyscall(syscall.SYS_CAPSET, uintptr(unsafe.Pointer(&header)), uintptr(unsafe.Pointer(&sets)), 0); errno != 0 {
		return errno
	}
	return nil
}
