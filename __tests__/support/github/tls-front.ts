/** A TLS front end for a plain HTTP server, with a certificate that is trusted only through its file. */

import { readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { createServer, type Server } from 'node:tls'
import { portOf } from '../world/http-server.ts'
import { output } from '../world/temporary.ts'

export interface Certificate {
  readonly key: string
  readonly cert: string
  /** Path of the certificate in PEM. */
  readonly path: string
}

/** Generates a certificate with the program in Go's source, because Node can only read certificates. */
export async function makeCertificate(directory: string, host: string): Promise<Certificate> {
  const generator = join((await output(['go', 'env', 'GOROOT'])).trim(), 'src/crypto/tls/generate_cert.go')
  await output(['go', 'run', generator, '--ca', '--ecdsa-curve=P256', `--host=${host}`], { cwd: directory })
  const path = join(directory, 'cert.pem')
  return {
    path,
    cert: await readFile(path, 'utf8'),
    key: await readFile(join(directory, 'key.pem'), 'utf8'),
  }
}

export class TlsFront implements AsyncDisposable {
  readonly #server: Server

  private constructor(port: number, { key, cert }: Certificate) {
    this.#server = createServer({ key, cert }, (socket) => {
      const there = connect(port, '127.0.0.1')
      there.pipe(socket).pipe(there)
      for (const [one, other] of [[there, socket] as const, [socket, there] as const]) {
        one.on('error', () => other.destroy())
        one.on('close', () => other.destroy())
      }
    })
    // clients that do not trust the certificate close the connection
    this.#server.on('tlsClientError', () => {})
  }

  /** @param port on this machine to which decrypted data is sent */
  static async start(port: number, certificate: Certificate): Promise<TlsFront> {
    const front = new TlsFront(port, certificate)
    await new Promise<void>((resolve) => front.#server.listen(0, '127.0.0.1', resolve))
    return front
  }

  get port(): number {
    return portOf(this.#server)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await new Promise<void>((resolve) => this.#server.close(() => resolve()))
  }
}
