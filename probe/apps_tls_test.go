//go:build linux

package main

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/elliptic"
	cryptorand "crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"syscall"
)

var quiet = log.New(io.Discard, "", 0)

func selfSigned() *tls.Config {
	key, err := ecdsa.GenerateKey(elliptic.P256(), cryptorand.Reader)
	if err != nil {
		panic(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), DNSNames: []string{"somewhere.else.example"}}
	certificate, err := x509.CreateCertificate(cryptorand.Reader, template, template, key.Public(), key)
	if err != nil {
		panic(err)
	}
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{certificate}, PrivateKey: key}}}
}

func serveHTTPS(config *tls.Config) {
	listener := listen("tcp", listenAddress())
	server := http.Server{Handler: http.HandlerFunc(http.NotFound), TLSConfig: config, ErrorLog: quiet}
	server.ServeTLS(listener, "", "")
}

// serveTLS answers anything but TLS with lastWords, and closes the connection.
func serveTLS(lastWords []byte) {
	config := selfSigned()
	for listener := listen("tcp", listenAddress()); ; {
		conn, err := listener.Accept()
		if err != nil {
			continue
		}
		if first, err := peek(conn); err != nil || first != tlsHandshake {
			conn.Write(lastWords)
			conn.Close()
			continue
		}
		secured := tls.Server(conn, config)
		if _, err := http.ReadRequest(bufio.NewReader(secured)); err == nil {
			io.WriteString(secured, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
		}
		secured.Close()
	}
}

const tlsHandshake = 22

// peek returns the first byte of a connection without consuming it.
func peek(conn net.Conn) (byte, error) {
	raw, err := conn.(*net.TCPConn).SyscallConn()
	if err != nil {
		return 0, err
	}
	first := make([]byte, 1)
	raw.Read(func(fd uintptr) bool {
		_, _, err = syscall.Recvfrom(int(fd), first, syscall.MSG_PEEK)
		return err != syscall.EAGAIN
	})
	return first[0], err
}
