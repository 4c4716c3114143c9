//go:build linux

package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func inode(t *testing.T, path string) uint64 {
	t.Helper()
	var stat syscall.Stat_t
	if err := syscall.Stat(path, &stat); err != nil {
		t.Fatal(err)
	}
	return stat.Ino
}

// program is an executable file that is reached through a link.
func program(t *testing.T) (p placement, file string) {
	t.Helper()
	folder := t.TempDir()
	file = filepath.Join(folder, "app")
	content := bytes.Repeat([]byte("0123456789abcdef"), chunk/16)
	if err := os.WriteFile(file, append(content, "end"...), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(file, 0o751|os.ModeSetgid); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(folder, "link")
	if err := os.Symlink("app", link); err != nil {
		t.Fatal(err)
	}
	return placement{Program: link, Directory: filepath.Join(folder, "copies")}, file
}

func TestCopiesTakeTurns(t *testing.T) {
	p, file := program(t)
	content, _ := os.ReadFile(file)
	before, _ := os.Stat(file)
	beside, _ := os.ReadDir(filepath.Dir(file))
	p.Copies = 3
	if err := p.make(file); err != nil {
		t.Fatal(err)
	}
	original := inode(t, file)
	inodes := map[uint64]bool{}
	for _, copy := range []int{1, 2, 2, 0, 0, 1} {
		if err := p.install(copy, file); err != nil {
			t.Fatal(err)
		}
		inodes[inode(t, file)] = true
		if inode(t, file) != inode(t, p.path(copy)) {
			t.Errorf("copy %d is not in place", copy)
		}
		if now, err := os.ReadFile(file); err != nil || !bytes.Equal(now, content) {
			t.Errorf("copy %d has other bytes (%v)", copy, err)
		}
		if now, _ := os.Stat(file); now.Mode() != before.Mode() {
			t.Errorf("copy %d has mode %v, want %v", copy, now.Mode(), before.Mode())
		}
	}
	if len(inodes) != 3 || inodes[original] {
		t.Errorf("files %v in turn, want 3 besides %d", inodes, original)
	}
	if after, _ := os.ReadDir(filepath.Dir(file)); len(after) != len(beside)+1 {
		t.Errorf("beside the program are %v, before %v and the copies", after, beside)
	}
	if target, err := os.Readlink(p.Program); err != nil || target != "app" {
		t.Errorf("the link leads to %q (%v)", target, err)
	}
}

func TestPlacementWithoutAProgram(t *testing.T) {
	p, file := program(t)
	p.Copies = 1
	if err := p.make(file); err != nil {
		t.Fatal(err)
	}
	folder := filepath.Dir(file)
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(folder, filepath.Join(folder, "here")); err != nil {
		t.Fatal(err)
	}
	found, err := resolved(filepath.Join(folder, "here", "app"))
	if err != nil || found != file {
		t.Fatalf("it would be put at %s (%v), want %s", found, err, file)
	}
	if err := p.install(0, found); err != nil || inode(t, file) != inode(t, p.path(0)) {
		t.Errorf("it is not in place (%v)", err)
	}
	if _, err := resolved(filepath.Join(folder, "nowhere", "app")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a directory that is not there: %v", err)
	}
}

func TestImpossibleCopies(t *testing.T) {
	p, file := program(t)
	original := inode(t, file)
	p.Copies = 2
	pipe := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(pipe, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{filepath.Dir(file), pipe} {
		if err := p.make(path); err == nil || !strings.Contains(err.Error(), "is not a file") {
			t.Errorf("copies of %s: %v", path, err)
		}
	}
	// Files of a volume are on another file system.
	elsewhere, err := os.MkdirTemp("/dev/shm", "placement")
	if err != nil {
		t.Skip(err)
	}
	defer os.RemoveAll(elsewhere)
	p.Directory = filepath.Join(elsewhere, "copies")
	if err := p.make(file); !errors.Is(err, syscall.EXDEV) {
		t.Errorf("copies on another file system: %v", err)
	}
	if beside, _ := os.ReadDir(filepath.Dir(file)); len(beside) != 2 {
		t.Errorf("beside the program are %v", beside)
	}
	if _, err := os.Stat(p.Directory); !os.IsNotExist(err) {
		t.Errorf("the copies are left behind (%v)", err)
	}
	if inode(t, file) != original {
		t.Error("the program was replaced")
	}
}

func TestPlacementOutsideOfAContainer(t *testing.T) {
	p, file := program(t)
	original := inode(t, file)
	p.Copies = 2
	probe := startProbe(t)
	got := probe.start(request{ID: 3, Placement: &p})
	if !strings.Contains(got.Error, "not in a container") || inode(t, file) != original {
		t.Errorf("got %+v", got)
	}
}

func TestPlacementInAContainer(t *testing.T) {
	p, file := program(t)
	original := inode(t, file)
	probe := startInNamespace(t)
	p.Copies = 2
	if got := probe.start(request{ID: 3, Placement: &p}); got.Error != "" {
		t.Fatal(got.Error)
	}
	if inode(t, file) != original {
		t.Error("making copies replaced the program")
	}
	p.Copies = 0
	if got := probe.start(request{ID: 6, Placement: &p}); got.Error != "" {
		t.Fatal(got.Error)
	}
	first := inode(t, file)
	p.Copy = 1
	if got := probe.start(request{ID: 4, Placement: &p}); got.Error != "" {
		t.Fatal(got.Error)
	}
	if second := inode(t, file); first == original || second == first || second == original {
		t.Errorf("files %d, %d, %d in turn", original, first, second)
	}
	p.Copy = 2
	if got := probe.start(request{ID: 5, Placement: &p}); got.Error == "" {
		t.Error("there is no third copy")
	}
}

func TestPlacementRequests(t *testing.T) {
	for _, line := range []string{
		`{"id":1,"placement":{"program":"app","directory":"/copies","copies":2}}`,
		`{"id":1,"placement":{"program":"/app","directory":"copies","copies":2}}`,
		`{"id":1,"placement":{"program":"/app","directory":"/copies","copies":17}}`,
		`{"id":1,"placement":{"program":"/app","directory":"/copies","copy":-1}}`,
		`{"id":1,"placement":{"program":"/app","directory":"/copies","copies":2,"copy":1}}`,
		`{"id":1,"placement":{"program":"/app","directory":"/copies","copies":2,"unchanged":"/"}}`,
		`{"id":1,"placement":{"program":"/app","directory":"/copies","copy":1,"unchanged":"copies"}}`,
	} {
		if _, err := parseRequest([]byte(line)); err == nil {
			t.Errorf("no error for %s", line)
		}
	}
}
