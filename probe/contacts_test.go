//go:build linux

package main

import (
	"os"
	"slices"
	"strings"
	"testing"
)

func TestContacts(t *testing.T) {
	t.Parallel()
	p := startProbe(t)
	address := freeAddress(t)
	r := testApp("waits-for-services", address)
	r.TimeoutMs, r.Ready = 1500, readyLog
	r.Pattern = "never printed"
	got := p.start(r)
	expectFailure(t, got, noLine)
	if got.Contacts != nil {
		t.Errorf("contacts = %+v, want none without a request", got.Contacts)
	}

	r.Contacts = true
	got = p.start(r)
	expectFailure(t, got, noLine)
	if !slices.Contains(got.Log, "not there yet") {
		t.Errorf("log = %q", got.Log)
	}
	if got.Contacts == nil {
		t.Fatal("no contacts")
	}
	if !slices.Equal(got.Contacts.Failed, []string{address}) {
		t.Errorf("failed = %q, want %q", got.Contacts.Failed, address)
	}
	if want := []string{"unix:@" + address}; !slices.Equal(got.Contacts.Connected, want) {
		t.Errorf("connected = %q, want %q", got.Contacts.Connected, want)
	}
	// Without a reachable name server, there are no DNS queries.
	if servers, _ := os.ReadFile("/etc/resolv.conf"); strings.Contains(string(servers), "nameserver") &&
		len(got.Contacts.Names) > 0 && !slices.Equal(got.Contacts.Names, []string{"database.invalid"}) {
		t.Errorf("names = %q", got.Contacts.Names)
	}
	p.expectNothingLeft()
}

func TestTracedAppEnds(t *testing.T) {
	t.Parallel()
	p := startProbe(t)
	r := testApp("exit", "")
	r.Contacts = true
	got := p.start(r)
	expectFailure(t, got, appExited)
	if got.ExitCode == nil || *got.ExitCode != 3 {
		t.Errorf("exit code %v", got.ExitCode)
	}
	if got.Contacts == nil || len(got.Contacts.Names)+len(got.Contacts.Failed) > 0 {
		t.Errorf("contacts = %+v", got.Contacts)
	}

	ready := testApp("web", freeAddress(t))
	ready.Contacts = true
	expectReady(t, p.start(ready), ready.Env[1][len("LISTEN="):], 404)
}

func TestDNSQuestion(t *testing.T) {
	header := "\x12\x34\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00"
	for message, want := range map[string]string{
		header + "\x02db\x07example\x00\x00\x01\x00\x01":                  "db.example",
		header + "\x00\x00\x02\x00\x01":                                   "",
		header + "\x07post":                                               "",
		header + "\xc0\x0c":                                               "",
		"GET / HTTP/1.1\r\n\r\n":                                          "",
		strings.Replace(header, "\x01\x00", "\x81\x80", 1) + "\x02db\x00": "",
	} {
		if got := dnsQuestion([]byte(message)); got != want {
			t.Errorf("%q: %q, want %q", message, got, want)
		}
	}
}

func TestSearchDomains(t *testing.T) {
	got := withoutSearchDomains([]string{"db.svc.example", "db.example", "db", "cache.example"})
	if want := []string{"db", "cache.example"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
