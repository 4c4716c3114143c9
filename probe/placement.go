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

// placement asks for copies of a program, or to put one of them in its place.
// Where a file lies in memory makes its starts faster or slower by some
// percent: copies that take turns make noise of that.
type placement struct {
	// Program is its path.
	Program string `json:"program"`
	// Directory holds the copies, on the same file system as the program.
	Directory string `json:"directory"`
	// Copies is how many are to be made.
	Copies int `json:"copies"`
	// Copy is the one that takes the program's place, from 0 on.
	Copy int `json:"copy"`
	// Unchanged is a directory below which nothing may have changed since the
	// first request that has it: the app that was started then could have changed
	// the copies, or left something that the next one finds.
	Unchanged string `json:"unchanged"`
}

// placed is the response to both.
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
	// The program is replaced: that is for nobody but a container of the
	// probe's own.
	if !entered && outside == nil && !ownsContainer() {
		return errors.New("not in a container of its own")
	}
	program, err := resolved(located(p.Program))
	if err != nil {
		return err
	}
	p.Directory = located(p.Directory)
	if p.Copies > 0 {
		return p.make(program)
	}
	if p.Unchanged != "" {
		p.Unchanged = located(p.Unchanged)
		return p.putUnlessChanged(program)
	}
	return p.put(p.Copy, program)
}

// resolved follows links, so that one that leads to the program goes on leading
// to it. In a container that does not have the program yet, it is where the
// program will be.
func resolved(path string) (string, error) {
	program, err := filepath.EvalSymlinks(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return program, err
	}
	directory, err := filepath.EvalSymlinks(filepath.Dir(path))
	return filepath.Join(directory, filepath.Base(path)), err
}

// snapshots are of the directories that are not to change, as they were when
// this probe last put a program in place.
var snapshots = map[string]snapshot{}

func (p placement) putUnlessChanged(program string) error {
	found, err := snapshotOf(p.Unchanged)
	if err != nil {
		return err
	}
	if before, ok := snapshots[p.Unchanged]; ok {
		if changed := found.difference(before); changed != "" {
			return fmt.Errorf("%s was changed", inRoot(changed))
		}
	}
	if err := p.put(p.Copy, program); err != nil {
		return err
	}
	// The copy that took the program's place has one more link.
	snapshots[p.Unchanged], err = snapshotOf(p.Unchanged)
	return err
}

// ownsContainer tells whether the first process is a probe: this one, or the one
// that this one was started beside. Its name is all that another user may see.
func ownsContainer() bool {
	first, _, _ := strings.Cut(readProc("/proc/1/cmdline"), "\x00")
	return first != "" && first == os.Args[0]
}

func (p placement) path(copy int) string {
	return filepath.Join(p.Directory, strconv.Itoa(copy))
}

// make writes the copies, and leaves the program alone: somewhere else, the
// copies of what it is compared with may not be possible.
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
	// Whether a copy can take its place, which is for nobody to see.
	trial := filepath.Join(filepath.Dir(program), ".linkgate-trial")
	if err := os.Link(p.path(0), trial); err != nil {
		os.RemoveAll(p.Directory)
		return err
	}
	return os.Remove(trial)
}

// put leaves the copy where it is as well. A program of that path that still
// runs goes on with its own file.
func (p placement) put(copy int, program string) error {
	next := filepath.Join(p.Directory, "next")
	if err := os.Link(p.path(copy), next); err != nil {
		return err
	}
	// Where the copy is in its place already, renaming does nothing, and leaves
	// what it was to rename.
	defer os.Remove(next)
	return os.Rename(next, program)
}

// chunk: page caches keep a file in pieces as large as it was written in, and
// large ones take fewer page faults. By pieces as large as this, all copies are
// alike in that.
const chunk = 1 << 20

// capabilities is the attribute of files that may do what only root may.
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
	// As plain as this, for a copy within the kernel would go page by page.
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
	// What is written to the disk later would disturb the starts then.
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
