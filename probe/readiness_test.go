//go:build linux

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
)

func TestReadyAccept(t *testing.T) {
	inFullRun(t)
	t.Parallel()
	p := startProbe(t)
	for _, app := range []string{"mute", "no-http", "https"} {
		for _, known := range []bool{false, true} {
			address := freeAddress(t)
			r := testApp(app, address)
			r.Ready = readyAccept
			if known {
				r.Address = address
			}
			got := p.start(r)
			expectMeasured(t, got)
			if !got.Ready || got.Address != address || got.ListenUs <= 0 || got.ReadyUs != got.ListenUs {
				t.Errorf("%s: %+v", app, got)
			}
			if got.ResponseUs != 0 || got.Status != 0 || got.Scheme != "" {
				t.Errorf("%s received a request: %+v", app, got)
			}
		}
	}

	r := testApp("hang", "")
	r.Ready, r.TimeoutMs = readyAccept, 300
	expectFailure(t, p.start(r), neverListened)
}

func TestReadyLog(t *testing.T) {
	t.Parallel()
	p := startProbe(t)
	for _, pattern := range []string{`^ready on :(\d+)$`, `READY|ready`, `^init done`} {
		r := testApp("prints-ready", freeAddress(t))
		r.Ready, r.Pattern = readyLog, pattern
		got := p.start(r)
		expectMeasured(t, got)
		if !got.Ready || got.ReadyUs <= 0 {
			t.Errorf("%q: %+v", pattern, got)
		}
		if got.Address != "" || got.ListenUs != 0 || got.ResponseUs != 0 || got.Status != 0 {
			t.Errorf("%q: it was contacted: %+v", pattern, got)
		}
	}

	r := testApp("prints-ready", freeAddress(t))
	r.Ready, r.Pattern, r.TimeoutMs = readyLog, "^on", 500
	got := p.start(r)
	expectFailure(t, got, noLine)
	// The app would have printed a contact, too.
	if want := []string{"init done @1 ms", "ready on :8080"}; !slices.Equal(got.Log, want) {
		t.Errorf("log = %q, want %q", got.Log, want)
	}
	p.expectNothingLeft()

	r.Pattern = "(ready"
	got = p.start(r)
	if want := "pattern: not a regular expression of Go (RE2): missing closing ): `(ready`"; got.Error != want {
		t.Errorf("error = %q, want %q", got.Error, want)
	}
}

func TestStatuses(t *testing.T) {
	t.Parallel()
	p := startProbe(t)
	for _, test := range []struct {
		app, path string
		statuses  []int
		want      int
	}{
		{app: "web-unready", statuses: []int{200}, want: 200},
		{app: "web-unready", statuses: []int{200, 503}, want: 503},
		{app: "web", path: "/healthz", statuses: []int{404}, want: 404},
	} {
		address := freeAddress(t)
		r := testApp(test.app, address)
		r.Path, r.Statuses = test.path, test.statuses
		expectReady(t, p.start(r), address, test.want)
	}
}

func TestTimesOfTheApp(t *testing.T) {
	inFullRun(t)
	t.Parallel()
	p := startProbe(t)
	address := freeAddress(t)
	r := testApp("web-slow", address)
	r.Address = address
	got := p.start(r)
	expectReady(t, got, address, 200)
	if between := got.ResponseUs - got.ListenUs; between < float64(slowness.Microseconds()) {
		t.Errorf("response %v µs after it listened, and its handler took %v", between, slowness)
	}

	for _, known := range []string{"", address} {
		r := testApp("web-late", address)
		r.Address = known
		got := p.start(r)
		expectReady(t, got, address, 404)
		if got.ListenUs < float64(lateness.Microseconds()) {
			t.Errorf("listened after %v µs, and it waited %v", got.ListenUs, lateness)
		}
	}
}

func TestReadOnlyDirectory(t *testing.T) {
	t.Parallel()
	p := startProbe(t)
	address := freeAddress(t)
	r := testApp("web-read-only", address)
	r.Dir = "/proc"
	expectReady(t, p.start(r), address, 404)
}

func TestInittrace(t *testing.T) {
	inFullRun(t)
	t.Parallel()
	p := startProbe(t)
	r := testApp("shows-godebug", "")
	r.Inittrace = true
	r.Env = append(r.Env, "GODEBUG=madvdontneed=1,inittrace=0")
	got := p.start(r)
	expectFailure(t, got, appExited)
	if want := "GODEBUG madvdontneed=1,inittrace=0,inittrace=1"; !slices.Contains(got.Log, want) {
		t.Errorf("log = %q, want %q in it", got.Log, want)
	}

	r = request{ID: 7, Argv: []string{buildTraced(t)}, Ready: readyLog, Pattern: "^ready$", Inittrace: true}
	got = p.start(r)
	expectMeasured(t, got)
	i := slices.IndexFunc(got.Inits, func(task initTask) bool { return task.Package == "example.com/traced/yaml.v3" })
	if !got.Ready || i < 0 {
		t.Fatalf("%+v", got)
	}
	if task := got.Inits[i]; task.Bytes < 1<<20 || task.Allocs < 1 || task.StartMs <= 0 || task.ClockMs < 20 {
		t.Errorf("%+v", task)
	}
	if n := len(got.Inits); n < 3 || n > 100 {
		t.Errorf("%d packages", n)
	}

	r.Inittrace = false
	if got = p.start(r); !got.Ready || got.Inits != nil {
		t.Errorf("without a request: %+v", got)
	}
}

// buildTraced returns a program with a package that allocates 1 MiB, and that
// prints before and after the runtime's line about it.
func buildTraced(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"go.mod": "module example.com/traced\n\ngo 1.21\n",
		"main.go": `package main

import (
	"fmt"
	"os"
	"strings"
	"time"

	yaml "example.com/traced/yaml.v3"
)

func main() {
	line := []byte(strings.Repeat("x", 999) + " allocs\n")
	for i := 0; i < 100_000; i++ {
		os.Stdout.Write(line)
	}
	fmt.Println("ready")
	time.Sleep(time.Hour)
	fmt.Println(yaml.Kept)
}
`,
		"yaml.v3/yaml.go": `package yaml

import (
	"os"
	"time"
)

var Kept = make([]byte, 1<<20)

func init() {
	time.Sleep(20 * time.Millisecond)
	os.Stderr.WriteString("reading init files ... ")
}
`,
	} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	build := exec.Command("go", "build", "-o", "traced", ".")
	build.Dir = dir
	if output, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, output)
	}
	return filepath.Join(dir, "traced")
}
