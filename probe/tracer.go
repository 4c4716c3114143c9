//go:build linux

package main

import (
	"encoding/binary"
	"encoding/json"
	"net/netip"
	"os"
	"runtime"
	"strings"
	"syscall"
	"unsafe"
)

const (
	// From linux/ptrace.h.
	ptraceGetSyscallInfo = 0x420e
	ptraceExitKill       = 1 << 20
	infoEntry            = 1
	infoExit             = 2

	// The descriptor for reports of the tracer: the first after the three
	// standard ones.
	sightingsFD = 3
	dnsPort     = 53
	// Exit code for an app that cannot be traced, like that of a shell.
	notTraced = 126
)

var sendmmsg = map[string]uint64{"amd64": 307, "arm64": 269}[runtime.GOARCH]

// syscallInfo is struct ptrace_syscall_info: at an entry, data is the number
// and the arguments; at an exit, the return value.
type syscallInfo struct {
	op       uint8
	_        [3]byte
	arch     uint32
	ip, sp   uint64
	data     [7]uint64
	reserved [2]uint64
}

// call is a pending system call of a thread of the app.
type call struct {
	number    uint64
	arguments [6]uint64
}

// tracer follows the system calls of an app, and reports what it tries to
// reach.
type tracer struct {
	report *json.Encoder
	calls  map[int]call
	seen   map[int]bool
	// Descriptors are those of the last process that made such a socket, which
	// is the app if it has only one process.
	types map[uint64]uint64
	peers map[uint64]string
	dns   map[uint64]bool
}

// traceContacts starts the program and traces it with all its descendants.
func traceContacts(program string, argv []string) int {
	// ptrace only works from the thread that traces.
	runtime.LockOSThread()
	syscall.CloseOnExec(sightingsFD)
	pid, err := syscall.ForkExec(program, argv, &syscall.ProcAttr{
		Env:   os.Environ(),
		Files: []uintptr{0, 1, 2},
		Sys:   &syscall.SysProcAttr{Ptrace: true},
	})
	if err != nil {
		return notTraced
	}
	var status syscall.WaitStatus
	if _, err := syscall.Wait4(pid, &status, syscall.WALL, nil); err != nil || !status.Stopped() {
		return notTraced
	}
	options := syscall.PTRACE_O_TRACESYSGOOD | syscall.PTRACE_O_TRACECLONE | syscall.PTRACE_O_TRACEFORK |
		syscall.PTRACE_O_TRACEVFORK | syscall.PTRACE_O_TRACEEXEC | ptraceExitKill
	if syscall.PtraceSetOptions(pid, options) != nil || syscall.PtraceSyscall(pid, 0) != nil {
		syscall.Kill(pid, syscall.SIGKILL)
		return notTraced
	}
	t := &tracer{
		report: json.NewEncoder(os.NewFile(sightingsFD, "sightings")),
		calls:  map[int]call{}, seen: map[int]bool{pid: true},
		types: map[uint64]uint64{}, peers: map[uint64]string{}, dns: map[uint64]bool{},
	}
	return t.follow(pid)
}

// follow returns the exit code of the first process once all are gone.
func (t *tracer) follow(first int) int {
	code := 0
	for {
		var status syscall.WaitStatus
		tid, err := syscall.Wait4(-1, &status, syscall.WALL, nil)
		if err == syscall.EINTR {
			continue
		}
		if err != nil {
			return code
		}
		if !status.Stopped() {
			delete(t.calls, tid)
			if tid == first && status.Exited() {
				code = status.ExitStatus()
			}
			continue
		}
		// An error means that the thread has died; it is reaped next.
		_ = syscall.PtraceSyscall(tid, int(t.stopped(tid, status)))
	}
}

// stopped returns the signal to deliver to the thread.
func (t *tracer) stopped(tid int, status syscall.WaitStatus) syscall.Signal {
	signal := status.StopSignal()
	isNew := !t.seen[tid]
	t.seen[tid] = true
	switch {
	case signal == syscall.SIGTRAP|0x80:
		t.atCall(tid)
		return 0
	case signal == syscall.SIGTRAP, signal == syscall.SIGSTOP && isNew:
		return 0
	default:
		return signal
	}
}

func (t *tracer) atCall(tid int) {
	var info syscallInfo
	_, _, errno := syscall.Syscall6(syscall.SYS_PTRACE, ptraceGetSyscallInfo, uintptr(tid), unsafe.Sizeof(info), uintptr(unsafe.Pointer(&info)), 0, 0)
	if errno != 0 {
		return
	}
	switch info.op {
	case infoEntry:
		entered := call{number: info.data[0], arguments: [6]uint64(info.data[1:])}
		t.calls[tid] = entered
		t.detectQuery(tid, entered)
	case infoExit:
		t.returned(tid, t.calls[tid], int64(info.data[0]))
		delete(t.calls, tid)
	}
}

// detectQuery detects queries to a DNS server.
func (t *tracer) detectQuery(tid int, c call) {
	fd := c.arguments[0]
	switch c.number {
	case syscall.SYS_WRITE:
		if t.dns[fd] {
			t.reportQuery(t.read(tid, c.arguments[1], c.arguments[2]))
		}
	case syscall.SYS_SENDTO:
		_, port := t.address(tid, c.arguments[4], c.arguments[5])
		if t.dns[fd] || port == dnsPort {
			t.reportQuery(t.read(tid, c.arguments[1], c.arguments[2]))
		}
	case syscall.SYS_SENDMSG:
		t.reportMessageQuery(tid, fd, c.arguments[1])
	case sendmmsg:
		const size = 64
		for i := uint64(0); i < min(c.arguments[2], 4); i++ {
			t.reportMessageQuery(tid, fd, c.arguments[1]+i*size)
		}
	}
}

// reportMessageQuery reads struct msghdr.
func (t *tracer) reportMessageQuery(tid int, fd, at uint64) {
	const headerSize, vectorSize = 56, 16
	header := t.read(tid, at, headerSize)
	if len(header) < headerSize {
		return
	}
	word := binary.NativeEndian.Uint64
	_, port := t.address(tid, word(header), uint64(binary.NativeEndian.Uint32(header[8:])))
	if !t.dns[fd] && port != dnsPort || word(header[24:]) == 0 {
		return
	}
	vector := t.read(tid, word(header[16:]), vectorSize)
	if len(vector) == vectorSize {
		t.reportQuery(t.read(tid, word(vector), word(vector[8:])))
	}
}

func (t *tracer) reportQuery(message []byte) {
	if name := dnsQuestion(message); name != "" {
		t.report.Encode(sighting{Name: name})
	}
}

func (t *tracer) returned(tid int, c call, result int64) {
	fd := c.arguments[0]
	switch c.number {
	case syscall.SYS_SOCKET:
		if result >= 0 {
			made := uint64(result)
			t.types[made] = c.arguments[1] & 0xf
			delete(t.peers, made)
			delete(t.dns, made)
		}
	case syscall.SYS_CONNECT:
		t.recordConnect(tid, c, result)
	case syscall.SYS_GETSOCKOPT:
		if result == 0 && c.arguments[1] == syscall.SOL_SOCKET && c.arguments[2] == syscall.SO_ERROR {
			if value := t.read(tid, c.arguments[3], 4); len(value) == 4 && t.peers[fd] != "" && binary.NativeEndian.Uint32(value) == 0 {
				t.report.Encode(sighting{Address: t.peers[fd], Connected: true})
			}
		}
	}
}

func (t *tracer) recordConnect(tid int, c call, result int64) {
	fd := c.arguments[0]
	address, port := t.address(tid, c.arguments[1], c.arguments[2])
	if t.types[fd] == syscall.SOCK_DGRAM {
		t.dns[fd] = port == dnsPort
		return
	}
	// The C library first tries its name cache daemon, which is rarely
	// installed.
	if address == "" || port == dnsPort || strings.Contains(address, "/nscd/") {
		return
	}
	t.peers[fd] = address
	t.report.Encode(sighting{Address: address, Connected: result == 0})
}

// address reads a sockaddr; the port is 0 if there is none.
func (t *tracer) address(tid int, at, length uint64) (string, uint16) {
	if at == 0 || length < 2 || length > 128 {
		return "", 0
	}
	raw := t.read(tid, at, length)
	if len(raw) < 8 {
		return "", 0
	}
	port := binary.BigEndian.Uint16(raw[2:])
	switch family := binary.NativeEndian.Uint16(raw); {
	case family == syscall.AF_INET:
		return netip.AddrPortFrom(netip.AddrFrom4([4]byte(raw[4:8])), port).String(), port
	case family == syscall.AF_INET6 && len(raw) >= 24:
		return netip.AddrPortFrom(netip.AddrFrom16([16]byte(raw[8:24])).Unmap(), port).String(), port
	case family == syscall.AF_UNIX:
		if path := unixPath(raw[2:]); path != "" {
			return "unix:" + path, 0
		}
	}
	return "", 0
}

// read returns as much of the app's memory as it can read.
func (t *tracer) read(tid int, at, length uint64) []byte {
	buffer := make([]byte, min(length, 512))
	n, _ := syscall.PtracePeekData(tid, uintptr(at), buffer)
	return buffer[:max(0, n)]
}

// dnsQuestion returns the name in a DNS query; empty if the message is not a
// query.
func dnsQuestion(message []byte) string {
	const header = 12
	if len(message) < header || message[2]&0x80 != 0 || binary.BigEndian.Uint16(message[4:]) != 1 {
		return ""
	}
	var labels []string
	for rest := message[header:]; len(rest) > 0; {
		length := int(rest[0])
		if length == 0 {
			return strings.Join(labels, ".")
		}
		if length > 63 || length >= len(rest) {
			return ""
		}
		labels = append(labels, string(rest[1:1+length]))
		rest = rest[1+length:]
	}
	return ""
}
