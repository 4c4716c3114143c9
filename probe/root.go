//go:build linux

package main

import (
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"unsafe"
)

// becomeRoot makes the directory the root of this process, with the mounts of a
// container. The mounts are only visible in this namespace, and disappear with
// it.
func (c *container) becomeRoot() error {
	if !c.has("user") {
		if err := c.giveOwners(); err != nil {
			return err
		}
	}
	if err := syscall.Mount("", "/", "", syscall.MS_REC|syscall.MS_PRIVATE, ""); err != nil {
		return fmt.Errorf("private mounts: %w", err)
	}
	if err := syscall.Mount(c.Root, c.Root, "", syscall.MS_BIND|syscall.MS_REC, ""); err != nil {
		return fmt.Errorf("mount the root: %w", err)
	}
	if err := c.mountProc(); err != nil {
		return err
	}
	c.mountSys()
	if err := c.mountDev(); err != nil {
		return err
	}
	if err := syscall.Sethostname([]byte(c.Hostname)); err != nil {
		return fmt.Errorf("hostname: %w", err)
	}
	if c.has("network") {
		if err := upLoopback(); err != nil {
			return fmt.Errorf("loopback: %w", err)
		}
		// Like in container engines, a port below 1024 needs no privilege.
		os.WriteFile("/proc/sys/net/ipv4/ip_unprivileged_port_start", []byte("0"), 0)
	}
	if err := os.Chdir(c.Root); err != nil {
		return err
	}
	if err := syscall.PivotRoot(".", "."); err != nil {
		return fmt.Errorf("pivot_root: %w", err)
	}
	if err := syscall.Unmount(".", syscall.MNT_DETACH); err != nil {
		return fmt.Errorf("leave the root of the machine: %w", err)
	}
	if err := os.Chdir("/"); err != nil {
		return err
	}
	return c.giveCapabilities()
}

// giveOwners sets the owners of the files, which the user of linkgate has
// written.
func (c *container) giveOwners() error {
	err := filepath.WalkDir(c.Root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		if stat, ok := info.Sys().(*syscall.Stat_t); ok && stat.Uid == 0 && stat.Gid == 0 {
			return nil
		}
		return os.Lchown(path, 0, 0)
	})
	if err != nil {
		return fmt.Errorf("owners: %w", err)
	}
	for _, file := range c.Owners {
		// The tree was written from a list of files, so no link leads out of
		// it.
		if err := os.Lchown(filepath.Join(c.Root, file.Path), file.User, file.Group); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("owners: %w", err)
		}
	}
	return nil
}

// giveCapabilities must only run in the root of the container, where a link
// cannot lead to a file of the machine. Like Docker, it reports if files cannot
// have capabilities, as on some file systems. In a user namespace without root,
// they never can.
func (c *container) giveCapabilities() error {
	if c.has("user") && c.User != 0 {
		return nil
	}
	for _, file := range c.Capabilities {
		value, err := hex.DecodeString(file.Value)
		if err == nil {
			err = syscall.Setxattr(file.Path, capabilities, value, 0)
		}
		switch {
		case errors.Is(err, fs.ErrNotExist):
			// It was not written, or something such as /dev is mounted over it.
		case errors.Is(err, syscall.ENOTSUP), errors.Is(err, syscall.EPERM):
			fmt.Fprintf(os.Stderr, "the embedded engine cannot keep file capabilities here: `%s` (%v)\n", file.Path, err)
		case err != nil:
			return fmt.Errorf("capabilities of %s: %w", file.Path, err)
		}
	}
	return nil
}

// mountPoint returns the path of a directory of the root, which it creates if
// necessary. A link in the image must not redirect a mount.
func (c *container) mountPoint(path string) (string, error) {
	at := filepath.Join(c.Root, path)
	if err := os.Mkdir(at, 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
		return "", err
	}
	if info, err := os.Lstat(at); err != nil {
		return "", err
	} else if !info.IsDir() {
		return "", fmt.Errorf("%s of the image is no directory", path)
	}
	return at, nil
}

const plainMount = syscall.MS_NOSUID | syscall.MS_NODEV | syscall.MS_NOEXEC

func (c *container) mountProc() error {
	at, err := c.mountPoint("/proc")
	if err != nil {
		return err
	}
	if !c.has("pid") {
		if err := syscall.Mount("/proc", at, "", syscall.MS_BIND|syscall.MS_REC, ""); err != nil {
			return fmt.Errorf("mount /proc of the machine: %w", err)
		}
	} else if err := syscall.Mount("proc", at, "proc", plainMount, ""); err != nil {
		return fmt.Errorf("mount /proc: %w", err)
	}
	if !c.has("user") || isRootOutside() {
		return protectProc(at)
	}
	return nil
}

// isRootOutside reports whether the only user of this namespace is root outside
// of it.
func isRootOutside() bool {
	numbers := strings.Fields(readProc("/proc/self/uid_map"))
	return len(numbers) > 1 && numbers[1] == "0"
}

// protectProc makes files read-only to which root of the machine may write even
// from a user namespace. Container engines do the same.
func protectProc(at string) error {
	for _, name := range []string{"acpi", "asound", "bus", "fs", "irq", "scsi", "sys", "sysrq-trigger"} {
		path := filepath.Join(at, name)
		if err := syscall.Mount(path, path, "", syscall.MS_BIND|syscall.MS_REC, ""); errors.Is(err, fs.ErrNotExist) {
			continue
		} else if err != nil {
			return fmt.Errorf("protect /proc/%s: %w", name, err)
		}
		if err := readOnly(path); err != nil {
			return fmt.Errorf("protect /proc/%s: %w", name, err)
		}
	}
	for _, name := range []string{"kcore", "keys", "latency_stats", "timer_list", "sched_debug"} {
		err := syscall.Mount("/dev/null", filepath.Join(at, name), "", syscall.MS_BIND, "")
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("hide /proc/%s: %w", name, err)
		}
	}
	return nil
}

// mountSys mounts /sys, where Go's runtime reads the size of huge pages, and
// the limits of its control group. A container starts without it, too.
func (c *container) mountSys() {
	at, err := c.mountPoint("/sys")
	if err != nil {
		return
	}
	if syscall.Mount("sysfs", at, "sysfs", plainMount|syscall.MS_RDONLY, "") == nil {
		groups := filepath.Join(at, "fs/cgroup")
		if syscall.Mount("/sys/fs/cgroup", groups, "", syscall.MS_BIND|syscall.MS_REC, "") == nil && readOnly(groups) != nil {
			syscall.Unmount(groups, syscall.MNT_DETACH)
		}
		return
	}
	if syscall.Mount("/sys", at, "", syscall.MS_BIND|syscall.MS_REC, "") == nil && readOnly(at) != nil {
		syscall.Unmount(at, syscall.MNT_DETACH)
	}
}

// readOnly makes a mount and all below it read-only.
func readOnly(path string) error {
	const (
		setAttr       = 442 // mount_setattr, on every platform
		recursive     = 0x8000
		attributeRead = 1
	)
	currentFolder := -100
	name, err := syscall.BytePtrFromString(path)
	if err != nil {
		return err
	}
	attributes := struct{ set, clear, propagation, namespace uint64 }{set: attributeRead}
	_, _, errno := syscall.Syscall6(setAttr, uintptr(currentFolder), uintptr(unsafe.Pointer(name)), recursive,
		uintptr(unsafe.Pointer(&attributes)), unsafe.Sizeof(attributes), 0)
	if errno == 0 {
		return nil
	}
	// Linux before 5.12: only the mount itself.
	return syscall.Mount("", path, "", syscall.MS_BIND|syscall.MS_REMOUNT|syscall.MS_RDONLY|plainMount, "")
}

// mountDev makes the devices that every container has.
func (c *container) mountDev() error {
	at, err := c.mountPoint("/dev")
	if err != nil {
		return err
	}
	if err := syscall.Mount("tmpfs", at, "tmpfs", syscall.MS_NOSUID|syscall.MS_NOEXEC, "mode=755,size=65536k"); err != nil {
		return fmt.Errorf("mount /dev: %w", err)
	}
	for _, name := range []string{"null", "zero", "full", "random", "urandom", "tty"} {
		device := filepath.Join(at, name)
		if err := os.WriteFile(device, nil, 0o666); err != nil {
			return fmt.Errorf("/dev/%s: %w", name, err)
		}
		if err := syscall.Mount(filepath.Join("/dev", name), device, "", syscall.MS_BIND, ""); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("/dev/%s: %w", name, err)
		}
	}
	for name, target := range map[string]string{
		"fd": "/proc/self/fd", "stdin": "/proc/self/fd/0", "stdout": "/proc/self/fd/1", "stderr": "/proc/self/fd/2", "ptmx": "pts/ptmx",
	} {
		if err := os.Symlink(target, filepath.Join(at, name)); err != nil {
			return err
		}
	}
	for _, mount := range []struct {
		name, kind, data string
		flags            uintptr
	}{
		{"pts", "devpts", "newinstance,ptmxmode=0666,mode=0620", syscall.MS_NOSUID | syscall.MS_NOEXEC},
		{"shm", "tmpfs", "mode=1777,size=65536k", plainMount},
		{"mqueue", "mqueue", "", plainMount},
	} {
		folder := filepath.Join(at, mount.name)
		if err := os.Mkdir(folder, 0o755); err != nil {
			return err
		}
		// Errors are ignored: few programs use them, and not every kernel has
		// all of them.
		syscall.Mount(mount.kind, folder, mount.kind, mount.flags, mount.data)
	}
	return nil
}

// upLoopback enables the loopback interface, which brings 127.0.0.1 and ::1.
func upLoopback() error {
	socket, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_DGRAM|syscall.SOCK_CLOEXEC, 0)
	if err != nil {
		return err
	}
	defer syscall.Close(socket)
	// struct ifreq of the kernel.
	var request struct {
		name  [syscall.IFNAMSIZ]byte
		flags uint16
		_     [22]byte
	}
	copy(request.name[:], "lo")
	request.flags = syscall.IFF_UP
	_, _, errno := syscall.Syscall(syscall.SYS_IOCTL, uintptr(socket), syscall.SIOCSIFFLAGS, uintptr(unsafe.Pointer(&request)))
	if errno != 0 {
		return errno
	}
	return nil
}
