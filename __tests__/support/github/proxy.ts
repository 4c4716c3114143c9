/** An HTTP proxy on a loopback port that connects every tunnel to one port, regardless of the requested name. */

import { createServer, type Server, STATUS_CODES } from 'node:http'
import { connect } from 'node:net'
import { portOf } from '../world/http-server.ts'

export interface Tunnel {
  /** `host:port` */
  readonly to: string
  readonly authorization: string | undefined
}

export interface ProxyOptions {
  /** Status with which tunnels are refused. Without a port, all are refused. */
  readonly refuses?: number
  /** Number of tunnels that are refused at first although there is a port. */
  readonly times?: number
  /** `name:password`, without which a tunnel is refused. */
  readonly account?: string
}

export class LoopbackProxy implements AsyncDisposable {
  readonly tunnels: Tunnel[] = []
  readonly #server: Server

  private constructor(port: number | undefined, options: ProxyOptions) {
    const { refuses = 403, times = 0, account } = options
    const wanted = account === undefined ? undefined : `Basic ${Buffer.from(account).toString('base64')}`
    this.#server = createServer((_, response) => response.writeHead(405).end())
    this.#server.on('connect', ({ url = '', headers }, socket) => {
      const authorization = headers['proxy-authorization']
      this.tunnels.push({ to: url, authorization })
      socket.on('error', () => socket.destroy())
      const isKnown = wanted === undefined || authorization === wanted
      if (port === undefined || !isKnown || this.tunnels.length <= times) {
        const status = isKnown ? refuses : 407
        socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n\r\n`)
        return
      }
      const there = connect(port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
        there.pipe(socket).pipe(there)
      })
      there.on('error', () => socket.destroy())
    })
  }

  /** @param port on this machine; undefined: every tunnel is refused */
  static async start(port?: number, options: ProxyOptions = {}): Promise<LoopbackProxy> {
    const proxy = new LoopbackProxy(port, options)
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve))
    return proxy
  }

  get port(): number {
    return portOf(this.#server)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections()
    this.#server.close()
  }
}
