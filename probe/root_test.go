//go:build linux

package main

import (
	"path/filepath"
	"testing"
)

func TestCapabilitiesOfAMissingFile(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "api")
	c := container{Capabilities: []capableFile{{Path: missing, Value: "00"}}}
	if err := c.giveCapabilities(); err != nil {
		t.Error(err)
	}
	c.Capabilities[0].Value = "no hex"
	if err := c.giveCapabilities(); err == nil {
		t.Error("no error for a value that is not in hex")
	}
}
