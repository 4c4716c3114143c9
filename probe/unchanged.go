//go:build linux

package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"syscall"
)

// mostFiles is the maximum number of compared files: with more, the comparison
// would take longer than a separate container for each program.
const mostFiles = 20_000

// identity changes with every change of a file, because only the kernel sets
// the time of the last change. For a directory, it is only the owner and the
// mode, so that sockets of the app, which are removed again, do not count.
type identity struct {
	mode    uint32
	owner   [2]uint32
	inode   uint64
	changed syscall.Timespec
}

// snapshot contains the entries below a directory, by path.
type snapshot map[string]identity

// snapshotOf reads files that an app may have written, not those of the kernel.
func snapshotOf(directory string) (snapshot, error) {
	found := snapshot{}
	if err := found.add(directory); err != nil {
		return nil, err
	}
	return found, nil
}

func (s snapshot) add(directory string) error {
	if isKernelFS(directory) {
		return nil
	}
	entries, err := os.ReadDir(directory)
	// If the probe may not enter the directory, the app of the same user may
	// not, either.
	if errors.Is(err, fs.ErrPermission) && syscall.Access(directory, 1) != nil {
		return nil
	}
	if err != nil {
		return err
	}
	for _, entry := range entries {
		path := filepath.Join(directory, entry.Name())
		var stat syscall.Stat_t
		if err := syscall.Lstat(path, &stat); err != nil {
			return err
		}
		if len(s) == mostFiles {
			return fmt.Errorf("%s has too many files to compare", directory)
		}
		found := identity{mode: stat.Mode, owner: [2]uint32{stat.Uid, stat.Gid}}
		// Data that is written to a device, such as a terminal, is not kept.
		if !entry.IsDir() && entry.Type()&os.ModeDevice == 0 {
			found.inode, found.changed = stat.Ino, stat.Ctim
		}
		s[path] = found
		if !entry.IsDir() {
			continue
		}
		if err := s.add(path); err != nil {
			return err
		}
	}
	return nil
}

// isKernelFS reports whether the directory is a file system of the kernel, such
// as that of terminals, whose times change by themselves.
func isKernelFS(directory string) bool {
	for _, name := range []string{"/proc", "/sys"} {
		if directory == probePath(name) {
			return true
		}
	}
	shared := []string{probePath("/dev/shm"), probePath("/dev/mqueue")}
	return filepath.Dir(directory) == probePath("/dev") && !slices.Contains(shared, directory)
}

// difference returns a changed path, or "" if there is none.
func (s snapshot) difference(before snapshot) string {
	for path, now := range s {
		if was, ok := before[path]; !ok || was != now {
			return path
		}
	}
	for path := range before {
		if _, ok := s[path]; !ok {
			return path
		}
	}
	return ""
}
