//go:build linux

package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"syscall"
	"testing"
)

// role makes the test binary the probe, or one of the apps that it starts.
const role = "PROBE_TEST_ROLE"

func TestMain(m *testing.M) {
	name := os.Getenv(role)
	switch {
	case len(os.Args) > 1 && os.Args[1] == contactsCommand:
		main()
	case name == "" && handshake == nil:
		fmt.Println("use go test -tags tls")
		os.Exit(1)
	case name == "":
		os.Exit(m.Run())
	case name == "probe":
		main()
	case name == "probe-without-tls":
		handshake = nil
		main()
	case name == "probe-in-namespace":
		// The probe must only see its own processes, and the mount must not be
		// visible elsewhere.
		syscall.Mount("", "/", "", syscall.MS_PRIVATE|syscall.MS_REC, "")
		if err := syscall.Mount("proc", "/proc", "proc", 0, ""); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		main()
	case readyApps[name] != nil:
		recordPID(os.Getpid())
		readyApps[name]()
	case otherApps[name] != nil:
		recordPID(os.Getpid())
		otherApps[name]()
	default:
		fmt.Printf("no app named %q\n", name)
		os.Exit(1)
	}
}

func listenAddress() string { return os.Getenv("LISTEN") }

func port(address string) string {
	_, port, _ := net.SplitHostPort(address)
	return port
}

func listen(network, address string) net.Listener {
	listener, err := (&net.ListenConfig{}).Listen(context.Background(), network, address)
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	return listener
}

func serveHTTP(network, address string, handler http.HandlerFunc) {
	http.Serve(listen(network, address), handler)
}

func holdConnections(listener net.Listener) {
	var held []net.Conn
	for {
		if conn, err := listener.Accept(); err == nil {
			held = append(held, conn)
		}
	}
}

func dropConnections(listener net.Listener) {
	for {
		if conn, err := listener.Accept(); err == nil {
			conn.Close()
		}
	}
}

func startChild(name string) {
	child := exec.Command("/proc/self/exe")
	child.Env = append(os.Environ(), role+"="+name)
	child.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	if err := child.Start(); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	recordPID(child.Process.Pid)
}

// recordPID lets the test check afterwards whether the process is gone.
func recordPID(pid int) {
	file, err := os.OpenFile(os.Getenv("PIDS"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o666)
	if err != nil {
		return
	}
	defer file.Close()
	fmt.Fprintln(file, pid)
}
