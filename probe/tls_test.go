//go:build linux

package main

import (
	"fmt"
	"testing"
)

func TestHTTPS(t *testing.T) {
	for _, app := range []string{"https", "https-closing", "https-alerting"} {
		for _, given := range []scheme{anyScheme, secure} {
			for _, known := range []bool{false, true} {
				app, given, known := app, given, known
				t.Run(fmt.Sprintf("%s given=%q known=%v", app, given, known), func(t *testing.T) {
					t.Parallel()
					p := startProbe(t)
					address := freeAddress(t)
					r := testApp(app, address)
					r.Scheme = given
					if known {
						r.Address = address
					}
					got := p.start(r)
					expectReady(t, got, address, 404)
					if got.Scheme != secure {
						t.Errorf("scheme = %q", got.Scheme)
					}
				})
			}
		}
	}
}

func TestHTTPSWithoutTLS(t *testing.T) {
	for _, app := range []string{"https", "https-closing", "https-alerting", "https-1.3", "https-wants-certificate"} {
		app := app
		t.Run(app, func(t *testing.T) {
			t.Parallel()
			p := startProbeAs(t, "probe-without-tls", nil)
			for _, given := range []scheme{anyScheme, secure} {
				address := freeAddress(t)
				r := testApp(app, address)
				r.Scheme = given
				got := p.start(r)
				expectFailure(t, got, noHTTPResponse)
				if !got.LacksTLS {
					t.Errorf("%+v", got)
				}
				p.expectNothingLeft()
			}
		})
	}
}

func TestClientCertificateRequired(t *testing.T) {
	inFullRun(t)
	t.Parallel()
	p := startProbe(t)
	r := testApp("https-wants-certificate", freeAddress(t))
	r.TimeoutMs = 500
	expectFailure(t, p.start(r), noHTTPResponse)
}

func TestNoTLSWithoutTLS(t *testing.T) {
	t.Parallel()
	p := startProbeAs(t, "probe-without-tls", nil)
	for _, app := range []string{"mute", "no-http", "echo"} {
		r := testApp(app, freeAddress(t))
		r.TimeoutMs = 1500
		got := p.start(r)
		expectFailure(t, got, noHTTPResponse)
		if got.LacksTLS {
			t.Errorf("%s: %+v", app, got)
		}
	}
	address := freeAddress(t)
	expectReady(t, p.start(testApp("web", address)), address, 404)
}

func TestPlainHTTP(t *testing.T) {
	inFullRun(t)
	t.Parallel()
	p := startProbe(t)
	for app, status := range map[string]int{"web": 404, "web-400": 400, "web-unready": 503} {
		for _, given := range []scheme{anyScheme, plain} {
			address := freeAddress(t)
			r := testApp(app, address)
			r.Scheme = given
			got := p.start(r)
			expectReady(t, got, address, status)
			if got.Scheme != plain {
				t.Errorf("scheme = %q", got.Scheme)
			}
		}
	}
}

func TestUnsupportedScheme(t *testing.T) {
	inFullRun(t)
	t.Parallel()
	p := startProbe(t)
	r := testApp("web", freeAddress(t))
	r.Scheme, r.TimeoutMs = secure, 500
	expectFailure(t, p.start(r), noHTTPResponse)

	// With the scheme http, the server's refusal counts as an answer.
	r = testApp("https", freeAddress(t))
	r.Scheme = plain
	expectReady(t, p.start(r), "", 400)
}
