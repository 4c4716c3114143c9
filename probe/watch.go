//go:build linux

package main

import (
	"context"
	"slices"
	"syscall"
	"time"
)

const (
	lookEvery = 2 * time.Millisecond
	// An app that does not listen where it should is looked for elsewhere, but
	// not soon: some open a port for metrics long before the one that matters.
	fallbackAfter = time.Second
	fallbackEvery = 50 * time.Millisecond
	// So long a listener is given before the next one gets a request as well.
	turn         = 50 * time.Millisecond
	mostContacts = 64
	// How long the end of an app takes at most to reach the reaper.
	exitLag = 100 * time.Millisecond
)

// outcome holds an answer, or the status of an app that exited, or neither
// when the time was up.
type outcome struct {
	answer *answer
	// lacksTLS says that the app speaks TLS, and the probe does not.
	lacksTLS bool
	usage    *usage
	exit     *syscall.WaitStatus
	after    time.Duration
	// listening is where the app was found listening, when there is no answer.
	listening []string
}

// watch follows one start.
type watch struct {
	request  request
	app      *app
	search   *search
	contacts []*contact
	answers  chan answer

	// seen is what the last look found, queued what has had its turn or waits
	// for it in waiting.
	seen, queued, waiting []listener
	turnEnd               time.Time
	// detached says that the first process ended well: if others go on, the app
	// has put itself into the background.
	detached bool
}

func (w *watch) untilReady(ctx context.Context) outcome {
	every := lookEvery
	if w.known() {
		w.contact(ctx, []endpoint{w.request.address})
		every = fallbackEvery
	}
	look := time.NewTimer(every)
	defer look.Stop()
	if w.request.Ready == readyLog {
		look.Stop()
	}

	for {
		select {
		case a := <-w.answers:
			return w.answered(a)
		case at := <-w.app.log.matched:
			return w.answered(answer{ready: at.Sub(w.app.started)})
		case status := <-w.app.exited:
			if status != 0 {
				// What it leaves is not what was asked for.
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
		case <-look.C:
			began := time.Now()
			w.look(ctx)
			// Looking must not take the app's place on a small machine.
			look.Reset(max(every, 4*time.Since(began)))
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
		// Either the app answered and was gone, or there is no /proc to see it
		// in, or its parent has just ended, and it has no other one yet.
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

// ended is called once nothing of the app is left.
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

// look queues the app's new listeners. They are contacted one after the other:
// most apps have one that matters, and each further request is one that the
// app would not have got by itself.
func (w *watch) look(ctx context.Context) {
	if w.known() && (time.Since(w.app.started) < fallbackAfter || w.contacts[0].now().accepted.valid()) {
		return
	}
	before := w.seen
	w.seen = w.search.find()
	for _, l := range w.seen {
		// A listener at the known address may have come between the last
		// attempt there and this look; at the next one that is settled.
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
