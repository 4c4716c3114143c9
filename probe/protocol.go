//go:build linux

package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
)

const defaultTimeout = 30 * time.Second

// readiness is the event that makes the app ready.
type readiness string

const (
	// readyResponse is an acceptable HTTP response. Also the meaning of "".
	readyResponse readiness = "response"
	// readyAccept is an accepted connection. No request is sent.
	readyAccept readiness = "accept"
	// readyLog is a line that the app prints. The probe neither searches for
	// listeners nor contacts any.
	readyLog readiness = "log"
)

// request is for one start of the app, or for a placement.
type request struct {
	ID int64 `json:"id"`
	// Placement excludes all other fields but the ID.
	Placement *placement `json:"placement"`
	Argv      []string   `json:"argv"`
	// Env is added to the environment of the probe.
	Env []string `json:"env"`
	Dir string   `json:"dir"`
	// Address is the known address of the app: IP:port, unix:/path or
	// unix:@name. Empty: the probe searches for listeners.
	Address string `json:"address"`
	// Scheme is http or https. Empty: the probe detects it.
	Scheme scheme    `json:"scheme"`
	Ready  readiness `json:"ready"`
	// Path is the requested path. Empty: /.
	Path string `json:"path"`
	// Statuses are the accepted ones. Empty: all, or those below 400 if a path
	// is set.
	Statuses []int `json:"statuses"`
	// Pattern is a regular expression (RE2) for readyLog.
	Pattern string `json:"pattern"`
	// Inittrace makes Go's runtime report the time of each package's
	// initialization.
	Inittrace bool `json:"inittrace"`
	// Contacts traces what the app tries to reach, which slows it down.
	Contacts  bool  `json:"contacts"`
	TimeoutMs int64 `json:"timeoutMs"`

	address endpoint
	pattern *regexp.Regexp
	timeout time.Duration
}

// accepts reports whether a response with the status makes the app ready.
func (r request) accepts(status int) bool {
	if len(r.Statuses) > 0 {
		return slices.Contains(r.Statuses, status)
	}
	return r.Path == "" || status < 400
}

// success is the response to a start that made the app ready. Times are
// relative to StartedNs, which is CLOCK_MONOTONIC just before the app's process
// is created.
type success struct {
	ID         int64   `json:"id"`
	Ready      bool    `json:"ready"`
	StartedNs  int64   `json:"startedNs"`
	ReadyUs    float64 `json:"readyUs"`
	Address    string  `json:"address,omitempty"`
	ListenUs   float64 `json:"listenUs,omitempty"`
	ResponseUs float64 `json:"responseUs,omitempty"`
	Status     int     `json:"status,omitempty"`
	Scheme     scheme  `json:"scheme,omitempty"`
	// Omitted, not 0, without a /proc.
	*usage
	// Omitted if the kernel does not count it.
	Pressure *pressure `json:"pressure,omitempty"`
	// Omitted unless requested.
	Inits *[]initTask `json:"inits,omitempty"`
	Log   []string    `json:"log"`
}

type failureKind string

const (
	addressTaken   failureKind = "address-taken"
	failedExec     failureKind = "exec"
	appExited      failureKind = "exited"
	neverListened  failureKind = "never-listened"
	noHTTPResponse failureKind = "no-response"
	badStatus      failureKind = "status"
	noLine         failureKind = "no-line"
)

// failure is the response to a start that did not make the app ready.
type failure struct {
	ID        int64       `json:"id"`
	Ready     bool        `json:"ready"`
	Failure   failureKind `json:"failure"`
	ExitCode  *int        `json:"exitCode,omitempty"`
	Signal    string      `json:"signal,omitempty"`
	Status    int         `json:"status,omitempty"`
	Addresses []string    `json:"addresses,omitempty"`
	// LacksTLS says that a probe with the build tag tls may find it ready.
	LacksTLS bool   `json:"lacksTls,omitempty"`
	Detail   string `json:"detail"`
	// Omitted unless requested.
	Contacts *contacts `json:"contacts,omitempty"`
	Log      []string  `json:"log"`
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
	if r.Placement != nil {
		return r.Placement.validate()
	}
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
		address, err := parseEndpoint(r.Address)
		if err != nil {
			return fmt.Errorf("address: %w", err)
		}
		r.address = address
	}
	if err := r.validateReadiness(); err != nil {
		return err
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

func (r *request) validateReadiness() error {
	switch r.Scheme {
	case anyScheme, plain, secure:
	default:
		return fmt.Errorf("scheme: want http, https or nothing, have %q", r.Scheme)
	}
	for _, status := range r.Statuses {
		if status < 100 || status > 599 {
			return fmt.Errorf("statuses: want HTTP statuses, have %d", status)
		}
	}
	switch r.Ready {
	case "", readyResponse, readyAccept:
		if r.Pattern != "" {
			return errors.New("pattern: goes with ready log only")
		}
		return nil
	case readyLog:
		if r.Pattern == "" {
			return errors.New("pattern: ready log needs one")
		}
		pattern, err := regexp.Compile(r.Pattern)
		if err != nil {
			return fmt.Errorf("pattern: not a regular expression of Go (RE2): %s", strings.TrimPrefix(err.Error(), "error parsing regexp: "))
		}
		r.pattern = pattern
		return nil
	default:
		return fmt.Errorf("ready: want response, accept or log, have %q", r.Ready)
	}
}
