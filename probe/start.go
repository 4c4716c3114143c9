//go:build linux

package main

import (
	"context"
	"fmt"
	"net/netip"
	"slices"
	"time"
)

// start starts the app, watches it until it is ready or will not be, and ends
// it. An error means that it could not be ended.
func start(ctx context.Context, r request) (any, error) {
	search := newSearch()
	if r.Address != "" && search.taken(r.address) {
		detail := fmt.Sprintf("%s is taken: something listened there before the app was started", r.Address)
		return failure{ID: r.ID, Failure: addressTaken, Detail: detail, Log: []string{}}, nil
	}
	app, err := launch(r)
	if err != nil {
		return failure{ID: r.ID, Failure: failedExec, Detail: err.Error(), Log: []string{}}, nil
	}

	ctx, cancel := context.WithDeadline(ctx, app.started.Add(r.timeout))
	defer cancel()
	w := &watch{request: r, app: app, search: search, answers: make(chan answer, mostContacts)}
	result := w.untilReady(ctx)

	if err := app.end(); err != nil {
		return nil, err
	}
	if result.answer == nil {
		return w.failure(result), nil
	}
	return success{
		ID:         r.ID,
		Ready:      true,
		Address:    result.answer.address.String(),
		ListenUs:   microseconds(result.answer.listen),
		ResponseUs: microseconds(result.answer.response),
		Status:     result.answer.status,
		usage:      result.usage,
		Log:        []string{},
	}, nil
}

func (w *watch) failure(result outcome) failure {
	f := failure{ID: w.request.ID, Addresses: w.addresses(), Log: w.app.log.lines()}
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

	f.Failure = neverListened
	f.Detail = fmt.Sprintf("the app listened on no TCP port within %v", w.request.timeout)
	if len(f.Addresses) > 0 {
		f.Detail = fmt.Sprintf("the app listened, but no connection to it was accepted within %v", w.request.timeout)
	}
	for _, c := range w.contacts {
		state := c.now()
		switch {
		case state.status != 0:
			f.Failure, f.Status = badStatus, state.status
			f.Detail = fmt.Sprintf("GET %s was still answered with status %d after %v", c.path, state.status, w.request.timeout)
			return f
		case state.accepted.IsValid() && f.Failure == neverListened:
			f.Failure = noHTTPResponse
			f.Detail = fmt.Sprintf("%v accepted a connection, but gave no HTTP response within %v", state.accepted, w.request.timeout)
		}
	}
	return f
}

// addresses returns where the app was found listening.
func (w *watch) addresses() []string {
	var found []netip.AddrPort
	for _, c := range w.contacts {
		if state := c.now(); state.accepted.IsValid() {
			found = append(found, state.accepted)
		}
	}
	for _, l := range w.seen {
		reachable := l.reachable()
		if !slices.ContainsFunc(reachable, func(a netip.AddrPort) bool { return slices.Contains(found, a) }) {
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
