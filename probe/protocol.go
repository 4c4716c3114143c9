//go:build linux

package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/netip"
	"strings"
	"time"
)

const defaultTimeout = 30 * time.Second

// request asks for one start of the app.
type request struct {
	ID   int64    `json:"id"`
	Argv []string `json:"argv"`
	// Env is added to the environment of the probe.
	Env []string `json:"env"`
	Dir string   `json:"dir"`
	// Address is where the app is known to listen; empty means that the probe
	// looks for what the app listens on.
	Address string `json:"address"`
	// Path has to be answered with a status below 400; empty means that any
	// HTTP response will do.
	Path      string `json:"path"`
	TimeoutMs int64  `json:"timeoutMs"`

	address netip.AddrPort
	timeout time.Duration
}

// success is the response to a start that led to an HTTP response.
type success struct {
	ID         int64   `json:"id"`
	Ready      bool    `json:"ready"`
	Address    string  `json:"address"`
	ListenUs   float64 `json:"listenUs"`
	ResponseUs float64 `json:"responseUs"`
	Status     int     `json:"status"`
	// Left out, rather than 0, where there is no /proc to read it from.
	*usage
	Log []string `json:"log"`
}

type failureKind string

const (
	addressTaken   failureKind = "address-taken"
	failedExec     failureKind = "exec"
	appExited      failureKind = "exited"
	neverListened  failureKind = "never-listened"
	noHTTPResponse failureKind = "no-response"
	badStatus      failureKind = "status"
)

// failure is the response to a start that did not.
type failure struct {
	ID        int64       `json:"id"`
	Ready     bool        `json:"ready"`
	Failure   failureKind `json:"failure"`
	ExitCode  *int        `json:"exitCode,omitempty"`
	Signal    string      `json:"signal,omitempty"`
	Status    int         `json:"status,omitempty"`
	Addresses []string    `json:"addresses,omitempty"`
	Detail    string      `json:"detail"`
	Log       []string    `json:"log"`
}

func parseRequest(line []byte) (request, error) {
	var r request
	decoder := json.NewDecoder(bytes.NewReader(line))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&r); err != nil {
		return request{}, fmt.Errorf("not a request: %w", err)
	}
	if decoder.More() {
		return request{}, errors.New("not a request: more than one value on a line")
	}
	return r, r.validate()
}

func (r *request) validate() error {
	if len(r.Argv) == 0 || r.Argv[0] == "" {
		return errors.New("argv: names no program")
	}
	for _, text := range append(append([]string{r.Dir}, r.Argv...), r.Env...) {
		if strings.ContainsRune(text, 0) {
			return errors.New("argv, env, dir: a NUL byte cannot be passed on")
		}
	}
	for _, entry := range r.Env {
		if strings.Index(entry, "=") < 1 {
			return fmt.Errorf("env: want NAME=value, have %q", entry)
		}
	}
	if r.Path != "" && (r.Path[0] != '/' || strings.ContainsAny(r.Path, " \t\r\n")) {
		return fmt.Errorf("path: want one that begins with / and has no spaces, have %q", r.Path)
	}
	if r.Address != "" {
		address, err := netip.ParseAddrPort(r.Address)
		if err != nil || address.Port() == 0 {
			return fmt.Errorf("address: want IP:port, have %q", r.Address)
		}
		r.address = address
	}
	switch {
	case r.TimeoutMs < 0:
		return fmt.Errorf("timeoutMs: want more than 0, have %d", r.TimeoutMs)
	case r.TimeoutMs == 0:
		r.timeout = defaultTimeout
	default:
		r.timeout = time.Duration(r.TimeoutMs) * time.Millisecond
	}
	return nil
}
