//go:build linux

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// givenPrograms are two programs and an emulator next to files that an app may
// write.
func givenPrograms(t *testing.T) (p placement, file string) {
	t.Helper()
	p, file = program(t)
	p.Unchanged = filepath.Dir(file)
	for _, directory := range []string{p.Directory, filepath.Join(p.Unchanged, "work")} {
		if err := os.Mkdir(directory, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"copies/0", "copies/1", "copies/emulator", "work/file"} {
		if err := os.WriteFile(filepath.Join(p.Unchanged, name), []byte(name), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return p, file
}

func TestGivenProgramsTakeTurns(t *testing.T) {
	p, file := givenPrograms(t)
	probe := startInNamespace(t)
	for _, copy := range []int{0, 1, 1, 0} {
		p.Copy = copy
		if got := probe.start(request{ID: 3, Placement: &p}); got.Error != "" {
			t.Fatal(got.Error)
		}
		if inode(t, file) != inode(t, p.path(copy)) {
			t.Errorf("program %d is not in place", copy)
		}
	}
}

// changes are changes that an app may make to a file and next to it.
var changes = map[string]func(path string) error{
	"written": func(path string) error {
		file, err := os.OpenFile(path, os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		defer file.Close()
		_, err = file.WriteString("X")
		return err
	},
	"as old as before": func(path string) error {
		before, err := os.Stat(path)
		if err != nil {
			return err
		}
		if err := os.WriteFile(path, []byte("X"), 0o755); err != nil {
			return err
		}
		return os.Chtimes(path, before.ModTime(), before.ModTime())
	},
	"replaced": func(path string) error {
		if err := os.WriteFile(path+"-new", []byte("X"), 0o755); err != nil {
			return err
		}
		return os.Rename(path+"-new", path)
	},
	"removed":        os.Remove,
	"a file beside":  func(path string) error { return os.WriteFile(path+".pid", nil, 0o644) },
	"a link beside":  func(path string) error { return os.Symlink(path, path+"-link") },
	"directories":    func(path string) error { return os.MkdirAll(path+"-cache/v1", 0o755) },
	"mode":           func(path string) error { return os.Chmod(path, 0o700) },
	"directory mode": func(path string) error { return os.Chmod(filepath.Dir(path), 0o777) },
	"a socket":       leaveSocket,
}

func leaveSocket(path string) error {
	fd, err := syscall.Socket(syscall.AF_UNIX, syscall.SOCK_STREAM, 0)
	if err != nil {
		return err
	}
	defer syscall.Close(fd)
	directory, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	defer directory.Close()
	// The path of a socket is at most 107 bytes long.
	name := fmt.Sprintf("/proc/self/fd/%d/%s.sock", directory.Fd(), filepath.Base(path))
	return syscall.Bind(fd, &syscall.SockaddrUnix{Name: name})
}

// fileTick is longer than the tick of file times, which is up to 10 ms.
const fileTick = 20 * time.Millisecond

func TestNoPlacementAfterAChange(t *testing.T) {
	for name, change := range changes {
		for _, file := range []string{"copies/1", "copies/emulator", "work/file"} {
			t.Run(name+" "+file, func(t *testing.T) {
				p, program := givenPrograms(t)
				probe := startInNamespace(t)
				if got := probe.start(request{ID: 3, Placement: &p}); got.Error != "" {
					t.Fatal(got.Error)
				}
				time.Sleep(fileTick)
				if err := change(filepath.Join(p.Unchanged, file)); err != nil {
					t.Fatal(err)
				}
				before := inode(t, program)
				p.Copy = 1
				for i := 0; i < 2; i++ {
					got := probe.start(request{ID: 4, Placement: &p})
					if !strings.Contains(got.Error, "was changed") || inode(t, program) != before {
						t.Errorf("got %+v", got)
					}
				}
			})
		}
	}
}

func TestTemporaryFilesAreNoChange(t *testing.T) {
	p, _ := givenPrograms(t)
	probe := startInNamespace(t)
	for copy := 0; copy < 2; copy++ {
		p.Copy = copy
		if got := probe.start(request{ID: 3, Placement: &p}); got.Error != "" {
			t.Fatal(got.Error)
		}
		time.Sleep(fileTick)
		file := filepath.Join(p.Unchanged, "work/file")
		if err := leaveSocket(file); err != nil {
			t.Fatal(err)
		}
		if err := os.Remove(file + ".sock"); err != nil {
			t.Fatal(err)
		}
		if _, err := os.ReadFile(file); err != nil {
			t.Fatal(err)
		}
	}
}

func TestSnapshotLimit(t *testing.T) {
	directory := t.TempDir()
	for i := 0; i <= mostFiles; i++ {
		if err := os.Symlink("x", filepath.Join(directory, strconv.Itoa(i))); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := snapshotOf(directory); err == nil || !strings.Contains(err.Error(), "too many files") {
		t.Errorf("got %v", err)
	}
}

func TestSnapshotSkipsKernelFiles(t *testing.T) {
	for directory, want := range map[string]bool{
		"/proc": true, "/sys": true, "/dev/pts": true, "/dev/shm": false, "/dev/mqueue": false, "/tmp": false, "/app/proc": false,
	} {
		if got := isKernelFS(directory); got != want {
			t.Errorf("%s: %v", directory, got)
		}
	}
}
