//go:build linux

package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
)

// reach is where to connect to a listener of the app.
func (s *search) reach(l listener) []endpoint {
	if l.path == "" || l.path[0] == '@' || filepath.IsAbs(l.path) {
		return l.reachable()
	}
	dir, err := os.Readlink(fmt.Sprintf("/proc/%d/cwd", s.holders[l.inode]))
	if err != nil {
		return l.reachable()
	}
	return []endpoint{{unix: filepath.Join(inRoot(dir), l.path)}}
}

// socketFiles returns the files of the Unix sockets at which the app listens.
func (s *search) socketFiles() []string {
	all, err := askUnixListeners()
	if err != nil {
		all = readUnixTable()
	}
	var files []string
	for _, l := range s.own(all) {
		for _, e := range s.reach(l) {
			if file := e.file(); file != "" {
				files = append(files, file)
			}
		}
	}
	return files
}

// removeSockets removes what the app would have removed, had it been given the
// time: where such a file is left, many apps do not start once more.
func removeSockets(ctx context.Context, files []string) {
	for _, file := range files {
		e := endpoint{unix: inRoot(file)}
		// An app in another root may have put a link in the path since, which
		// leads out of that root.
		if e.file() != file {
			continue
		}
		info, err := os.Lstat(file)
		if err == nil && info.Mode().Type() == os.ModeSocket && !e.accepting(ctx) {
			os.Remove(file)
		}
	}
}

// absent returns the file of the endpoint's socket if there is none yet.
func (e endpoint) absent() []string {
	if file := e.file(); file != "" {
		if _, err := os.Lstat(file); os.IsNotExist(err) {
			return []string{file}
		}
	}
	return nil
}
