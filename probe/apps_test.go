//go:build linux

package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"
	"testing"
	"time"
)

// role makes the test binary the probe, or one of the apps that it starts.
const role = "PROBE_TEST_ROLE"

func TestMain(m *testing.M) {
	name := os.Getenv(role)
	switch {
	case name == "":
		os.Exit(m.Run())
	case name == "probe":
		main()
	case name == "probe-in-namespace":
		// Its own processes are all that the probe may see, and the mount is
		// for nobody else.
		syscall.Mount("", "/", "", syscall.MS_PRIVATE|syscall.MS_REC, "")
		if err := syscall.Mount("proc", "/proc", "proc", 0, ""); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		main()
	case apps[name] != nil:
		recordPID(os.Getpid())
		apps[name]()
	default:
		fmt.Printf("no app named %q\n", name)
		os.Exit(1)
	}
}

var apps = map[string]func(){
	"web": func() { serveHTTP("tcp", listenAddress(), http.NotFound) },

	"web-unready": func() {
		requests := 0
		serveHTTP("tcp", listenAddress(), func(w http.ResponseWriter, r *http.Request) {
			if requests++; requests <= 3 {
				w.WriteHeader(http.StatusServiceUnavailable)
			}
		})
	},

	"web-dual": func() { serveHTTP("tcp", "[::]:"+port(listenAddress()), http.NotFound) },

	"web-ipv6-only": func() { serveHTTP("tcp6", "[::]:"+port(listenAddress()), http.NotFound) },

	"web-behind-others": func() {
		go holdConnections(listen("tcp", "127.0.0.1:0"))
		go dropConnections(listen("tcp", "127.0.0.1:0"))
		time.Sleep(20 * time.Millisecond)
		serveHTTP("tcp", listenAddress(), http.NotFound)
	},

	"web-talkative": func() {
		line := []byte(strings.Repeat("x", 999) + "\n")
		for i := 0; i < 100_000; i++ {
			os.Stdout.Write(line)
		}
		serveHTTP("tcp", listenAddress(), http.NotFound)
	},

	"web-deaf": func() {
		signal.Ignore(syscall.SIGTERM, syscall.SIGINT, syscall.SIGHUP)
		serveHTTP("tcp", listenAddress(), http.NotFound)
	},

	"web-with-children": func() {
		startChild("sleep-detached")
		startChild("sleep")
		serveHTTP("tcp", listenAddress(), http.NotFound)
	},

	"web-in-child": func() {
		startChild("web")
		select {}
	},

	"exit-leaving-child": func() {
		startChild("sleep-detached")
		os.Exit(4)
	},

	// Its parent is not the app but the probe, once it runs.
	"sleep-detached": func() {
		signal.Ignore(syscall.SIGTERM, syscall.SIGHUP)
		time.Sleep(time.Hour)
	},

	"sleep": func() { time.Sleep(time.Hour) },

	"exit": func() {
		fmt.Println("starting")
		fmt.Fprintln(os.Stderr, "fatal: DATABASE_URL is not set \xff")
		os.Exit(3)
	},

	"abort": func() {
		syscall.Kill(os.Getpid(), syscall.SIGKILL)
		select {}
	},

	"exit-after-lines": func() {
		for i := 1; i <= 1000; i++ {
			fmt.Printf("line %d\n", i)
		}
		os.Exit(1)
	},

	"hang": func() {
		fmt.Println("waiting for the database")
		time.Sleep(time.Hour)
	},

	"mute": func() { holdConnections(listen("tcp", listenAddress())) },

	"drop": func() { dropConnections(listen("tcp", listenAddress())) },

	"no-http": func() {
		for listener := listen("tcp", listenAddress()); ; {
			if conn, err := listener.Accept(); err == nil {
				conn.Write([]byte("220 mail.example.com ready\r\n"))
			}
		}
	},

	"list-processes": func() {
		for _, pid := range numbers("/proc") {
			fmt.Println("process", pid)
		}
		os.Exit(0)
	},

	"show": func() {
		dir, _ := os.Getwd()
		fmt.Println("dir", dir)
		fmt.Println("args", strings.Join(os.Args[1:], "|"))
		fmt.Println("env", os.Getenv("GIVEN"), strings.Count(strings.Join(os.Environ(), "\n"), role+"="))
		n, err := os.Stdin.Read(make([]byte, 1))
		fmt.Println("stdin", n, err)
		os.Exit(0)
	},
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

// recordPID lets the test see afterwards whether the process is gone.
func recordPID(pid int) {
	file, err := os.OpenFile(os.Getenv("PIDS"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o666)
	if err != nil {
		return
	}
	defer file.Close()
	fmt.Fprintln(file, pid)
}
