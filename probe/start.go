//go:build linux

package main

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// start starts the app, watches it until it is ready or has failed, and kills
// it. It returns an error only if processes of the app are left.
func start(ctx context.Context, r request) (any, error) {
	shortenTimeSlices()
	search := &search{}
	var sockets []string
	if r.Ready != readyLog {
		search = newSearch()
		if r.address.valid() && (search.taken(r.address) || r.address.unix != "" && r.address.accepting(ctx)) {
			detail := fmt.Sprintf("%s is taken: something listened there before the app was started", r.Address)
			return failure{ID: r.ID, Failure: addressTaken, Detail: detail, Log: []string{}}, nil
		}
		sockets = r.address.absent()
	}
	app, err := launch(r)
	if err != nil {
		return failure{ID: r.ID, Failure: failedExec, Detail: err.Error(), Log: []string{}}, nil
	}

	limited, cancel := context.WithDeadline(ctx, app.started.Add(r.timeout))
	w := &watch{request: r, app: app, search: search, answers: make(chan answer, mostContacts)}
	result := w.untilReady(limited)
	cancel()

	if result.answer == nil {
		result.listening = w.addresses()
	}
	sockets = append(sockets, search.socketFiles()...)
	if err := app.end(); err != nil {
		return nil, err
	}
	removeSockets(ctx, sockets)
	if result.answer == nil {
		return w.failure(result), nil
	}
	return w.success(result), nil
}

func (w *watch) success(result outcome) success {
	a := result.answer
	s := success{
		ID: w.request.ID, Ready: true,
		StartedNs: w.app.startedNs, ReadyUs: microseconds(a.ready),
		ListenUs: microseconds(a.listen), ResponseUs: microseconds(a.response),
		Status: a.status, Scheme: a.scheme,
		usage: result.usage, Log: []string{},
	}
	s.Pressure = readPressure()
	if a.address.valid() {
		s.Address = a.address.String()
	}
	if w.request.Inittrace && w.app.log.wait() {
		s.Inits = &w.app.log.inits
	}
	return s
}

func (w *watch) failure(result outcome) failure {
	f := failure{ID: w.request.ID, Addresses: result.listening, Log: w.app.log.lastLines()}
	if w.app.contacts != nil {
		f.Contacts = w.app.contacts.result()
	}
	if exit := result.exit; exit != nil {
		f.Failure = appExited
		var how string
		if exit.Signaled() {
			f.Signal = signalName(exit.Signal())
			how = "was ended by " + f.Signal
		} else {
			code := exit.ExitStatus()
			f.ExitCode = &code
			how = fmt.Sprintf("exited with code %d", code)
		}
		f.Detail = fmt.Sprintf("the app %s after %v, before it was ready", how, result.after.Round(time.Millisecond))
		return f
	}

	if result.lacksTLS {
		f.Failure, f.LacksTLS = noHTTPResponse, true
		f.Detail = "the app speaks TLS, for which the probe was not compiled"
		return f
	}
	w.describeTimeout(&f)
	if w.detached {
		code := 0
		f.ExitCode = &code
		f.Detail += "; its first process exited with code 0, others of it went on"
	}
	return f
}

func (w *watch) describeTimeout(f *failure) {
	timeout := w.request.timeout
	if w.request.Ready == readyLog {
		f.Failure = noLine
		f.Detail = fmt.Sprintf("the app printed no line that matches %q within %v", w.request.Pattern, timeout)
		return
	}
	f.Failure = neverListened
	f.Detail = fmt.Sprintf("the app listened on no TCP port or Unix socket within %v", timeout)
	if len(f.Addresses) > 0 {
		f.Detail = fmt.Sprintf("the app listened, but no connection to it was accepted within %v", timeout)
	}
	for _, c := range w.contacts {
		state := c.now()
		switch {
		case state.status != 0:
			f.Failure, f.Status = badStatus, state.status
			f.Detail = fmt.Sprintf("GET %s was still answered with status %d after %v", pathOrRoot(w.request.Path), state.status, timeout)
			return
		case state.accepted.valid() && f.Failure == neverListened:
			f.Failure = noHTTPResponse
			f.Detail = fmt.Sprintf("%v accepted a connection, but gave no HTTP response within %v", state.accepted, timeout)
		}
	}
}

// addresses returns the addresses on which the app was found listening.
func (w *watch) addresses() []string {
	var found []endpoint
	for _, c := range w.contacts {
		if state := c.now(); state.accepted.valid() {
			found = append(found, state.accepted)
		}
	}
	for _, l := range w.seen {
		reachable := w.search.reach(l)
		if !slices.ContainsFunc(reachable, func(e endpoint) bool { return slices.Contains(found, e) }) {
			found = append(found, reachable[0])
		}
	}
	var texts []string
	for _, address := range found {
		texts = append(texts, address.String())
	}
	return texts
}

func microseconds(d time.Duration) float64 {
	return float64(d.Round(100*time.Nanosecond)) / float64(time.Microsecond)
}
