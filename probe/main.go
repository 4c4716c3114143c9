//go:build linux

// Command probe starts an app on request, and reports for each start when the
// app accepted its first connection, sent its first HTTP response or printed a
// certain line, and the resources that this took. It also makes copies of the
// app's program that take turns in its place. It reads requests as JSON lines
// from standard input and writes responses as JSON lines to standard output.
//
// It is meant to be the entry point of the app's own container, where it is PID
// 1, so that a start does not include any work of the container engine. It also
// runs as an ordinary process of a host.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"os"
	"os/signal"
	"runtime"
	"syscall"
)

// protocolVersion changes with every change of requests or responses.
const protocolVersion = 7

// processors is the minimum of GOMAXPROCS. A thread that waits in a system call
// (for input, for the end of a process) counts as running for up to 10 ms. With
// only one per core on a machine with two cores, the probe would sometimes
// notice a response up to 10 ms late.
const processors = 8

type hello struct {
	Probe int `json:"probe"`
	PID   int `json:"pid"`
	User  int `json:"user"`
}

type refusal struct {
	ID    int64  `json:"id"`
	Error string `json:"error"`
}

func main() {
	if len(os.Args) > 3 && os.Args[1] == contactsCommand {
		os.Exit(traceContacts(os.Args[2], os.Args[3:]))
	}
	if len(os.Args) == 3 {
		switch os.Args[1] {
		case containCommand:
			os.Exit(contain(os.Args[2]))
		case containedCommand:
			os.Exit(contained(os.Args[2]))
		}
	}
	runtime.GOMAXPROCS(max(processors, runtime.NumCPU()))
	os.Exit(serve(os.Stdin, os.Stdout))
}

func serve(requests io.Reader, responses io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT, syscall.SIGHUP)
	defer stop()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()

	encoder := json.NewEncoder(responses)
	encoder.SetEscapeHTML(false)

	if err := adoptOrphans(); err != nil {
		encoder.Encode(refusal{Error: err.Error()})
		return 1
	}
	encoder.Encode(hello{Probe: protocolVersion, PID: os.Getpid(), User: os.Getuid()})

	lines := make(chan []byte, 1024)
	go func() {
		// The client is gone once standard input is closed, so a pending start
		// is useless.
		defer cancel()
		readLines(requests, lines)
	}()

	for {
		select {
		case <-ctx.Done():
			return 0
		case line := <-lines:
			if ctx.Err() != nil {
				return 0
			}
			response, err := respond(ctx, line)
			if err != nil {
				encoder.Encode(response)
				return 1
			}
			if ctx.Err() != nil {
				return 0
			}
			encoder.Encode(response)
		}
	}
}

// readLines reads ahead of the answers, because only a pending read notices
// that standard input was closed.
func readLines(from io.Reader, lines chan<- []byte) {
	reader := bufio.NewReader(from)
	for {
		line, err := reader.ReadBytes('\n')
		if err != nil {
			return
		}
		lines <- line
	}
}

// respond returns an error if the probe cannot continue, because remaining
// processes of the app would disturb every later start. The end of PID 1 then
// ends the rest of the container.
func respond(ctx context.Context, line []byte) (any, error) {
	request, err := parseRequest(line)
	if err != nil {
		return refusal{ID: request.ID, Error: err.Error()}, nil
	}
	if request.Placement != nil {
		if err := request.Placement.apply(); err != nil {
			return refusal{ID: request.ID, Error: err.Error()}, nil
		}
		return placed{ID: request.ID, Placed: true}, nil
	}
	response, err := start(ctx, request)
	if err != nil {
		return refusal{ID: request.ID, Error: err.Error()}, err
	}
	return response, nil
}
