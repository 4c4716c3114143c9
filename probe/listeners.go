//go:build linux

package main

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"net/netip"
	"os"
	"slices"
	"strconv"
	"strings"
)

const (
	stateListen = "0A"
	// From /proc/net/unix: the flag __SO_ACCEPTCON, and SOCK_STREAM.
	unixAccepts = 1 << 16
	unixStream  = "0001"
)

// listener is a TCP or a Unix socket in the listening state.
type listener struct {
	address netip.AddrPort
	// path is empty for TCP, begins with @ for an abstract name, and may be
	// relative to the app's working directory at that time.
	path  string
	inode string
}

// reachable returns the endpoints to connect to in order of preference. For an
// IPv6 listener on all addresses, /proc does not show whether it accepts IPv4
// too.
func (l listener) reachable() []endpoint {
	if l.path != "" {
		return []endpoint{{unix: l.path}}
	}
	v4 := endpoint{tcp: netip.AddrPortFrom(netip.AddrFrom4([4]byte{127, 0, 0, 1}), l.address.Port())}
	v6 := endpoint{tcp: netip.AddrPortFrom(netip.IPv6Loopback(), l.address.Port())}
	switch l.address.Addr() {
	case netip.IPv4Unspecified():
		return []endpoint{v4}
	case netip.IPv6Unspecified():
		return []endpoint{v4, v6}
	default:
		return []endpoint{{tcp: l.address}}
	}
}

// listeners returns all listeners of the probe's network namespace in the order
// in which they are tried: Unix sockets last, because they are more often for
// administration.
func listeners() []listener {
	found, err := queryListeners()
	if err != nil {
		found = readTables()
	}
	sortListeners(found)
	return found
}

func sortListeners(found []listener) {
	slices.SortStableFunc(found, func(a, b listener) int {
		if (a.path == "") != (b.path == "") {
			return strings.Compare(a.path, b.path)
		}
		return int(a.address.Port()) - int(b.address.Port())
	})
}

// readTables is the fallback for kernels without sock_diag.
func readTables() []listener {
	var found []listener
	for _, table := range []string{"/proc/self/net/tcp", "/proc/self/net/tcp6"} {
		if text, err := os.ReadFile(table); err == nil {
			found = append(found, parseListeners(string(text))...)
		}
	}
	return append(found, readUnixTable()...)
}

func parseListeners(table string) []listener {
	var found []listener
	for _, line := range strings.Split(table, "\n") {
		fields := strings.Fields(line)
		if len(fields) < 10 || fields[3] != stateListen {
			continue
		}
		if address, ok := parseKernelAddress(fields[1]); ok {
			found = append(found, listener{address: address, inode: fields[9]})
		}
	}
	return found
}

// parseKernelAddress reads 32-bit words in the byte order of the machine, then
// the port.
func parseKernelAddress(text string) (netip.AddrPort, bool) {
	host, port, _ := strings.Cut(text, ":")
	bytes, err := hex.DecodeString(host)
	if err != nil || len(bytes)%4 != 0 {
		return netip.AddrPort{}, false
	}
	for word := bytes; len(word) > 0; word = word[4:] {
		binary.NativeEndian.PutUint32(word, binary.BigEndian.Uint32(word))
	}
	address, ok := netip.AddrFromSlice(bytes)
	number, err := strconv.ParseUint(port, 16, 16)
	return netip.AddrPortFrom(address.Unmap(), uint16(number)), ok && err == nil
}

func readUnixTable() []listener {
	text, err := os.ReadFile("/proc/self/net/unix")
	if err != nil {
		return nil
	}
	return parseUnixListeners(string(text))
}

// parseUnixListeners skips sockets without a name, which nobody can connect to.
// A name may contain spaces.
func parseUnixListeners(table string) []listener {
	var found []listener
	for _, line := range strings.Split(table, "\n") {
		fields := strings.Fields(line)
		if len(fields) < 8 || fields[4] != unixStream {
			continue
		}
		if flags, err := strconv.ParseUint(fields[3], 16, 32); err != nil || flags&unixAccepts == 0 {
			continue
		}
		_, path, _ := strings.Cut(line, " "+fields[6]+" ")
		found = append(found, listener{path: path, inode: fields[6]})
	}
	return found
}

// search finds the listeners that the app opened.
type search struct {
	// foreign are listeners that existed before the app.
	foreign []listener
	// holders are the processes that hold a socket, by its inode, at the last
	// check.
	holders map[string]int
}

func newSearch() *search {
	return &search{foreign: listeners()}
}

// taken reports whether a process other than the app listens on the address.
// For the path of a Unix socket, only an attempt can show that: the path may
// now be another socket.
func (s *search) taken(e endpoint) bool {
	return slices.ContainsFunc(s.foreign, func(l listener) bool {
		return l.path == "" && slices.Contains(l.reachable(), e)
	})
}

func (s *search) find() []listener { return s.own(listeners()) }

// own returns the listeners of the app.
func (s *search) own(all []listener) []listener {
	fresh := slices.DeleteFunc(all, func(l listener) bool { return slices.Contains(s.foreign, l) })
	// Most checks end here: to find the holders takes much longer.
	if len(fresh) == 0 {
		return nil
	}
	holders, complete := heldSockets(descendants())
	s.holders = holders
	if !complete && os.Getpid() == 1 {
		// A process that changed its user or has file capabilities hides its
		// descriptors, but new listeners in a container belong to the app
		// anyway.
		return fresh
	}
	return slices.DeleteFunc(fresh, func(l listener) bool { return holders[l.inode] == 0 })
}

// heldSockets is complete if there is a /proc, and the descriptors of every
// process could be read.
func heldSockets(processes []process) (holders map[string]int, complete bool) {
	holders, complete = map[string]int{}, len(numbers("/proc/self/task")) > 0
	for _, p := range processes {
		folder := fmt.Sprintf("/proc/%d/fd", p.pid)
		if _, err := os.ReadDir(folder); os.IsPermission(err) {
			complete = false
		}
		for _, fd := range numbers(folder) {
			target, err := os.Readlink(fmt.Sprintf("%s/%d", folder, fd))
			if err != nil {
				complete = complete && !os.IsPermission(err)
				continue
			}
			if inode, ok := strings.CutPrefix(target, "socket:["); ok {
				holders[strings.TrimSuffix(inode, "]")] = p.pid
			}
		}
	}
	return holders, complete
}
