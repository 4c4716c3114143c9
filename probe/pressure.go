//go:build linux

package main

import "strings"

// pressure is the time in microseconds since the start of the machine during
// which some process waited for a processor, or for the disk.
type pressure struct {
	CPUUs int64 `json:"cpuUs"`
	IOUs  int64 `json:"ioUs"`
}

// readPressure returns nil unless the kernel counts both.
func readPressure() *pressure {
	cpu, countsCPU := stalled(readProc("/proc/pressure/cpu"))
	io, countsIO := stalled(readProc("/proc/pressure/io"))
	if !countsCPU || !countsIO {
		return nil
	}
	return &pressure{CPUUs: cpu, IOUs: io}
}

// stalled returns the total of the first line of a file of /proc/pressure:
// some avg10=0.00 avg60=0.00 avg300=0.00 total=0
func stalled(text string) (int64, bool) {
	line, _, _ := strings.Cut(text, "\n")
	_, total, found := strings.Cut(line, " total=")
	return integer(total), found && strings.HasPrefix(line, "some ")
}
