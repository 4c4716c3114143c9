//go:build linux

package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// placement requests copies of a program, or puts one of them in its place. The
// position of a file in memory makes its starts faster or slower by some
// percent; copies that take turns turn this bias into noise.
type placement struct {
	// Program is its path.
	Program string `json:"program"`
	// Directory contains the copies, on the same file system as the program.
	Directory string `json:"directory"`
	// Copies is the number of copies to make.
	Copies int `json:"copies"`
	// Copy is the number of the copy that takes the program's place, counted
	// from 0.
	Copy int `json:"copy"`
	// Unchanged is a directory below which nothing may have changed since the
	// first request with this directory: an app that was started since then
	// could have changed the copies, or left something that the next one finds.
	Unchanged string `json:"unchanged"`
}

// placed is the response to a placement request.
type placed struct {
	ID     int64 `json:"id"`
	Placed bool  `json:"placed"`
}

func (p placement) validate() error {
	if !filepath.IsAbs(p.Program) || !filepath.IsAbs(p.Directory) {
		return errors.New("program, directory: want absolute paths")
	}
	if p.Copies < 0 || p.Copies > 16 || p.Copy < 0 || p.Copies > 0 && p.Copy > 0 {
		return errors.New("copies, copy: want up to 16 copies, or one of them")
	}
	if p.Unchanged != "" && (p.Copies > 0 || !filepath.IsAbs(p.Unchanged)) {
		return errors.New("unchanged: want an absolute path, and no copies")
	}
	return nil
}

func (p placement) apply() error {
	// The program is replaced, which is only allowed in the probe's own
	// container.
	if !entered && outside == nil && !ownsContainer() {
		return errors.New("not in a container of its own")
	}
	program, err := resolved(probePath(p.Program))
	if err != nil {
		return err
	}
	p.Directory = probePath(p.Directory)
	if p.Copies > 0 {
		return p.make(program)
	}
	if p.Unchanged != "" {
		p.Unchanged = probePath(p.Unchanged)
		return p.installUnlessChanged(program)
	}
	return p.install(p.Copy, program)
}

// resolved follows links, so that a link to the program keeps pointing to it.
// In a container without the program, it is the future path.
func resolved(path string) (string, error) {
	program, err := filepath.EvalSymlinks(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return program, err
	}
	directory, err := filepath.EvalSymlinks(filepath.Dir(path))
	return filepath.Join(directory, filepath.Base(path)), err
}

// snapshots has the directories that must not change, as they were when this
// probe last put a program in place.
var snapshots = map[string]snapshot{}

func (p placement) installUnlessChanged(program string) error {
	found, err := snapshotOf(p.Unchanged)
	if err != nil {
		return err
	}
	if before, ok := snapshots[p.Unchanged]; ok {
		if changed := found.difference(before); changed != "" {
			return fmt.Errorf("%s was changed", appPath(changed))
		}
	}
	if err := p.install(p.Copy, program); err != nil {
		return err
	}
	// The copy that took the program's place has one more link.
	snapshots[p.Unchanged], err = snapshotOf(p.Unchanged)
	return err
}

// ownsContainer reports whether the first process is a probe: this one, or one
// in the same container. Another user can only read its name.
func ownsContainer() bool {
	first, _, _ := strings.Cut(readProc("/proc/1/cmdline"), "\x00")
	return first != "" && first == os.Args[0]
}

func (p placement) path(copy int) string {
	return filepath.Join(p.Directory, strconv.Itoa(copy))
}

// make writes the copies, but leaves the program in place, because it may be
// impossible to copy the program that it is compared with.
func (p placement) make(program string) error {
	if err := os.MkdirAll(p.Directory, 0o700); err != nil {
		return err
	}
	for i := 0; i < p.Copies; i++ {
		if err := copyProgram(program, p.path(i)); err != nil {
			os.RemoveAll(p.Directory)
			return err
		}
	}
	// A trial under a hidden name: whether a copy can take the program's place.
	trial := filepath.Join(filepath.Dir(program), ".linkgate-trial")
	if err := os.Link(p.path(0), trial); err != nil {
		os.RemoveAll(p.Directory)
		return err
	}
	return os.Remove(trial)
}

// install keeps the copy, too. A program that still runs from that path
// continues with its own file.
func (p placement) install(copy int, program string) error {
	next := filepath.Join(p.Directory, "next")
	if err := os.Link(p.path(copy), next); err != nil {
		return err
	}
	// If the copy is already in place, rename does nothing, and next remains.
	defer os.Remove(next)
	return os.Rename(next, program)
}

// chunk is the size of writes. With large folios (XFS, ext4 since Linux 6.16),
// the page cache keeps a file in pieces of the written size, and maps each piece
// as a whole. From 128 KiB on, an app then has more memory and fewer page faults
// than in an image that an engine unpacked. Engines write 32 KiB at a time.
const chunk = 32 << 10

// capabilities is the attribute for file capabilities.
const capabilities = "security.capability"

func copyProgram(from, to string) error {
	// Anything else, such as a pipe, could keep the probe waiting.
	if info, err := os.Stat(from); err != nil {
		return err
	} else if !info.Mode().IsRegular() {
		return fmt.Errorf("%s is not a file", from)
	}
	source, err := os.Open(from)
	if err != nil {
		return err
	}
	defer source.Close()
	target, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	defer target.Close()
	// Not a copy within the kernel, which would write page by page.
	buffer := make([]byte, chunk)
	for {
		n, err := io.ReadFull(source, buffer)
		if _, err := target.Write(buffer[:n]); err != nil {
			return err
		}
		if err == io.EOF || err == io.ErrUnexpectedEOF {
			break
		}
		if err != nil {
			return err
		}
	}
	if err := copyAttributes(source, target); err != nil {
		return err
	}
	// Otherwise, later writes to the disk would disturb the starts.
	return target.Sync()
}

func copyAttributes(source, target *os.File) error {
	info, err := source.Stat()
	if err != nil {
		return err
	}
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return fmt.Errorf("no owner of %s", source.Name())
	}
	if err := target.Chown(int(stat.Uid), int(stat.Gid)); err != nil {
		return err
	}
	if err := syscall.Fchmod(int(target.Fd()), stat.Mode&0o7777); err != nil {
		return err
	}
	value := make([]byte, 256)
	n, err := syscall.Getxattr(source.Name(), capabilities, value)
	if errors.Is(err, syscall.ENODATA) || errors.Is(err, syscall.ENOTSUP) {
		return nil
	}
	if err != nil {
		return err
	}
	return syscall.Setxattr(target.Name(), capabilities, value[:n], 0)
}
