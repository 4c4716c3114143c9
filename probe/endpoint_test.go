//go:build linux

package main

import (
	"context"
	"net"
	"net/netip"
	"strings"
	"syscall"
	"testing"
)

func TestConnectionsSendAtOnce(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	e := endpoint{tcp: netip.MustParseAddrPort(listener.Addr().String())}
	socket, err := e.connect(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	conn, err := connection(socket)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if value, err := syscall.GetsockoptInt(socket, syscall.IPPROTO_TCP, syscall.TCP_NODELAY); err != nil || value == 0 {
		t.Errorf("TCP_NODELAY is %d, %v", value, err)
	}
}

func TestZone(t *testing.T) {
	t.Parallel()
	want := map[string]uint32{"": 0, "no-such-device": 0, strings.Repeat("long", 10): 0}
	links, err := net.Interfaces()
	if err != nil {
		t.Fatal(err)
	}
	for _, link := range links {
		want[link.Name] = uint32(link.Index)
	}
	for name, index := range want {
		if got := zone(netip.IPv6Loopback().WithZone(name)); got != index {
			t.Errorf("%q has index %d, want %d", name, got, index)
		}
	}
}
