//go:build linux

package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"runtime"
	"slices"
	"syscall"
)

// Without a container engine, the probe makes its own container: `probe contain
// FILE` starts `probe contained FILE` in new namespaces, which enters the root
// file system of an image, drops the privileges that a container must not have,
// and executes the program of the container. FILE describes the container.
const (
	containCommand   = "contain"
	containedCommand = "contained"
	// exitNotContained is the exit code if the container cannot be made.
	exitNotContained = 125
)

// container is the content of FILE, as JSON.
type container struct {
	// Root is the directory with the files of the image.
	Root string `json:"root"`
	// Namespaces are its new namespaces: user, mount, pid, network.
	Namespaces []string `json:"namespaces"`
	// Chroot says that the app runs in the root although there are no
	// namespaces.
	Chroot bool `json:"chroot"`
	// Enters says that no program is started: this process itself enters the
	// root, as the owner of its files.
	Enters   bool     `json:"enters"`
	Hostname string   `json:"hostname"`
	Argv     []string `json:"argv"`
	Env      []string `json:"env"`
	Dir      string   `json:"dir"`
	User     int      `json:"user"`
	// Groups begins with the primary group.
	Groups []int `json:"groups"`
	// Owners are the files that do not belong to root, by path. Only without a
	// user namespace can they belong to other users.
	Owners []ownedFile `json:"owners"`
	// Capabilities are the files with file capabilities.
	Capabilities []capableFile `json:"capabilities"`
}

type ownedFile struct {
	Path  string `json:"path"`
	User  int    `json:"user"`
	Group int    `json:"group"`
}

type capableFile struct {
	Path string `json:"path"`
	// Value is the attribute of the file, in hex.
	Value string `json:"value"`
}

var namespaceFlags = map[string]uintptr{
	"user":    syscall.CLONE_NEWUSER,
	"mount":   syscall.CLONE_NEWNS | syscall.CLONE_NEWUTS | syscall.CLONE_NEWIPC,
	"pid":     syscall.CLONE_NEWPID,
	"network": syscall.CLONE_NEWNET,
}

func (c *container) has(namespace string) bool { return slices.Contains(c.Namespaces, namespace) }

func readContainer(path string) (*container, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	c := &container{}
	if err := json.Unmarshal(text, c); err != nil {
		return nil, err
	}
	if c.Root == "" || !c.Enters && len(c.Argv) == 0 || len(c.Groups) == 0 {
		return nil, errors.New("it has no root, argv or groups")
	}
	return c, nil
}

// contain returns the exit code of the program of the container.
func contain(path string) int {
	c, err := readContainer(path)
	if err != nil {
		return containerFailure(fmt.Errorf("%s: %w", path, err))
	}
	switch {
	case c.Enters && len(c.Namespaces) == 0 && !c.Chroot:
		outside = c
		return serve(os.Stdin, os.Stdout)
	case c.Enters && !c.has("user"):
		return enter(c)
	case len(c.Namespaces) == 0:
		return serveOutside(c)
	}
	// The kernel kills the container when the thread that made it exits.
	runtime.LockOSThread()
	attributes := &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	for _, namespace := range c.Namespaces {
		if c.Enters && namespace != "user" {
			continue
		}
		attributes.Cloneflags |= namespaceFlags[namespace]
	}
	if c.has("user") {
		user, group := c.User, c.Groups[0]
		if c.Enters {
			user, group = 0, 0
		}
		// A user other than root may only map itself to one number.
		attributes.UidMappings = []syscall.SysProcIDMap{{ContainerID: user, HostID: os.Geteuid(), Size: 1}}
		attributes.GidMappings = []syscall.SysProcIDMap{{ContainerID: group, HostID: os.Getegid(), Size: 1}}
		// A user other than root would lose them at the exec.
		attributes.AmbientCaps = forSetUp
	}
	pid, err := syscall.ForkExec("/proc/self/exe", []string{os.Args[0], containedCommand, path}, &syscall.ProcAttr{
		Env:   os.Environ(),
		Files: []uintptr{0, 1, 2},
		Sys:   attributes,
	})
	if err != nil {
		return containerFailure(fmt.Errorf("namespaces: %w", err))
	}
	var status syscall.WaitStatus
	for {
		if _, err := syscall.Wait4(pid, &status, 0, nil); !errors.Is(err, syscall.EINTR) {
			break
		}
	}
	if status.Signaled() {
		return 128 + int(status.Signal())
	}
	return status.ExitStatus()
}

// contained only returns if it cannot execute the program of the container.
func contained(path string) int {
	runtime.LockOSThread()
	c, err := readContainer(path)
	if err != nil {
		return containerFailure(fmt.Errorf("%s: %w", path, err))
	}
	if c.Enters {
		return enter(c)
	}
	if err := c.becomeRoot(); err != nil {
		return containerFailure(err)
	}
	if err := c.dropPrivileges(); err != nil {
		return containerFailure(err)
	}
	if err := os.Chdir(c.Dir); err != nil {
		return containerFailure(err)
	}
	syscall.Umask(0o022)
	return containerFailure(fmt.Errorf("exec %s: %w", c.Argv[0], syscall.Exec(c.Argv[0], c.Argv, c.Env)))
}

// entered says that this probe is in the root of a container, in addition to
// the one that is its first process.
var entered bool

// enter serves in the root of a container. The programs there are not trusted,
// so none of them is executed.
func enter(c *container) int {
	if err := syscall.Chroot(c.Root); err != nil {
		return containerFailure(fmt.Errorf("chroot: %w", err))
	}
	if err := os.Chdir("/"); err != nil {
		return containerFailure(err)
	}
	entered = true
	return serve(os.Stdin, os.Stdout)
}

func containerFailure(err error) int {
	fmt.Fprintln(os.Stderr, err)
	return exitNotContained
}
