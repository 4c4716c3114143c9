//go:build linux

package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func tree(t *testing.T, links map[string]string, files ...string) string {
	t.Helper()
	root := t.TempDir()
	for _, file := range files {
		path := filepath.Join(root, file)
		os.MkdirAll(filepath.Dir(path), 0o755)
		if err := os.WriteFile(path, nil, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for path, target := range links {
		os.MkdirAll(filepath.Dir(filepath.Join(root, path)), 0o755)
		if err := os.Symlink(target, filepath.Join(root, path)); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

func TestLinksStayInTheRoot(t *testing.T) {
	deep := strings.Repeat("/d", 100)
	root := tree(t, map[string]string{
		"lib64": "usr/lib64", "etc/passwd": "/config/passwd", "up": "../../../../../../etc", "loop": "loop", "abs": "/",
	}, "usr/lib64/ld.so", "config/passwd", deep+"/file")
	c := &container{Root: root}
	for path, want := range map[string]string{
		"/lib64/ld.so":             "/usr/lib64/ld.so",
		"/etc/passwd":              "/config/passwd",
		"/up/passwd":               "/config/passwd",
		"/../../x":                 "/x",
		"/abs/abs/lib64":           "/usr/lib64",
		"/missing/../lib64":        "/usr/lib64",
		"":                         "",
		deep + "/file":             deep + "/file",
		filepath.Join(root, "abs"): "/abs",
	} {
		if got := c.at(path); got != filepath.Join(root, want) {
			t.Errorf("at(%q) = %q, want %q in the root", path, got, want)
		}
	}
}

func TestTooManyLinks(t *testing.T) {
	real := tree(t, nil, "socket")
	// Outside of the root, the link leads to an existing file.
	root := tree(t, map[string]string{"loop": "loop", real: real})
	c := &container{Root: root}
	for _, path := range []string{"/loop/socket", filepath.Join(real, "socket")} {
		if got := c.at(path); exists(got) {
			t.Errorf("at(%q) = %q, which exists", path, got)
		}
	}
}

func TestSocketOutsideOfTheRootIsKept(t *testing.T) {
	root, ofMachine := t.TempDir(), staleSocket(t)
	defer func() { outside = nil }()
	outside = &container{Root: root, Chroot: true}
	file := filepath.Join(root, "run/app.sock")
	files := (endpoint{unix: "/run/app.sock"}).absent()
	// The app may make such a link in its root.
	run := filepath.Dir(file)
	if err := os.Symlink(filepath.Dir(ofMachine), run); err != nil {
		t.Fatal(err)
	}
	removeSockets(context.Background(), files)
	if !exists(ofMachine) {
		t.Error("a socket of the machine was removed")
	}
	os.Remove(run)
	os.Mkdir(run, 0o755)
	if err := os.Rename(staleSocket(t), file); err != nil {
		t.Fatal(err)
	}
	removeSockets(context.Background(), files)
	if exists(file) {
		t.Error("the socket of the app is left")
	}
}

func TestCheckChrootExecutesNoProgram(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root may change the root")
	}
	// If it were executed, the error would be that it is not a program.
	if err := checkChroot(tree(t, nil, "proc/self/exe")); err != nil {
		t.Error(err)
	}
}

func TestPathsOfAnAppWithItsOwnRoot(t *testing.T) {
	root := tree(t, map[string]string{"var/run": "/run"}, "run/x")
	defer func() { outside = nil }()
	outside = &container{Root: root, Chroot: true}
	inside := endpoint{unix: "/var/run/app.sock"}
	if got, want := inside.file(), filepath.Join(root, "run/app.sock"); got != want {
		t.Errorf("its socket is at %q, want %q", got, want)
	}
	if got := appPath(inside.file()); got != "/run/app.sock" {
		t.Errorf("inRoot = %q", got)
	}
	if got := appPath(root); got != "/" {
		t.Errorf("inRoot of the root = %q", got)
	}
	if got := (endpoint{unix: "@name"}).file(); got != "" {
		t.Errorf("a name has the file %q", got)
	}
	outside.Chroot = false
	if got := inside.file(); got != "/var/run/app.sock" {
		t.Errorf("without a root of its own, its socket is at %q", got)
	}
}

func TestInterpreter(t *testing.T) {
	shell, err := filepath.EvalSymlinks("/bin/sh")
	if err != nil {
		t.Skip("there is no shell")
	}
	loader, err := interpreter(shell)
	if err != nil || !exists(loader) {
		t.Errorf("the loader of %s is %q, %v", shell, loader, err)
	}
	script := filepath.Join(t.TempDir(), "script")
	os.WriteFile(script, []byte("#!/bin/sh\nexec /app/api \"$@\" # and a line that is longer than a header\n"), 0o755)
	if _, err := interpreter(script); err == nil || !strings.Contains(err.Error(), "a script only runs in its image") {
		t.Errorf("a script: %v", err)
	}
	short := filepath.Join(t.TempDir(), "short")
	os.WriteFile(short, []byte("#!"), 0o755)
	if loader, err := interpreter(short); loader != "" || err == nil {
		t.Errorf("a short script: %q, %v", loader, err)
	}
	for _, other := range []string{"/proc/self/status", "/nothing"} {
		if loader, err := interpreter(other); loader != "" || err != nil {
			t.Errorf("%s: %q, %v", other, loader, err)
		}
	}
}

func TestOutsideCommand(t *testing.T) {
	root := tree(t, nil, "app/api", "lib/x", "usr/lib/x")
	c := &container{Root: root}
	attributes := &syscall.ProcAttr{Dir: "/app", Sys: &syscall.SysProcAttr{}}
	program, argv, err := c.command(attributes, "./api", []string{"./api", "serve"})
	if err != nil || program != filepath.Join(root, "app/api") || argv[1] != "serve" || attributes.Dir != filepath.Join(root, "app") {
		t.Errorf("a static program: %q %q in %q, %v", program, argv, attributes.Dir, err)
	}
	if got, want := c.libraryPath(filepath.Join(root, "lib/ld.so")), filepath.Join(root, "lib")+":"+filepath.Join(root, "lib")+":"+filepath.Join(root, "usr/lib"); got != want {
		t.Errorf("libraryPath = %q, want %q", got, want)
	}
	own := &container{Root: root, Chroot: true, User: 7, Groups: []int{8, 9}}
	attributes = &syscall.ProcAttr{Dir: "/app", Sys: &syscall.SysProcAttr{}}
	program, _, err = own.command(attributes, "/app/api", []string{"/app/api"})
	if err != nil || program != "/app/api" || attributes.Dir != "/app" || attributes.Sys.Chroot != root || attributes.Sys.Credential.Gid != 8 {
		t.Errorf("in a root of its own: %q, %+v, %v", program, attributes.Sys, err)
	}
}

func TestVariablesWithPathsOfTheImage(t *testing.T) {
	root := tree(t, nil, "etc/ssl/certs.pem")
	c := &container{Root: root}
	for value, want := range map[string]string{
		"/etc/ssl/certs.pem": filepath.Join(root, "etc/ssl/certs.pem"),
		"/bin:/usr/bin":      "/bin:/usr/bin",
		"etc/ssl":            "etc/ssl",
		"/etc/missing":       "/etc/missing",
	} {
		if got := c.valueOutside(value); got != want {
			t.Errorf("valueOutside(%q) = %q, want %q", value, got, want)
		}
	}
	c.Chroot = true
	if got := c.valueOutside("/etc/ssl/certs.pem"); got != "/etc/ssl/certs.pem" {
		t.Errorf("with its own root: %q", got)
	}
}
