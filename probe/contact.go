//go:build linux

package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/netip"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

const (
	connectPause   = 100 * time.Microsecond
	firstBackoff   = 2 * time.Millisecond
	longestBackoff = 50 * time.Millisecond
	longestStatus  = 4096
)

// answer is the response that made the app ready.
type answer struct {
	address          netip.AddrPort
	listen, response time.Duration
	status           int
}

// contact keeps trying one listener until that gives an answer.
type contact struct {
	addresses []netip.AddrPort
	path      string
	started   time.Time

	mu    sync.Mutex
	state contactState
}

type contactState struct {
	// accepted is where the first connection was, at the time listen.
	accepted netip.AddrPort
	listen   time.Duration
	// failed says that a connection led to nothing that would do; status is
	// that of the last HTTP response, if there was one.
	failed bool
	status int
}

func (c *contact) now() contactState {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.state
}

func (c *contact) note(change func(*contactState)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	change(&c.state)
}

func (c *contact) run(ctx context.Context, answers chan<- answer) {
	for backoff := firstBackoff; ; backoff = min(2*backoff, longestBackoff) {
		conn, address := c.connect(ctx)
		if conn == nil {
			return
		}
		connected := time.Since(c.started)
		c.note(func(s *contactState) {
			// A later attempt does not make the app listen later.
			if !s.accepted.IsValid() {
				s.accepted, s.listen = address, connected
			}
		})

		status, err := get(ctx, conn, c.path)
		responded := time.Since(c.started)
		if err == nil && (c.path == "" || status < 400) {
			// Buffered for every contact, so that none is stuck here.
			answers <- answer{address, c.now().listen, responded, status}
			return
		}
		c.note(func(s *contactState) {
			s.failed = true
			if err == nil {
				s.status = status
			}
		})
		sleep(ctx, backoff)
	}
}

// connect returns nil once ctx is done.
func (c *contact) connect(ctx context.Context) (net.Conn, netip.AddrPort) {
	dialer := net.Dialer{KeepAlive: -1}
	for {
		for _, address := range c.addresses {
			conn, err := dialer.DialContext(ctx, "tcp", address.String())
			if err == nil {
				return conn, address
			}
		}
		if ctx.Err() != nil {
			return nil, netip.AddrPort{}
		}
		// A thousandth of the time passed is as exact as anybody can use, and
		// spares a slow app the load. Not time.Sleep, which rounds up to 1 ms
		// when nothing else goes on.
		pause := syscall.NsecToTimespec(int64(max(connectPause, time.Since(c.started)/1000)))
		syscall.Nanosleep(&pause, nil)
	}
}

// get returns the status as soon as the status line is there.
func get(ctx context.Context, conn net.Conn, path string) (int, error) {
	defer conn.Close()
	defer context.AfterFunc(ctx, func() { conn.Close() })()

	if path == "" {
		path = "/"
	}
	request := "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nUser-Agent: linkgate\r\nConnection: close\r\n\r\n"
	if _, err := io.WriteString(conn, request); err != nil {
		return 0, err
	}
	line, err := bufio.NewReaderSize(conn, longestStatus).ReadSlice('\n')
	if err != nil {
		return 0, err
	}
	return parseStatusLine(string(line))
}

func parseStatusLine(line string) (int, error) {
	version, rest, _ := strings.Cut(strings.TrimRight(line, "\r\n"), " ")
	code, _, _ := strings.Cut(rest, " ")
	status, err := strconv.Atoi(code)
	if !strings.HasPrefix(version, "HTTP/1.") || len(code) != 3 || err != nil || status < 100 {
		return 0, fmt.Errorf("not a status line: %q", line)
	}
	return status, nil
}

func sleep(ctx context.Context, pause time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(pause):
	}
}
