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

const stateListen = "0A"

// listener is a TCP socket in the listening state.
type listener struct {
	address netip.AddrPort
	inode   string
}

// reachable returns where to connect to, first choice first. Of an IPv6
// listener on all addresses, /proc does not tell whether it takes IPv4 too.
func (l listener) reachable() []netip.AddrPort {
	v4 := netip.AddrPortFrom(netip.AddrFrom4([4]byte{127, 0, 0, 1}), l.address.Port())
	v6 := netip.AddrPortFrom(netip.IPv6Loopback(), l.address.Port())
	switch l.address.Addr() {
	case netip.IPv4Unspecified():
		return []netip.AddrPort{v4}
	case netip.IPv6Unspecified():
		return []netip.AddrPort{v4, v6}
	default:
		return []netip.AddrPort{l.address}
	}
}

// listeners returns all of the probe's network namespace, in a fixed order.
func listeners() []listener {
	found, err := askListeners()
	if err != nil {
		found = readTables()
	}
	slices.SortStableFunc(found, func(a, b listener) int {
		return int(a.address.Port()) - int(b.address.Port())
	})
	return found
}

// readTables serves where the kernel has no sock_diag.
func readTables() []listener {
	var found []listener
	for _, table := range []string{"/proc/self/net/tcp", "/proc/self/net/tcp6"} {
		if text, err := os.ReadFile(table); err == nil {
			found = append(found, parseListeners(string(text))...)
		}
	}
	return found
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

// search finds the listeners that the app opened.
type search struct {
	// foreign were there before the app was.
	foreign []listener
}

func newSearch() search {
	return search{foreign: listeners()}
}

// taken tells whether somebody other than the app answers at the address.
func (s search) taken(address netip.AddrPort) bool {
	return slices.ContainsFunc(s.foreign, func(l listener) bool { return slices.Contains(l.reachable(), address) })
}

func (s search) find() []listener {
	fresh := slices.DeleteFunc(listeners(), func(l listener) bool { return slices.Contains(s.foreign, l) })
	// Most looks end here: who holds what is much dearer to find out.
	if len(fresh) == 0 {
		return nil
	}
	held, complete := heldSockets(descendants())
	if !complete && os.Getpid() == 1 {
		// A process that changed its user or has file capabilities hides what
		// it holds; what is new in a container is the app's all the same.
		return fresh
	}
	return slices.DeleteFunc(fresh, func(l listener) bool { return !held[l.inode] })
}

// heldSockets is complete when every process let its descriptors be read, and
// there is a /proc to read them in.
func heldSockets(processes []process) (held map[string]bool, complete bool) {
	held, complete = map[string]bool{}, len(processes) > 0
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
				held[strings.TrimSuffix(inode, "]")] = true
			}
		}
	}
	return held, complete
}
