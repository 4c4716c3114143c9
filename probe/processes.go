//go:build linux

package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// tick is the unit of times in /proc, the same on every platform.
const tick = 10 * time.Millisecond

// readable is R_OK.
const readable = 4

type process struct {
	pid, parent              int
	minorFaults, majorFaults int64
	ticks                    int64
	threads                  int
}

// usage is the resource usage of all processes of the app so far.
type usage struct {
	CPUUs float64 `json:"cpuUs"`
	// RunDelayUs is how long the thread that waited longest was ready to run
	// but waited for a processor: that delays the app, not the sum of all
	// threads. Omitted if the kernel does not count it.
	RunDelayUs  *float64 `json:"runDelayUs,omitempty"`
	RSSBytes    int64    `json:"rssBytes"`
	MinorFaults int64    `json:"minorFaults"`
	MajorFaults int64    `json:"majorFaults"`
	Threads     int      `json:"threads"`
}

// descendants returns the processes of the app: because the probe adopts
// orphans, they all descend from it, regardless of their group or session.
func descendants() []process {
	if os.Getpid() == 1 {
		return containerProcesses()
	}
	children := listedChildren
	if !listsChildren() {
		children = scannedChildren()
	}
	var found []process
	for parents := []int{os.Getpid()}; len(parents) > 0; parents = parents[1:] {
		for _, child := range children(parents[0]) {
			if p, ok := readProcess(child); ok {
				found = append(found, p)
				parents = append(parents, child)
			}
		}
	}
	return found
}

// containerProcesses returns all processes of a container except the probe,
// which is its first. It does not follow parents, because for a moment after
// its parent has ended, a process has none that can be read. A process without
// a parent comes from outside, such as a health check.
func containerProcesses() []process {
	var found []process
	for _, pid := range numbers("/proc") {
		if p, ok := readProcess(pid); ok && pid != 1 && p.parent != 0 {
			found = append(found, p)
		}
	}
	return found
}

// listedChildren uses the kernel's list, which is faster than reading all
// processes of a host.
func listedChildren(pid int) []int {
	var found []int
	folder := fmt.Sprintf("/proc/%d/task", pid)
	for _, thread := range numbers(folder) {
		found = append(found, parseNumbers(strings.Fields(readProc(fmt.Sprintf("%s/%d/children", folder, thread))))...)
	}
	return found
}

// listsChildren reports whether the kernel has such lists.
func listsChildren() bool {
	pid := os.Getpid()
	return syscall.Access(fmt.Sprintf("/proc/%d/task/%d/children", pid, pid), readable) == nil
}

// scannedChildren is the fallback for kernels without such lists.
func scannedChildren() func(pid int) []int {
	children := map[int][]int{}
	for _, pid := range numbers("/proc") {
		if p, ok := readProcess(pid); ok {
			children[p.parent] = append(children[p.parent], pid)
		}
	}
	return func(pid int) []int { return children[pid] }
}

// readProcess skips zombies, which use no CPU and hold no sockets.
func readProcess(pid int) (process, bool) {
	stat := readProc(fmt.Sprintf("/proc/%d/stat", pid))
	// The name before it is in parentheses and may contain any character.
	fields := strings.Fields(stat[strings.LastIndexByte(stat, ')')+1:])
	if len(fields) < 18 || fields[0] == "Z" || fields[0] == "X" {
		return process{}, false
	}
	number := func(i int) int64 { return integer(fields[i]) }
	return process{
		pid:         pid,
		parent:      int(number(1)),
		minorFaults: number(7),
		majorFaults: number(9),
		ticks:       number(11) + number(12),
		threads:     int(number(17)),
	}, true
}

// measure returns nil if there is nothing to measure.
func measure(processes []process) *usage {
	if len(processes) == 0 {
		return nil
	}
	var sum usage
	var cpu time.Duration
	var all scheduling
	for _, p := range processes {
		scheduled := p.scheduled()
		cpu += p.cpuTime(scheduled)
		all.waited = max(all.waited, scheduled.waited)
		all.turns += scheduled.turns
		sum.RSSBytes += p.residentBytes()
		sum.MinorFaults += p.minorFaults
		sum.MajorFaults += p.majorFaults
		sum.Threads += p.threads
	}
	sum.CPUUs = microseconds(cpu)
	// 0 means that the kernel does not count: every thread here has been on a
	// processor.
	if all.turns > 0 {
		delay := microseconds(all.waited)
		sum.RunDelayUs = &delay
	}
	return &sum
}

// scheduling contains the scheduler's statistics of threads: how long they ran,
// how long the one that waited longest was ready to run, and how often they got
// a processor.
type scheduling struct {
	ran, waited time.Duration
	turns       int64
}

// scheduled counts all existing threads.
func (p process) scheduled() scheduling {
	var total scheduling
	folder := fmt.Sprintf("/proc/%d/task", p.pid)
	for _, thread := range numbers(folder) {
		fields := strings.Fields(readProc(fmt.Sprintf("%s/%d/schedstat", folder, thread)))
		if len(fields) < 3 {
			continue
		}
		total.ran += time.Duration(integer(fields[0]))
		total.waited = max(total.waited, time.Duration(integer(fields[1])))
		total.turns += integer(fields[2])
	}
	return total
}

func integer(text string) int64 {
	n, _ := strconv.ParseInt(text, 10, 64)
	return n
}

// cpuTime uses the scheduler's count in nanoseconds if present, or else the
// ticks of /proc.
func (p process) cpuTime(scheduled scheduling) time.Duration {
	if scheduled.ran == 0 {
		return time.Duration(p.ticks) * tick
	}
	return scheduled.ran
}

func (p process) residentBytes() int64 {
	_, rest, _ := strings.Cut(readProc(fmt.Sprintf("/proc/%d/status", p.pid)), "\nVmRSS:")
	line, _, _ := strings.Cut(rest, "\n")
	kilobytes, _ := strconv.ParseInt(strings.TrimSpace(strings.TrimSuffix(line, "kB")), 10, 64)
	return kilobytes << 10
}
