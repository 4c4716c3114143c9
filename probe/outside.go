//go:build linux

package main

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
)

// outside is set if the machine allows no namespaces. Then this probe is a
// process of the machine, and at most the app is in the root of the container.
var outside *container

// serveOutside serves requests as a process of the machine.
func serveOutside(c *container) int {
	if c.Chroot {
		if err := c.giveOwners(); err != nil {
			return containerFailure(err)
		}
		c.makeDevices()
		if err := dropFromAll(forContainers &^ (1 << capSysChroot)); err != nil {
			return containerFailure(err)
		}
		// Only a trial shows whether this process may change its root.
		if err := checkChroot(c.Root); err != nil {
			return containerFailure(err)
		}
	}
	outside = c
	os.Clearenv()
	for _, entry := range c.Env {
		name, value, _ := strings.Cut(entry, "=")
		os.Setenv(name, c.valueOutside(value))
	}
	return serve(os.Stdin, os.Stdout)
}

// checkChroot tries to change the root of a child process.
func checkChroot(root string) error {
	// No image can contain a program without a name, so none of its programs
	// runs with the privileges of this process.
	_, err := syscall.ForkExec("", []string{os.Args[0]}, &syscall.ProcAttr{
		Files: []uintptr{0, 1, 2},
		Sys:   &syscall.SysProcAttr{Chroot: root},
	})
	if errors.Is(err, syscall.ENOENT) {
		return nil
	}
	return fmt.Errorf("chroot: %w", err)
}

// makeDevices makes the devices that programs expect, if this process may do
// so.
func (c *container) makeDevices() {
	folder, err := c.mountPoint("/dev")
	if err != nil {
		return
	}
	for name, minor := range map[string]int{"null": 3, "zero": 5, "full": 7, "random": 8, "urandom": 9} {
		path := filepath.Join(folder, name)
		if syscall.Mknod(path, syscall.S_IFCHR|0o666, 1<<8|minor) == nil {
			os.Chmod(path, 0o666)
		}
	}
}

// valueOutside is the value of a variable for an app whose image is a directory
// of the machine.
func (c *container) valueOutside(value string) string {
	if c.Chroot || !filepath.IsAbs(value) {
		return value
	}
	if at := c.at(value); exists(at) {
		return at
	}
	return value
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// probePath returns the path in this process for a path of the app.
func probePath(path string) string {
	if outside == nil || path == "" {
		return path
	}
	return outside.at(path)
}

// socketPath is like probePath, but for the path of a socket, which the app
// creates itself.
func socketPath(path string) string {
	if outside == nil || !outside.Chroot || !filepath.IsAbs(path) {
		return path
	}
	return outside.at(path)
}

// appPath is the inverse of probePath.
func appPath(path string) string {
	if outside == nil || !outside.Chroot {
		return path
	}
	if rest, ok := strings.CutPrefix(path, outside.Root); ok && (rest == "" || rest[0] == '/') {
		return "/" + strings.TrimPrefix(rest, "/")
	}
	return path
}

// at resolves the links of a path as in the root. Missing components stay
// unchanged. After too many links, it returns a path that cannot exist.
func (c *container) at(path string) string {
	const mostLinks = 40
	if strings.HasPrefix(path, c.Root+"/") {
		return path
	}
	ahead := strings.Split(path, "/")
	var here []string
	for links := 0; len(ahead) > 0; {
		part := ahead[0]
		ahead = ahead[1:]
		switch part {
		case "", ".":
			continue
		case "..":
			here = here[:max(0, len(here)-1)]
			continue
		}
		next := filepath.Join(append(append([]string{c.Root}, here...), part)...)
		target, err := os.Readlink(next)
		if err != nil {
			here = append(here, part)
			continue
		}
		if links++; links > mostLinks {
			// In this process, the link itself may lead out of the root.
			return os.DevNull + "/loop"
		}
		if filepath.IsAbs(target) {
			here = nil
		}
		ahead = append(strings.Split(target, "/"), ahead...)
	}
	return filepath.Join(append([]string{c.Root}, here...)...)
}

// command changes how the program is started if the probe is outside.
func (c *container) command(attributes *syscall.ProcAttr, program string, argv []string) (string, []string, error) {
	if c.Chroot {
		groups := make([]uint32, len(c.Groups))
		for i, group := range c.Groups {
			groups[i] = uint32(group)
		}
		attributes.Sys.Chroot = c.Root
		attributes.Sys.Credential = &syscall.Credential{Uid: uint32(c.User), Gid: groups[0], Groups: groups}
		return program, argv, nil
	}
	program = c.at(inDir(attributes.Dir, program))
	attributes.Dir = c.at(attributes.Dir)
	loader, err := interpreter(program)
	if err != nil || loader == "" {
		return program, argv, err
	}
	at := c.at(loader)
	// argv[0] of the program is lost, because not every loader has an option
	// for it.
	argv = append([]string{at, "--library-path", c.libraryPath(at), program}, argv[1:]...)
	return at, argv, nil
}

var multiarch = map[string]string{"386": "i386-linux-gnu", "amd64": "x86_64-linux-gnu", "arm64": "aarch64-linux-gnu"}[runtime.GOARCH]

// libraryPath lists the directories of the image in which loaders search.
func (c *container) libraryPath(loader string) string {
	found := []string{filepath.Dir(loader)}
	usual := []string{"/usr/local/lib", "/lib/" + multiarch, "/usr/lib/" + multiarch, "/lib64", "/usr/lib64", "/lib", "/usr/lib"}
	for _, folder := range append(filepath.SplitList(os.Getenv("LD_LIBRARY_PATH")), usual...) {
		if at := c.at(folder); exists(at) {
			found = append(found, at)
		}
	}
	return strings.Join(found, ":")
}

// interpreter returns the loader of a program, empty for a static one. A script
// is refused, because it depends on the files of its image.
func interpreter(path string) (string, error) {
	file, err := os.Open(path)
	if err != nil {
		return "", nil
	}
	defer file.Close()
	head := make([]byte, 64)
	if _, err := io.ReadFull(file, head); strings.HasPrefix(string(head), "#!") {
		return "", fmt.Errorf("cannot execute %s: a script only runs in its image", path)
	} else if err != nil || string(head[:4]) != "\x7fELF" {
		return "", nil
	}
	// From elf.h: the type of a program header, and its offset and size.
	const interp = 3
	word := binary.NativeEndian
	table, size, count := int64(word.Uint64(head[32:])), word.Uint16(head[54:]), word.Uint16(head[56:])
	wide := head[4] == 2
	if !wide {
		table, size, count = int64(word.Uint32(head[28:])), word.Uint16(head[42:]), word.Uint16(head[44:])
	}
	for i := int64(0); i < int64(count); i++ {
		header := make([]byte, 40)
		if _, err := file.ReadAt(header, table+i*int64(size)); err != nil && err != io.EOF {
			return "", nil
		}
		if word.Uint32(header) != interp {
			continue
		}
		at, length := int64(word.Uint64(header[8:])), int64(word.Uint64(header[32:]))
		if !wide {
			at, length = int64(word.Uint32(header[4:])), int64(word.Uint32(header[16:]))
		}
		name := make([]byte, min(max(length, 0), 4096))
		if _, err := file.ReadAt(name, at); err != nil {
			return "", nil
		}
		return strings.TrimRight(string(name), "\x00"), nil
	}
	return "", nil
}
