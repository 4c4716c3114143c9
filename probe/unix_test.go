//go:build linux

package main

import (
	"fmt"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestUnixSocket(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	abstract := fmt.Sprintf("@linkgate-test-%d", os.Getpid())
	for _, test := range []struct{ listen, want string }{
		{filepath.Join(dir, "app.sock"), "unix:" + filepath.Join(dir, "app.sock")},
		{"relative.sock", "unix:" + filepath.Join(dir, "relative.sock")},
		{abstract, "unix:" + abstract},
	} {
		p := startProbe(t)
		r := testApp("unix", test.listen)
		r.Dir = dir
		// The app does not start if its socket is left over.
		for _, known := range []string{"", "", test.want, test.want} {
			r.Address = known
			got := p.start(r)
			expectReady(t, got, test.want, 404)
			if got.Scheme != plain {
				t.Errorf("scheme = %q", got.Scheme)
			}
		}

		r.Ready, r.Address = readyAccept, test.want
		if got := p.start(r); !got.Ready || got.Address != test.want || got.ListenUs <= 0 {
			t.Errorf("%+v", got)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*.sock")); len(left) > 0 {
		t.Errorf("left over: %q", left)
	}
}

// staleSocket leaves the file of a socket without a listener.
func staleSocket(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "app.sock")
	listener, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	listener.(*net.UnixListener).SetUnlinkOnClose(false)
	listener.Close()
	return path
}

func TestStaleSocket(t *testing.T) {
	t.Parallel()
	p := startProbe(t)
	path := staleSocket(t)
	r := testApp("unix-replacing", path)
	for _, known := range []string{"unix:" + path, ""} {
		r.Address = known
		expectReady(t, p.start(r), "unix:"+path, 404)
	}

	// The probe must not remove files that existed before the start.
	path = staleSocket(t)
	r = testApp("unix", path)
	r.Address = "unix:" + path
	expectFailure(t, p.start(r), appExited)
	if _, err := os.Lstat(path); err != nil {
		t.Error(err)
	}
}

func TestUnixSocketTaken(t *testing.T) {
	t.Parallel()
	p := startProbe(t)
	path := filepath.Join(t.TempDir(), "app.sock")
	taken, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	r := testApp("unix-replacing", path)
	r.Address = "unix:" + path
	expectFailure(t, p.start(r), addressTaken)
	if len(p.recorded()) > 0 {
		t.Error("the app was started")
	}

	// Without a known address, the app may take over the file.
	r.Address = ""
	expectReady(t, p.start(r), "unix:"+path, 404)
}

func TestUnixSocketOfAnAppThatFails(t *testing.T) {
	t.Parallel()
	p := startProbe(t)
	r := testApp("unix-crashing", filepath.Join(t.TempDir(), "app.sock"))
	r.Address = "unix:" + r.Env[1][len("LISTEN="):]
	for i := 0; i < 2; i++ {
		got := p.start(r)
		expectFailure(t, got, appExited)
		if want := []string{"no database"}; !slices.Equal(got.Log, want) {
			t.Errorf("log = %q, want %q", got.Log, want)
		}
	}
}

func TestUnixSocketBesidePort(t *testing.T) {
	inFullRun(t)
	t.Parallel()
	p := startProbe(t)
	for _, app := range []string{"web-behind-unix", "web-in-a-queue"} {
		address := freeAddress(t)
		r := testApp(app, address)
		r.Dir = t.TempDir()
		for _, known := range []string{"", address, address} {
			r.Address = known
			expectReady(t, p.start(r), address, 404)
		}
	}
}

func TestUnixListenersComeLast(t *testing.T) {
	found := []listener{{path: "/b", inode: "1"}, {path: "@a", inode: "2"}, {address: netip.MustParseAddrPort("127.0.0.1:80"), inode: "3"}}
	sortListeners(found)
	var inodes []string
	for _, l := range found {
		inodes = append(inodes, l.inode)
	}
	if want := []string{"3", "1", "2"}; !slices.Equal(inodes, want) {
		t.Errorf("got %q, want %q", inodes, want)
	}
}

func TestParseUnixListeners(t *testing.T) {
	table := `Num       RefCount Protocol Flags    Type St Inode Path
0000000000000000: 00000002 00000000 00010000 0001 01  2001 /run/app.sock
0000000000000000: 00000002 00000000 00010000 0001 01 12002 /run/with a space
0000000000000000: 00000002 00000000 00010000 0001 01  2003 @abstract
0000000000000000: 00000003 00000000 00000000 0001 03  2004 /run/connected
0000000000000000: 00000002 00000000 00010000 0005 01  2005 /run/seqpacket
0000000000000000: 00000002 00000000 00000000 0002 01  2006 /run/datagram
0000000000000000: 00000002 00000000 00010000 0001 01  2007
nonsense`
	want := []listener{
		{path: "/run/app.sock", inode: "2001"}, {path: "/run/with a space", inode: "12002"}, {path: "@abstract", inode: "2003"},
	}
	if got := parseUnixListeners(table); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestParseEndpoint(t *testing.T) {
	for _, text := range []string{"127.0.0.1:80", "[::1]:80", "[fe80::1%lo]:80", "unix:/run/app.sock", "unix:@app"} {
		if e, err := parseEndpoint(text); err != nil || e.String() != text {
			t.Errorf("%s becomes %v (%v)", text, e, err)
		}
	}
	for _, text := range []string{":80", "127.0.0.1", "127.0.0.1:0", "unix:", "unix:/", "unix:@", "unix:a.sock", "unix:/" + strings.Repeat("x", longestUnix)} {
		if e, err := parseEndpoint(text); err == nil {
			t.Errorf("%s becomes %v", text, e)
		}
	}
}

func TestUnixListenersOfSockDiagAndProc(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{filepath.Join(dir, "with space.sock"), fmt.Sprintf("@linkgate listing %d", os.Getpid())} {
		mine, err := net.Listen("unix", name)
		if err != nil {
			t.Fatal(err)
		}
		defer mine.Close()
		queried, err := queryUnixListeners()
		if err != nil {
			t.Skipf("no sock_diag here: %v", err)
		}
		i := slices.IndexFunc(queried, func(l listener) bool { return l.path == name })
		if i < 0 || !slices.Contains(readUnixTable(), queried[i]) {
			t.Errorf("%s is at %d of %v and should be in %v too", name, i, queried, readUnixTable())
		}
	}
}
