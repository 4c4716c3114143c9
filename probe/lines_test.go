//go:build linux

package main

import (
	"slices"
	"strings"
	"testing"
)

func TestLines(t *testing.T) {
	long := strings.Repeat("y", longestLine)
	text := "one\r\ntwo\n\n" + long + "beyond\nlast\nno end"
	want := []string{"one", "two", "", long, "last", "no end"}
	for _, size := range []int{1, 2, 3, 7, 64 << 10, len(text)} {
		var got []string
		l := &lines{each: func(line []byte) { got = append(got, string(line)) }}
		for rest := text; len(rest) > 0; rest = rest[min(size, len(rest)):] {
			l.add([]byte(rest[:min(size, len(rest))]))
		}
		l.end()
		if !slices.Equal(got, want) {
			t.Errorf("in pieces of %d: %d lines, want %d", size, len(got), len(want))
		}
	}
}

func TestParseInitTask(t *testing.T) {
	for line, want := range map[string]initTask{
		"init internal/bytealg @0.008 ms, 0 ms clock, 0 bytes, 0 allocs": {
			Package: "internal/bytealg", StartMs: 0.008,
		},
		"init github.com/go-playground/validator/v10 @12 ms, 1.9 ms clock, 1043616 bytes, 9625 allocs": {
			Package: "github.com/go-playground/validator/v10", StartMs: 12, ClockMs: 1.9, Bytes: 1043616, Allocs: 9625,
		},
		"init gopkg.in/yaml%2ev3 @0.57 ms, 0.022 ms clock, 1024 bytes, 3 allocs": {
			Package: "gopkg.in/yaml.v3", StartMs: 0.57, ClockMs: 0.022, Bytes: 1024, Allocs: 3,
		},
		"reading init files ... init main @1 ms, 2 ms clock, 3 bytes, 4 allocs": {
			Package: "main", StartMs: 1, ClockMs: 2, Bytes: 3, Allocs: 4,
		},
		"init main @1 ms, 2 ms clock, 3 bytes, 99999999999999999999 allocs": {},
		"init main @1.2.3 ms, 2 ms clock, 3 bytes, 4 allocs":                {},
		"init main @1 ms, 2 ms clock, 3 bytes, 4 allocs in all":             {},
		"made 3 allocs": {},
		"":              {},
	} {
		got, ok := parseInitTask([]byte(line))
		if ok != (want != initTask{}) || ok && got != want {
			t.Errorf("%q gives %+v, %v", line, got, ok)
		}
	}
}
