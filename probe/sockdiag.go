//go:build linux

package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"net/netip"
	"syscall"
)

// From linux/sock_diag.h, linux/inet_diag.h and linux/unix_diag.h.
const (
	netlinkSockDiag  = 4
	sockDiagByFamily = 20
	tcpListen        = 10
	requestLength    = 56
	answerLength     = 72
	sourceOffset     = 8
	inodeOffset      = 68

	unixRequestLength = 24
	unixAnswerLength  = 16
	unixStatesOffset  = 4
	unixShowOffset    = 12
	unixShowName      = 1
	unixName          = 0
)

var errTruncated = errors.New("sock_diag: truncated answer")

// queryListeners requests the listening sockets from the kernel. That takes
// about 50 µs. The tables of /proc take several ms, in which the kernel walks
// through all possible connections, on a core that the app may need.
func queryListeners() ([]listener, error) {
	return querySockDiag(
		diagQuery{tcpRequest(syscall.AF_INET), parseDiagMessage},
		diagQuery{tcpRequest(syscall.AF_INET6), parseDiagMessage},
		diagQuery{unixRequest(), parseUnixMessage},
	)
}

func queryUnixListeners() ([]listener, error) {
	return querySockDiag(diagQuery{unixRequest(), parseUnixMessage})
}

// diagQuery is a request and the parser of the messages in its response. The
// parser reports whether a message is about a listener to connect to.
type diagQuery struct {
	body  []byte
	parse func([]byte) (l listener, ok bool, err error)
}

func querySockDiag(questions ...diagQuery) ([]listener, error) {
	socket, err := syscall.Socket(syscall.AF_NETLINK, syscall.SOCK_RAW|syscall.SOCK_CLOEXEC, netlinkSockDiag)
	if err != nil {
		return nil, err
	}
	defer syscall.Close(socket)
	// The kernel responds at once or not at all.
	if err := syscall.SetsockoptTimeval(socket, syscall.SOL_SOCKET, syscall.SO_RCVTIMEO, &syscall.Timeval{Sec: 1}); err != nil {
		return nil, err
	}

	var found []listener
	buffer := make([]byte, 32<<10)
	for _, q := range questions {
		if err := syscall.Sendto(socket, dumpRequest(q.body), 0, &syscall.SockaddrNetlink{Family: syscall.AF_NETLINK}); err != nil {
			return nil, err
		}
		if found, err = q.readAnswer(socket, buffer, found); err != nil {
			return nil, err
		}
	}
	return found, nil
}

func dumpRequest(body []byte) []byte {
	header := make([]byte, syscall.NLMSG_HDRLEN)
	native := binary.NativeEndian
	native.PutUint32(header, uint32(len(header)+len(body)))
	native.PutUint16(header[4:], sockDiagByFamily)
	native.PutUint16(header[6:], syscall.NLM_F_REQUEST|syscall.NLM_F_DUMP)
	return append(header, body...)
}

func tcpRequest(family byte) []byte {
	body := make([]byte, requestLength)
	body[0], body[1] = family, syscall.IPPROTO_TCP
	binary.NativeEndian.PutUint32(body[4:], 1<<tcpListen)
	return body
}

func unixRequest() []byte {
	body := make([]byte, unixRequestLength)
	body[0] = syscall.AF_UNIX
	binary.NativeEndian.PutUint32(body[unixStatesOffset:], 1<<tcpListen)
	binary.NativeEndian.PutUint32(body[unixShowOffset:], unixShowName)
	return body
}

func (q diagQuery) readAnswer(socket int, buffer []byte, found []listener) ([]listener, error) {
	for {
		n, _, err := syscall.Recvfrom(socket, buffer, 0)
		if errors.Is(err, syscall.EINTR) {
			continue
		}
		if err != nil {
			return nil, err
		}
		messages, err := syscall.ParseNetlinkMessage(buffer[:n])
		if err != nil {
			return nil, err
		}
		for _, message := range messages {
			switch message.Header.Type {
			case syscall.NLMSG_DONE:
				return found, nil
			case syscall.NLMSG_ERROR:
				return nil, netlinkError(message.Data)
			}
			l, ok, err := q.parse(message.Data)
			if err != nil {
				return nil, err
			}
			if ok {
				found = append(found, l)
			}
		}
	}
}

func netlinkError(data []byte) error {
	if len(data) < 4 {
		return errTruncated
	}
	return syscall.Errno(-int32(binary.NativeEndian.Uint32(data)))
}

func parseDiagMessage(data []byte) (listener, bool, error) {
	if len(data) < answerLength {
		return listener{}, false, errTruncated
	}
	length := 4
	if data[0] == syscall.AF_INET6 {
		length = 16
	}
	address, _ := netip.AddrFromSlice(data[sourceOffset : sourceOffset+length])
	return listener{
		address: netip.AddrPortFrom(address.Unmap(), binary.BigEndian.Uint16(data[4:])),
		inode:   fmt.Sprint(binary.NativeEndian.Uint32(data[inodeOffset:])),
	}, true, nil
}

func parseUnixMessage(data []byte) (listener, bool, error) {
	if len(data) < unixAnswerLength {
		return listener{}, false, errTruncated
	}
	l := listener{inode: fmt.Sprint(binary.NativeEndian.Uint32(data[4:]))}
	for rest := data[unixAnswerLength:]; len(rest) >= syscall.SizeofRtAttr; {
		length := int(binary.NativeEndian.Uint16(rest))
		if length < syscall.SizeofRtAttr || length > len(rest) {
			return listener{}, false, errTruncated
		}
		if binary.NativeEndian.Uint16(rest[2:]) == unixName {
			l.path = unixPath(rest[syscall.SizeofRtAttr:length])
		}
		rest = rest[min(len(rest), (length+syscall.RTA_ALIGNTO-1)&^(syscall.RTA_ALIGNTO-1)):]
	}
	return l, l.path != "" && data[1] == syscall.SOCK_STREAM, nil
}

// unixPath decodes the kernel's name of a Unix socket: a path up to a NUL byte,
// or an abstract name after a NUL byte.
func unixPath(name []byte) string {
	if len(name) > 1 && name[0] == 0 {
		return "@" + string(name[1:])
	}
	path, _, _ := bytes.Cut(name, []byte{0})
	return string(path)
}
