//go:build linux

package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
)

const (
	longestStatus = 4096
	// For a handshake with a possibly plain server, and for the answer to a
	// greeting.
	handshakeTimeout = time.Second
	// For the body of an answer after its status line.
	textTimeout = 200 * time.Millisecond
)

type scheme string

const (
	anyScheme scheme = ""
	plain     scheme = "http"
	secure    scheme = "https"
)

func (s scheme) other() scheme {
	if s == plain {
		return secure
	}
	return plain
}

// errTLSRequired says that the response to a plain request demands HTTPS.
var errTLSRequired = errors.New("an HTTPS server was sent a plain request")

// tlsRequiredTexts lists the texts of such responses with status 400: net/http
// of Go, nginx.
var tlsRequiredTexts = [][]byte{
	[]byte("sent an HTTP request to an HTTPS server"),
	[]byte("plain HTTP request was sent to HTTPS port"),
}

// connected is a connection for HTTP requests.
type connected interface {
	io.ReadWriter
	SetReadDeadline(time.Time) error
}

type reply struct {
	status int
	at     time.Time
}

// get returns as soon as it has read the status line. With detectTLS, the error
// may be errTLSRequired.
func get(conn connected, path string, detectTLS bool) (reply, error) {
	request := "GET " + pathOrRoot(path) + " HTTP/1.1\r\nHost: localhost\r\nUser-Agent: linkgate\r\nConnection: close\r\n\r\n"
	if _, err := io.WriteString(conn, request); err != nil {
		return reply{}, err
	}
	reader := bufio.NewReaderSize(conn, longestStatus)
	status, err := readStatus(reader)
	got := reply{status: status, at: time.Now()}
	if err != nil {
		return reply{}, err
	}
	if detectTLS && status == 400 {
		conn.SetReadDeadline(got.at.Add(textTimeout))
		text, _ := io.ReadAll(io.LimitReader(reader, longestStatus))
		for _, words := range tlsRequiredTexts {
			if bytes.Contains(text, words) {
				return reply{}, errTLSRequired
			}
		}
	}
	return got, nil
}

func pathOrRoot(path string) string {
	if path == "" {
		return "/"
	}
	return path
}

// readStatus skips interim responses, such as 103 Early Hints.
func readStatus(reader *bufio.Reader) (int, error) {
	for {
		line, err := reader.ReadSlice('\n')
		if err != nil {
			return 0, err
		}
		status, err := parseStatusLine(string(line))
		if err != nil || status >= 200 || status == 101 {
			return status, err
		}
		for len(bytes.TrimRight(line, "\r\n")) > 0 {
			if line, err = reader.ReadSlice('\n'); err != nil {
				return 0, err
			}
		}
	}
}

func parseStatusLine(line string) (int, error) {
	version, rest, _ := strings.Cut(strings.TrimRight(line, "\r\n"), " ")
	code, _, _ := strings.Cut(rest, " ")
	status, err := strconv.Atoi(code)
	if !strings.HasPrefix(version, "HTTP/1.") || len(code) != 3 || err != nil || status < 100 {
		return 0, fmt.Errorf("not a status line: %q", line)
	}
	return status, nil
}
