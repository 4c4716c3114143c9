//go:build linux

package main

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"unsafe"
)

const (
	unixPrefix = "unix:"
	// longestUnix is the maximum length of a path in a sockaddr_un.
	longestUnix = 107
	// dialSlice is how long an attempt to connect may run between checks of its
	// context.
	dialSlice = 100_000
)

// endpoint is an address to connect to: an IP address and port, or a Unix
// socket.
type endpoint struct {
	tcp netip.AddrPort
	// unix is a path; one that begins with @ is an abstract name.
	unix string
}

// parseEndpoint is the inverse of String.
func parseEndpoint(text string) (endpoint, error) {
	if path, ok := strings.CutPrefix(text, unixPrefix); ok {
		if len(path) < 2 || len(path) > longestUnix || path[0] != '@' && !filepath.IsAbs(path) {
			return endpoint{}, fmt.Errorf("want unix:/path or unix:@name of at most %d bytes, have %q", longestUnix, text)
		}
		return endpoint{unix: path}, nil
	}
	address, err := netip.ParseAddrPort(text)
	if err != nil || address.Port() == 0 {
		return endpoint{}, fmt.Errorf("want IP:port, unix:/path or unix:@name, have %q", text)
	}
	return endpoint{tcp: address}, nil
}

func (e endpoint) String() string {
	if e.unix != "" {
		return unixPrefix + e.unix
	}
	return e.tcp.String()
}

func (e endpoint) valid() bool { return e != endpoint{} }

// file is the path of the socket's file, or empty.
func (e endpoint) file() string {
	if strings.HasPrefix(e.unix, "@") {
		return ""
	}
	return socketPath(e.unix)
}

func (e endpoint) socketAddress() (family int, address syscall.Sockaddr) {
	switch ip := e.tcp.Addr(); {
	case e.unix != "":
		return syscall.AF_UNIX, &syscall.SockaddrUnix{Name: socketPath(e.unix)}
	case ip.Is4():
		return syscall.AF_INET, &syscall.SockaddrInet4{Port: int(e.tcp.Port()), Addr: ip.As4()}
	default:
		return syscall.AF_INET6, &syscall.SockaddrInet6{Port: int(e.tcp.Port()), Addr: ip.As16(), ZoneId: zone(ip)}
	}
}

func zone(ip netip.Addr) uint32 {
	// From linux/sockios.h and linux/if.h.
	const interfaceIndex = 0x8933
	var request struct {
		name  [syscall.IFNAMSIZ]byte
		index int32
		_     [20]byte
	}
	// Most addresses have no zone, and each attempt to connect calls this.
	if ip.Zone() == "" || len(ip.Zone()) >= len(request.name) {
		return 0
	}
	socket, err := syscall.Socket(syscall.AF_INET6, syscall.SOCK_DGRAM|syscall.SOCK_CLOEXEC, 0)
	if err != nil {
		return 0
	}
	defer syscall.Close(socket)
	copy(request.name[:], ip.Zone())
	_, _, errno := syscall.Syscall(syscall.SYS_IOCTL, uintptr(socket), interfaceIndex, uintptr(unsafe.Pointer(&request)))
	if errno != 0 {
		return 0
	}
	return uint32(request.index)
}

// connect makes one attempt and returns the socket. It uses bare system calls,
// because there is an attempt every 100 µs while the app starts, and on one
// machine each is accepted or refused at once.
func (e endpoint) connect(ctx context.Context) (int, error) {
	family, address := e.socketAddress()
	socket, err := syscall.Socket(family, syscall.SOCK_STREAM|syscall.SOCK_CLOEXEC, 0)
	if err != nil {
		return 0, err
	}
	slice := syscall.NsecToTimeval(dialSlice * 1000)
	err = syscall.SetsockoptTimeval(socket, syscall.SOL_SOCKET, syscall.SO_SNDTIMEO, &slice)
	for err == nil {
		err = syscall.Connect(socket, address)
		if err == nil {
			return socket, nil
		}
		if ctx.Err() == nil && (errors.Is(err, syscall.EINPROGRESS) || errors.Is(err, syscall.EALREADY) || errors.Is(err, syscall.EINTR)) {
			err = nil
		}
	}
	syscall.Close(socket)
	return 0, err
}

// connection takes ownership of the socket. Reads and writes of the result can
// be interrupted.
func connection(socket int) (*os.File, error) {
	if err := syscall.SetNonblock(socket, true); err != nil {
		syscall.Close(socket)
		return nil, err
	}
	// Otherwise, a request right after a TLS 1.3 handshake waits 40 ms for the
	// server's delayed acknowledgement. A Unix socket has neither this option
	// nor this wait.
	syscall.SetsockoptInt(socket, syscall.IPPROTO_TCP, syscall.TCP_NODELAY, 1)
	return os.NewFile(uintptr(socket), "connection"), nil
}

// accepting reports whether a process listens on a Unix socket. The file alone
// may be left over from a killed program.
func (e endpoint) accepting(ctx context.Context) bool {
	socket, err := e.connect(ctx)
	if err == nil {
		syscall.Close(socket)
	}
	// EAGAIN: there is a listener, but its queue is full.
	return err == nil || errors.Is(err, syscall.EAGAIN)
}
