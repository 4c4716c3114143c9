//go:build linux

package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"
	"unsafe"
)

// searchPath is the default of container engines for an image without PATH.
const searchPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

// app is one start of the app, with all its processes.
type app struct {
	*processTree
	started time.Time
	// startedNs is the same time on the clock that all processes share.
	startedNs int64
	log       *tail
	// contacts are collected on request.
	contacts *contactLog
	// seen are its processes at the last check, if any.
	seen []process
}

func launch(r request) (*app, error) {
	env := mergeEnv(os.Environ(), r.Env)
	if r.Inittrace {
		env = withInittrace(env)
	}
	if r.Dir == "" && outside != nil {
		r.Dir = outside.Dir
	}
	if r.Dir != "" {
		// In the child, a missing directory and a missing program cause the
		// same error.
		if info, err := os.Stat(probePath(r.Dir)); err != nil {
			return nil, fmt.Errorf("cannot start in %s: %w", r.Dir, cause(err))
		} else if !info.IsDir() {
			return nil, fmt.Errorf("cannot start in %s: it is not a directory", r.Dir)
		}
	}
	program, err := lookPath(r.Argv[0], env, r.Dir)
	if err != nil {
		return nil, err
	}

	stdin, closeStdin, err := openStdin()
	if err != nil {
		return nil, err
	}
	defer closeStdin()
	log, output, err := newTail(r)
	if err != nil {
		return nil, err
	}

	attributes := &syscall.ProcAttr{
		Dir:   r.Dir,
		Env:   env,
		Files: []uintptr{uintptr(stdin), uintptr(output), uintptr(output)},
		Sys:   &syscall.SysProcAttr{Setpgid: true},
	}
	if os.Getpid() != 1 {
		// PID 1 does not need this: the kernel kills all processes of a
		// container with the first.
		attributes.Sys.Pdeathsig = syscall.SIGKILL
	}
	argv := r.Argv
	tracer := "/proc/self/exe"
	if outside != nil {
		if outside.Chroot {
			tracer = outside.Argv[0]
		}
		if program, argv, err = outside.command(attributes, program, argv); err != nil {
			return nil, err
		}
	}
	var sightings *contactLog
	if r.Contacts {
		var end int
		if sightings, end, err = newContactLog(); err != nil {
			syscall.Close(output)
			return nil, err
		}
		defer syscall.Close(end)
		attributes.Files = append(attributes.Files, uintptr(end))
		argv = append([]string{r.Argv[0], contactsCommand, program}, argv...)
		program = tracer
	}
	started, startedNs := time.Now(), monotonic()
	pid, err := syscall.ForkExec(program, argv, attributes)
	// If this end stayed open, the log of an app that has exited would never
	// end.
	syscall.Close(output)
	if err != nil {
		log.wait()
		return nil, execError(program, r.Dir, err)
	}
	return &app{processTree: reap(pid), started: started, startedNs: startedNs, log: log, contacts: sightings}, nil
}

func monotonic() int64 {
	const clockMonotonic = 1
	var now syscall.Timespec
	syscall.RawSyscall(syscall.SYS_CLOCK_GETTIME, clockMonotonic, uintptr(unsafe.Pointer(&now)), 0)
	return now.Nano()
}

// mergeEnv keeps the last of several settings of a name, because programs
// disagree about which of two counts.
func mergeEnv(lists ...[]string) []string {
	var merged []string
	position := map[string]int{}
	for _, list := range lists {
		for _, entry := range list {
			name, _, _ := strings.Cut(entry, "=")
			if i, ok := position[name]; ok {
				merged[i] = entry
				continue
			}
			position[name] = len(merged)
			merged = append(merged, entry)
		}
	}
	return merged
}

// withInittrace keeps the other settings in GODEBUG, which may change the
// behavior of the app. Go uses the last of two settings with one name.
func withInittrace(env []string) []string {
	const name, setting = "GODEBUG=", "inittrace=1"
	for i, entry := range env {
		if value, ok := strings.CutPrefix(entry, name); ok {
			if value != "" {
				value += ","
			}
			env[i] = name + value + setting
			return env
		}
	}
	return append(env, name+setting)
}

func lookPath(name string, env []string, dir string) (string, error) {
	if strings.Contains(name, "/") {
		return name, nil
	}
	path := searchPath
	for _, entry := range env {
		if value, ok := strings.CutPrefix(entry, "PATH="); ok && value != "" {
			path = value
		}
	}
	for _, folder := range filepath.SplitList(path) {
		candidate := filepath.Join(folder, name)
		if !filepath.IsAbs(candidate) {
			// Without a slash, it would look like another name to look up.
			candidate = "./" + candidate
		}
		info, err := os.Stat(probePath(inDir(dir, candidate)))
		if err == nil && info.Mode().IsRegular() && info.Mode()&0o111 != 0 {
			return candidate, nil
		}
	}
	return "", fmt.Errorf("cannot execute %s: it is in no folder of PATH (%s)", name, path)
}

func execError(program, dir string, err error) error {
	_, statErr := os.Stat(probePath(inDir(dir, program)))
	switch {
	case errors.Is(err, syscall.ENOENT) && statErr == nil:
		return fmt.Errorf("cannot execute %s: the file is there, but not the interpreter or loader that it names", program)
	case errors.Is(err, syscall.ENOEXEC):
		return fmt.Errorf("cannot execute %s: not a program for this machine (%w)", program, err)
	default:
		return fmt.Errorf("cannot execute %s: %w", program, err)
	}
}

func inDir(dir, path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(dir, path)
}

// cause drops the operation and the path that an error of os repeats.
func cause(err error) error {
	var pathErr *os.PathError
	if errors.As(err, &pathErr) {
		return pathErr.Err
	}
	return err
}

// openStdin returns an empty input: /dev/null, or the read end of a closed pipe
// if an image lacks it.
func openStdin() (fd int, closeFD func(), err error) {
	fd, err = syscall.Open(os.DevNull, syscall.O_RDONLY|syscall.O_CLOEXEC, 0)
	if err != nil {
		var ends [2]int
		if err := syscall.Pipe2(ends[:], syscall.O_CLOEXEC); err != nil {
			return 0, nil, fmt.Errorf("cannot make a pipe: %w", err)
		}
		syscall.Close(ends[1])
		fd = ends[0]
	}
	return fd, func() { syscall.Close(fd) }, nil
}
