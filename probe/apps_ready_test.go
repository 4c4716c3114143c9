//go:build linux

package main

import (
	"crypto/tls"
	"fmt"
	"net/http"
	"os"
	"os/signal"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"time"
)

// slowness and lateness are delays that the tests expect in the answers.
const (
	slowness = 300 * time.Millisecond
	lateness = 2 * time.Second
	// crowded is the CPU time of each of two threads: long enough that they
	// must take turns.
	crowded = 40 * time.Millisecond
)

// readyApps become ready, sooner or later.
var readyApps = map[string]func(){
	"web": func() { serveHTTP("tcp", listenAddress(), http.NotFound) },

	"web-500": func() {
		serveHTTP("tcp", listenAddress(), func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusInternalServerError)
		})
	},

	"web-400": func() {
		serveHTTP("tcp", listenAddress(), func(w http.ResponseWriter, _ *http.Request) {
			http.Error(w, "name: missing", http.StatusBadRequest)
		})
	},

	"web-slow": func() {
		serveHTTP("tcp", listenAddress(), func(http.ResponseWriter, *http.Request) { time.Sleep(slowness) })
	},

	"web-late": func() {
		time.Sleep(lateness)
		serveHTTP("tcp", listenAddress(), http.NotFound)
	},

	"web-early-hints": func() {
		serveHTTP("tcp", listenAddress(), func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Link", "</style.css>; rel=preload")
			w.WriteHeader(http.StatusEarlyHints)
			w.WriteHeader(http.StatusAccepted)
		})
	},

	"web-silent": func() {
		listener := listen("tcp", listenAddress())
		os.Stdout.Close()
		os.Stderr.Close()
		http.Serve(listener, http.HandlerFunc(http.NotFound))
	},

	"web-read-only": func() {
		if err := os.WriteFile("app.pid", []byte("1"), 0o666); err == nil {
			fmt.Println("the working directory can be written to")
			os.Exit(1)
		}
		serveHTTP("tcp", listenAddress(), http.NotFound)
	},

	"web-behind-unix": func() {
		go holdConnections(listen("unix", "metrics.sock"))
		serveHTTP("tcp", listenAddress(), http.NotFound)
	},

	"web-in-a-queue": func() {
		go holdConnections(listen("tcp", "127.0.0.1:0"))
		go serveHTTP("unix", "admin.sock", http.NotFound)
		time.Sleep(25 * time.Millisecond)
		serveHTTP("tcp", listenAddress(), http.NotFound)
	},

	"unix": func() { serveHTTP("unix", listenAddress(), http.NotFound) },

	"unix-replacing": func() {
		os.Remove(listenAddress())
		serveHTTP("unix", listenAddress(), http.NotFound)
	},

	"https": func() { serveHTTPS(selfSigned()) },

	"https-1.3": func() {
		config := selfSigned()
		config.MinVersion = tls.VersionTLS13
		serveHTTPS(config)
	},

	"https-wants-certificate": func() {
		config := selfSigned()
		config.ClientAuth = tls.RequireAnyClientCert
		serveHTTPS(config)
	},

	"https-closing": func() { serveTLS(nil) },

	// The alert is what TLS 1.2 servers send: fatal, unexpected message.
	"https-alerting": func() { serveTLS([]byte{21, 3, 3, 0, 2, 2, 10}) },

	"daemon": func() { startChild("daemon-middle") },

	"daemon-middle": func() { startChild("web") },

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
		listener := listen("tcp", listenAddress())
		go func() {
			for {
				os.Stdout.Write(line)
			}
		}()
		http.Serve(listener, http.HandlerFunc(http.NotFound))
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

	// Two of its threads compute on the same processor.
	"web-crowded": func() {
		var crowd sync.WaitGroup
		for i := 0; i < 2; i++ {
			crowd.Add(1)
			go func() {
				runtime.LockOSThread()
				stayOn(firstProcessor())
				compute(crowded)
				crowd.Done()
				// The kernel no longer counts a thread that has exited.
				select {}
			}()
		}
		crowd.Wait()
		serveHTTP("tcp", listenAddress(), http.NotFound)
	},

	"web-in-child": func() {
		startChild("web")
		select {}
	},
}
