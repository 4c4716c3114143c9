//go:build linux

package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
)

// reach returns the endpoints of a listener of the app.
func (s *search) reach(l listener) []endpoint {
	if l.path == "" || l.path[0] == '@' || filepath.IsAbs(l.path) {
		return l.reachable()
	}
	dir, err := os.Readlink(fmt.Sprintf("/proc/%d/cwd", s.holders[l.inode]))
	if err != nil {
		return l.reachable()
	}
	return []endpoint{{unix: filepath.Join(appPath(dir), l.path)}}
}

// socketFiles returns the files of the Unix sockets on which the app listens.
func (s *search) socketFiles() []string {
	all, err := queryUnixListeners()
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

// removeSockets removes files that the app would have removed itself if it had
// not been killed: many apps do not start again if such a file is left.
func removeSockets(ctx context.Context, files []string) {
	for _, file := range files {
		e := endpoint{unix: appPath(file)}
		// Meanwhile, an app in another root may have put a link into the path
		// that leads out of that root.
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
