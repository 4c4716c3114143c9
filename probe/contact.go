//go:build linux

package main

import (
	"context"
	"errors"
	"sync"
	"syscall"
	"time"
)

const (
	connectPause   = 100 * time.Microsecond
	firstBackoff   = 2 * time.Millisecond
	longestBackoff = 50 * time.Millisecond
)

// answer describes the event that made the app ready. Without a response,
// status is 0; without a connection, address and listen are empty.
type answer struct {
	address                 endpoint
	ready, listen, response time.Duration
	status                  int
	scheme                  scheme
	// lacksTLS says that only a probe with TLS can continue.
	lacksTLS bool
}

// contact keeps trying one listener until it answers.
type contact struct {
	addresses []endpoint
	request   request
	started   time.Time

	mu    sync.Mutex
	state contactState
}

type contactState struct {
	// accepted is the endpoint of the first connection, at the time listen.
	accepted endpoint
	listen   time.Duration
	// failed says that no connection gave an acceptable answer; status is that
	// of the last HTTP response, if any.
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
	// Without a scheme, plain and TLS requests alternate until one of them gets
	// a response.
	known := c.request.Scheme
	next := known
	if known == anyScheme {
		next = plain
	}
	for backoff := firstBackoff; ; backoff = min(2*backoff, longestBackoff) {
		socket, address := c.connect(ctx)
		if !address.valid() {
			return
		}
		connected := time.Since(c.started)
		c.note(func(s *contactState) {
			// A later attempt does not make the app listen later.
			if !s.accepted.valid() {
				s.accepted, s.listen = address, connected
			}
		})
		a := answer{address: address, ready: connected, listen: c.now().listen}
		if c.request.Ready == readyAccept {
			syscall.Close(socket)
			// Buffered for every contact, so that none blocks here.
			answers <- a
			return
		}

		got, err := c.exchange(ctx, socket, next, known != anyScheme)
		if err == nil && c.request.accepts(got.status) {
			a.response = got.at.Sub(c.started)
			a.ready, a.status, a.scheme = a.response, got.status, next
			answers <- a
			return
		}
		switch {
		case errors.Is(err, errLacksTLS):
			answers <- answer{lacksTLS: true}
			return
		case errors.Is(err, errTLSRequired):
			next = secure
			continue
		case err == nil:
			known = next
		case known == anyScheme:
			next = next.other()
		}
		c.note(func(s *contactState) {
			s.failed = true
			if err == nil {
				s.status = got.status
			}
		})
		sleep(ctx, backoff)
	}
}

// connect returns no address once ctx is done.
func (c *contact) connect(ctx context.Context) (int, endpoint) {
	for ctx.Err() == nil {
		for _, address := range c.addresses {
			if socket, err := address.connect(ctx); err == nil {
				return socket, address
			}
		}
		// A thousandth of the elapsed time is exact enough, and keeps the load
		// on a slow app low. Not time.Sleep, which rounds up to 1 ms in an idle
		// process.
		pause := syscall.NsecToTimespec(int64(max(connectPause, time.Since(c.started)/1000)))
		syscall.Nanosleep(&pause, nil)
	}
	return 0, endpoint{}
}

func (c *contact) exchange(ctx context.Context, socket int, as scheme, settled bool) (reply, error) {
	conn, err := connection(socket)
	if err != nil {
		return reply{}, err
	}
	defer conn.Close()
	defer context.AfterFunc(ctx, func() { conn.Close() })()

	if as == plain {
		return get(conn, c.request.Path, !settled)
	}
	// A greeting without TLS in the probe is limited, too: it can be repeated,
	// because it is not measured.
	if !settled || handshake == nil {
		limited, cancel := context.WithTimeout(ctx, handshakeTimeout)
		defer cancel()
		ctx = limited
	}
	if handshake == nil {
		return reply{}, greet(ctx, conn)
	}
	secured, err := handshake(ctx, conn)
	if err != nil {
		return reply{}, err
	}
	return get(secured, c.request.Path, false)
}

func sleep(ctx context.Context, pause time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(pause):
	}
}
