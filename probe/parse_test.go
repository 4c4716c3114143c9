//go:build linux

package main

import (
	"net"
	"net/netip"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

func TestParseListeners(t *testing.T) {
	table := `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 00000000:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 101 1 0000000000000000 100 0 0 10 0
   1: 0100007F:1F91 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 102 1 0000000000000000 100 0 0 10 0
   2: 0100007F:1F91 0100007F:A4B2 01 00000000:00000000 00:00000000 00000000  1000        0 103 1 0000000000000000 20 4 30 10 -1
   3: 00000000000000000000000001000000:1F92 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 104 1
   4: 0000000000000000FFFF00000100007F:1F93 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 105 1
   5: nonsense`
	var got []string
	for _, l := range parseListeners(table) {
		got = append(got, l.inode+" "+l.address.String())
	}
	want := []string{"101 0.0.0.0:8080", "102 127.0.0.1:8081", "104 [::1]:8082", "105 127.0.0.1:8083"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestListenersOfSockDiagAndProc(t *testing.T) {
	mine, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer mine.Close()
	everywhere, err := net.Listen("tcp", ":0")
	if err != nil {
		t.Fatal(err)
	}
	defer everywhere.Close()

	queried, err := queryListeners()
	if err != nil {
		t.Skipf("no sock_diag here: %v", err)
	}
	read := readTables()
	for _, l := range []net.Listener{mine, everywhere} {
		address := netip.MustParseAddrPort(l.Addr().String())
		i := slices.IndexFunc(queried, func(l listener) bool { return l.address == address })
		if i < 0 || !slices.Contains(read, queried[i]) {
			t.Errorf("%v is at %d of %v and should be in %v too", address, i, queried, read)
		}
	}
}

func TestChildrenListedAndScanned(t *testing.T) {
	child := exec.Command("/proc/self/exe")
	child.Env = append(os.Environ(), role+"=sleep")
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	defer child.Wait()
	defer child.Process.Kill()
	listed, scanned := listedChildren(os.Getpid()), scannedChildren()(os.Getpid())
	if !slices.Contains(scanned, child.Process.Pid) {
		t.Errorf("%d is not in %v", child.Process.Pid, scanned)
	}
	if len(listed) > 0 && !slices.Contains(listed, child.Process.Pid) {
		t.Errorf("%d is not in %v", child.Process.Pid, listed)
	}
}

func TestReachable(t *testing.T) {
	for address, want := range map[string]string{
		"0.0.0.0:80":    "127.0.0.1:80",
		"[::]:80":       "127.0.0.1:80 [::1]:80",
		"127.0.0.2:80":  "127.0.0.2:80",
		"[::1]:80":      "[::1]:80",
		"172.17.0.2:80": "172.17.0.2:80",
	} {
		var got []string
		for _, a := range (listener{address: netip.MustParseAddrPort(address)}).reachable() {
			got = append(got, a.String())
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s is reachable at %q, want %s", address, got, want)
		}
	}
}

func TestParseStatusLine(t *testing.T) {
	for line, want := range map[string]int{
		"HTTP/1.1 200 OK\r\n":                  200,
		"HTTP/1.0 404\r\n":                     404,
		"HTTP/1.1 503 Service Unavailable\n":   503,
		"HTTP/2 200\r\n":                       0,
		"HTTP/1.1 20\r\n":                      0,
		"HTTP/1.1 -20 OK\r\n":                  0,
		"220 mail.example.com ESMTP ready\r\n": 0,
	} {
		if got, err := parseStatusLine(line); got != want || (err == nil) != (want != 0) {
			t.Errorf("%q gives %d, %v", line, got, err)
		}
	}
}

func TestMergeEnv(t *testing.T) {
	got := mergeEnv([]string{"A=1", "B=1", "A=2"}, []string{"B=2", "C==x"})
	if want := []string{"A=2", "B=2", "C==x"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestTail(t *testing.T) {
	long := strings.Repeat("y", 2*tailBytes)
	tests := []struct {
		name string
		text []string
		want []string
	}{
		{"nothing", nil, []string{}},
		{"only line ends", []string{"\n\r\n"}, []string{}},
		{"no line end", []string{"one\r\ntw", "o"}, []string{"one", "two"}},
		{"first line cut", []string{long, "\nlast\n"}, []string{"last"}},
		{"one long line", []string{long}, []string{long[:tailBytes]}},
		{"not UTF-8", []string{"a\xffb"}, []string{"a\uFFFDb"}},
	}
	for _, test := range tests {
		log := &tail{ended: make(chan struct{})}
		close(log.ended)
		for _, text := range test.text {
			log.add([]byte(text))
		}
		if got := log.lastLines(); !slices.Equal(got, test.want) {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}
