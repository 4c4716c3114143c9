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

// usage is what all processes of the app together have taken so far.
type usage struct {
	CPUUs float64 `json:"cpuUs"`
	// RunDelayUs is how long the thread that waited longest was ready to run and
	// waited for a processor: by that much the app is later, not by the sum of
	// all threads. Left out where the kernel does not count it.
	RunDelayUs  *float64 `json:"runDelayUs,omitempty"`
	RSSBytes    int64    `json:"rssBytes"`
	MinorFaults int64    `json:"minorFaults"`
	MajorFaults int64    `json:"majorFaults"`
	Threads     int      `json:"threads"`
}

// descendants returns the processes of the app: as the probe adopts orphans,
// they are those that descend from it, whatever group or session they are in.
func descendants() []process {
	if os.Getpid() == 1 {
		return others()
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

// others returns all processes of a container of which the probe is the first
// but that one. Parents are not asked for: that of a process whose parent has
// just ended is for a moment neither here nor there. What has none came from
// outside, such as a health check.
func others() []process {
	var found []process
	for _, pid := range numbers("/proc") {
		if p, ok := readProcess(pid); ok && pid != 1 && p.parent != 0 {
			found = append(found, p)
		}
	}
	return found
}

// listedChildren asks the kernel, which is quicker than a look at all the
// processes of a host.
func listedChildren(pid int) []int {
	var found []int
	folder := fmt.Sprintf("/proc/%d/task", pid)
	for _, thread := range numbers(folder) {
		found = append(found, parseNumbers(strings.Fields(readProc(fmt.Sprintf("%s/%d/children", folder, thread))))...)
	}
	return found
}

// listsChildren: not every kernel does.
func listsChildren() bool {
	pid := os.Getpid()
	return syscall.Access(fmt.Sprintf("/proc/%d/task/%d/children", pid, pid), readable) == nil
}

// scannedChildren serves where the kernel was built without such lists.
func scannedChildren() func(pid int) []int {
	children := map[int][]int{}
	for _, pid := range numbers("/proc") {
		if p, ok := readProcess(pid); ok {
			children[p.parent] = append(children[p.parent], pid)
		}
	}
	return func(pid int) []int { return children[pid] }
}

// readProcess passes over zombies: they use nothing and hold nothing.
func readProcess(pid int) (process, bool) {
	stat := readProc(fmt.Sprintf("/proc/%d/stat", pid))
	// The name before it stands in brackets and may hold anything.
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

// measure returns nil when there is nothing to measure.
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
	// A thread that was never on a processor would not be here.
	if all.turns > 0 {
		delay := microseconds(all.waited)
		sum.RunDelayUs = &delay
	}
	return &sum
}

// scheduling is what the scheduler counts of threads: for how long they ran,
// for how long the one that waited longest could have run, and how often they
// got a processor.
type scheduling struct {
	ran, waited time.Duration
	turns       int64
}

// scheduled counts all threads that there still are.
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

// cpuTime prefers the scheduler's own count, in nanoseconds, to the ticks that
// every kernel has.
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
