//go:build linux

package main

import (
	"context"
	"slices"
	"syscall"
	"time"
)

const (
	scanEvery = 2 * time.Millisecond
	// If an app does not listen on the known address, other listeners are
	// tried, but not soon: some apps open a port for metrics long before the
	// main one.
	fallbackAfter = time.Second
	fallbackEvery = 50 * time.Millisecond
	// How long the probe waits for a listener before it sends a request to the
	// next one as well.
	turn         = 50 * time.Millisecond
	mostContacts = 64
	// Maximum time until the reaper notices the end of an app.
	exitLag = 100 * time.Millisecond
)

// outcome has an answer, or the status of an app that exited, or neither after
// a timeout.
type outcome struct {
	answer *answer
	// lacksTLS says that the app speaks TLS, but the probe does not.
	lacksTLS bool
	usage    *usage
	exit     *syscall.WaitStatus
	after    time.Duration
	// listening are the addresses on which the app was found listening, if
	// there is no answer.
	listening []string
}

// watch follows one start.
type watch struct {
	request  request
	app      *app
	search   *search
	contacts []*contact
	answers  chan answer

	// seen are the listeners at the last check; queued are those that were
	// contacted, or are in waiting.
	seen, queued, waiting []listener
	turnEnd               time.Time
	// detached says that the first process ended successfully: if others
	// continue, the app runs in the background.
	detached bool
}

func (w *watch) untilReady(ctx context.Context) outcome {
	every := scanEvery
	if w.known() {
		w.contact(ctx, []endpoint{w.request.address})
		every = fallbackEvery
	}
	scanTimer := time.NewTimer(every)
	defer scanTimer.Stop()
	if w.request.Ready == readyLog {
		scanTimer.Stop()
	}

	for {
		select {
		case a := <-w.answers:
			return w.answered(a)
		case at := <-w.app.log.matched:
			return w.answered(answer{ready: at.Sub(w.app.started)})
		case status := <-w.app.exited:
			if status != 0 {
				// Processes that the failed one leaves behind are not the app.
				return w.exited(status)
			}
			w.detached = true
		case <-w.app.gone:
			return w.ended()
		case <-ctx.Done():
			if w.request.Ready != readyLog {
				w.seen = w.search.find()
			}
			return outcome{after: time.Since(w.app.started)}
		case <-scanTimer.C:
			began := time.Now()
			w.scan(ctx)
			// The checks must not take the processor from the app on a small
			// machine.
			scanTimer.Reset(max(every, 4*time.Since(began)))
		}
	}
}

func (w *watch) answered(a answer) outcome {
	if a.lacksTLS {
		return outcome{lacksTLS: true}
	}
	for limit := time.Now().Add(exitLag); ; {
		w.app.seen = descendants()
		used := measure(w.app.seen)
		// Without usage, the app has exited after its answer, or there is no
		// /proc, or its parent has just ended and it has no new one yet.
		if used != nil || time.Now().After(limit) {
			return outcome{answer: &a, usage: used}
		}
		select {
		case <-w.app.gone:
			return w.ended()
		case <-time.After(time.Millisecond):
		}
	}
}

// ended is called once no process of the app is left.
func (w *watch) ended() outcome {
	select {
	case status := <-w.app.exited:
		if status != 0 {
			return w.exited(status)
		}
	default:
	}
	return w.exited(w.app.failed)
}

func (w *watch) exited(status syscall.WaitStatus) outcome {
	return outcome{exit: &status, after: time.Since(w.app.started)}
}

func (w *watch) known() bool { return w.request.address.valid() && w.request.Ready != readyLog }

// scan queues the app's new listeners. They are contacted in sequence: most
// apps have only one relevant listener, and each further request is additional
// load.
func (w *watch) scan(ctx context.Context) {
	if w.known() && (time.Since(w.app.started) < fallbackAfter || w.contacts[0].now().accepted.valid()) {
		return
	}
	before := w.seen
	w.seen = w.search.find()
	for _, l := range w.seen {
		// A listener on the known address may have appeared between the last
		// attempt there and this check; the next check will show it.
		if slices.Contains(w.queued, l) || w.known() && !slices.Contains(before, l) {
			continue
		}
		w.queued = append(w.queued, l)
		w.waiting = append(w.waiting, l)
	}
	sortListeners(w.waiting)
	if len(w.waiting) > 0 && w.turnIsOver() {
		w.contact(ctx, w.search.reach(w.waiting[0]))
		w.waiting = w.waiting[1:]
		w.turnEnd = time.Now().Add(turn)
	}
}

func (w *watch) turnIsOver() bool {
	n := len(w.contacts)
	return n == 0 || time.Now().After(w.turnEnd) || w.contacts[n-1].now().failed
}

func (w *watch) contact(ctx context.Context, addresses []endpoint) {
	if len(w.contacts) == mostContacts {
		return
	}
	c := &contact{
		addresses: slices.DeleteFunc(addresses, w.search.taken),
		request:   w.request,
		started:   w.app.started,
	}
	w.contacts = append(w.contacts, c)
	go c.run(ctx, w.answers)
}
