//go:build linux

package main

import (
	"fmt"
	"io"
	"net"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"
)

// otherApps do not answer, or not with HTTP.
var otherApps = map[string]func(){
	"unix-crashing": func() {
		listen("unix", listenAddress())
		fmt.Println("no database")
		os.Exit(1)
	},

	"daemon-crashing": func() { startChild("exit") },

	// It keeps trying to reach a host that does not exist, a port without a
	// listener, and its own cache, which answers.
	"waits-for-services": func() {
		cache := listen("unix", "@"+listenAddress())
		for {
			net.DialTimeout("tcp", "database.invalid:5432", 300*time.Millisecond)
			net.DialTimeout("tcp", listenAddress(), 300*time.Millisecond)
			if conn, err := net.Dial("unix", cache.Addr().String()); err == nil {
				conn.Close()
			}
			fmt.Println("not there yet")
			time.Sleep(50 * time.Millisecond)
		}
	},

	"daemon-idle": func() { startChild("sleep-detached") },

	"web-crashing-leaving-child": func() {
		startChild("web")
		os.Exit(4)
	},

	"prints-ready": func() {
		go func() {
			listen("tcp", listenAddress()).Accept()
			fmt.Println("contacted")
		}()
		fmt.Print("init done @1 ms\nready ")
		time.Sleep(20 * time.Millisecond)
		fmt.Fprint(os.Stderr, "on :8080\r\n")
		time.Sleep(time.Hour)
	},

	"prints-ready-and-exits": func() { fmt.Println("ready on :8080") },

	"shows-godebug": func() {
		fmt.Println("GODEBUG", os.Getenv("GODEBUG"))
		os.Exit(3)
	},

	"shows-scheduling": showScheduling,

	"exit-leaving-child": func() {
		startChild("sleep-detached")
		os.Exit(4)
	},

	// Once it runs, its parent is the probe, not the app.
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

	"echo": func() {
		for listener := listen("tcp", listenAddress()); ; {
			if conn, err := listener.Accept(); err == nil {
				go io.Copy(conn, conn)
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
