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
	// Of /proc/net/unix: the flag __SO_ACCEPTCON, and SOCK_STREAM.
	unixAccepts = 1 << 16
	unixStream  = "0001"
)

// listener is a TCP or a Unix socket in the listening state.
type listener struct {
	address netip.AddrPort
	// path is empty for TCP, begins with @ where it is an abstract name, and
	// may be relative to the directory in which the app was then.
	path  string
	inode string
}

// reachable returns where to connect to, first choice first. Of an IPv6
// listener on all addresses, /proc does not tell whether it takes IPv4 too.
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

// listeners returns all of the probe's network namespace, in the order in
// which they are tried: Unix sockets are more often an app's back door.
func listeners() []listener {
	found, err := askListeners()
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

// readTables serves where the kernel has no sock_diag.
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

// parseUnixListeners passes over sockets without a name: nobody can connect to
// them. A name may have spaces in it.
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
	// foreign were there before the app was.
	foreign []listener
	// holders are the processes that hold a socket, by its inode, as of the
	// last look at them.
	holders map[string]int
}

func newSearch() *search {
	return &search{foreign: listeners()}
}

// taken tells whether somebody other than the app answers at the address. Of
// a Unix socket's path only an attempt can tell: another one may stand there.
func (s *search) taken(e endpoint) bool {
	return slices.ContainsFunc(s.foreign, func(l listener) bool {
		return l.path == "" && slices.Contains(l.reachable(), e)
	})
}

func (s *search) find() []listener { return s.own(listeners()) }

// own returns those that are the app's.
func (s *search) own(all []listener) []listener {
	fresh := slices.DeleteFunc(all, func(l listener) bool { return slices.Contains(s.foreign, l) })
	// Most looks end here: who holds what is much dearer to find out.
	if len(fresh) == 0 {
		return nil
	}
	holders, complete := heldSockets(descendants())
	s.holders = holders
	if !complete && os.Getpid() == 1 {
		// A process that changed its user or has file capabilities hides what
		// it holds; what is new in a container is the app's all the same.
		return fresh
	}
	return slices.DeleteFunc(fresh, func(l listener) bool { return holders[l.inode] == 0 })
}

// heldSockets is complete when every process let its descriptors be read, and
// there is a /proc to read them in.
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
