//go:build linux

package main

import (
	"context"
	"errors"
	"io"
	"os"
)

// handshake is nil without the build tag tls: most apps do not speak TLS, and
// TLS would double the code to compile.
var handshake func(ctx context.Context, conn *os.File) (connected, error)

// errLacksTLS says that a server speaks TLS, but the probe does not.
var errLacksTLS = errors.New("the server speaks TLS")

// Types of TLS records and of the messages in them, and the first byte of all
// present versions, from RFC 8446.
const (
	recordAlert, recordHandshake = 21, 22
	clientHello, serverHello     = 1, 2
	majorVersion                 = 3
)

// clientHelloBody offers TLS 1.2 with the usual ciphers. It does not matter
// whether the server accepts any of them, because a refusal is TLS, too.
const clientHelloBody = "\x03\x03" +
	"a greeting, and no random number" + "\x00" +
	// ECDHE with ECDSA or RSA and AES-GCM or ChaCha20, then older ciphers.
	"\x00\x16" + "\xc0\x2b\xc0\x2f\xc0\x2c\xc0\x30\xcc\xa9\xcc\xa8\xc0\x13\xc0\x14\x00\x9c\x00\x2f\x00\x35" +
	"\x01\x00" +
	"\x00\x32" +
	// server_name
	"\x00\x00\x00\x0e\x00\x0c\x00\x00\x09localhost" +
	// supported_groups: X25519, P-256, P-384
	"\x00\x0a\x00\x08\x00\x06\x00\x1d\x00\x17\x00\x18" +
	// ec_point_formats: uncompressed
	"\x00\x0b\x00\x02\x01\x00" +
	// signature_algorithms: ECDSA, PSS and PKCS #1 with SHA-256
	"\x00\x0d\x00\x0a\x00\x08\x04\x03\x08\x04\x04\x01\x08\x07"

// greet returns errLacksTLS if a server speaks TLS.
func greet(ctx context.Context, conn *os.File) error {
	if deadline, limited := ctx.Deadline(); limited {
		conn.SetDeadline(deadline)
	}
	const message, record = len(clientHelloBody), len(clientHelloBody) + 4
	greeting := []byte{
		recordHandshake, majorVersion, 1, byte(record >> 8), byte(record & 0xff),
		clientHello, 0, byte(message >> 8), byte(message & 0xff),
	}
	if _, err := conn.Write(append(greeting, clientHelloBody...)); err != nil {
		return err
	}
	var first [6]byte
	if _, err := io.ReadFull(conn, first[:]); err != nil {
		return err
	}
	isHello := first[0] == recordHandshake && first[5] == serverHello
	if first[1] == majorVersion && (isHello || first[0] == recordAlert) {
		return errLacksTLS
	}
	return errors.New("the server does not speak TLS")
}
