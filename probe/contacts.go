//go:build linux

package main

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"
)

// contactsCommand makes the probe the tracer of an app, in a separate process:
// the main probe waits for all its children, and would confuse ptrace stops
// with their ends.
const contactsCommand = "--contacts"

// contacts lists the names and addresses that an app tried to reach.
type contacts struct {
	// Names that it looked up at a DNS server.
	Names []string `json:"names"`
	// Failed are the TCP addresses and Unix sockets without any successful
	// connection.
	Failed []string `json:"failed"`
	// Connected are those that accepted a connection.
	Connected []string `json:"connected"`
}

// sighting is a report of the tracer, one JSON value per line.
type sighting struct {
	Name    string `json:"name,omitempty"`
	Address string `json:"address,omitempty"`
	// Connected says that Address accepted a connection.
	Connected bool `json:"connected,omitempty"`
}

// contactLog collects the reports of a tracer.
type contactLog struct {
	mu        sync.Mutex
	names     []string
	addresses []string
	connected map[string]bool
	ended     chan struct{}
	limit     time.Duration
}

// newContactLog returns the log and the end of the pipe for the tracer.
func newContactLog() (*contactLog, int, error) {
	var ends [2]int
	if err := syscall.Pipe2(ends[:], syscall.O_CLOEXEC); err != nil {
		return nil, 0, fmt.Errorf("cannot make a pipe: %w", err)
	}
	c := &contactLog{connected: map[string]bool{}, ended: make(chan struct{}), limit: pipeTimeout}
	go c.drain(os.NewFile(uintptr(ends[0]), "contacts"))
	return c, ends[1], nil
}

func (c *contactLog) drain(from *os.File) {
	defer close(c.ended)
	defer from.Close()
	decoder := json.NewDecoder(from)
	for {
		var seen sighting
		if decoder.Decode(&seen) != nil {
			return
		}
		c.add(seen)
	}
}

func (c *contactLog) add(seen sighting) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if seen.Name != "" && !slices.Contains(c.names, seen.Name) {
		c.names = append(c.names, seen.Name)
	}
	if seen.Address == "" {
		return
	}
	if !slices.Contains(c.addresses, seen.Address) {
		c.addresses = append(c.addresses, seen.Address)
	}
	if seen.Connected {
		c.connected[seen.Address] = true
	}
}

// result waits for the end of the tracer, but not for long.
func (c *contactLog) result() *contacts {
	isClosedWithin(c.limit, c.ended)
	c.mu.Lock()
	defer c.mu.Unlock()
	found := &contacts{Names: withoutSearchDomains(c.names), Failed: []string{}, Connected: []string{}}
	for _, address := range c.addresses {
		if c.connected[address] {
			found.Connected = append(found.Connected, address)
		} else {
			found.Failed = append(found.Failed, address)
		}
	}
	return found
}

// withoutSearchDomains removes names that a resolver derives from one that it
// did not find: db.internal.example after db.
func withoutSearchDomains(names []string) []string {
	found := []string{}
	for _, name := range names {
		isLonger := func(other string) bool { return name != other && strings.HasPrefix(name, other+".") }
		if !slices.ContainsFunc(names, isLonger) {
			found = append(found, name)
		}
	}
	return found
}
