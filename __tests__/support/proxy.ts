/** An HTTP proxy on a loopback port that leads every tunnel to one place, whatever name was asked for. */
import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'

export interface Tunnel {
  /** `host:port` */
  readonly to: string
  readonly authorization: string | undefined
}

export class LoopbackProxy implements AsyncDisposable {
  readonly tunnels: Tunnel[] = []
  readonly #server: Server

  /** @param port on this machine; undefined: every tunnel is refused */
  private constructor(port: number | undefined) {
    this.#server = createServer((_, response) => response.writeHead(405).end())
    this.#server.on('connect', ({ url = '', headers }, socket) => {
      this.tunnels.push({ to: url, authorization: headers['proxy-authorization'] })
      socket.on('error', () => socket.destroy())
      if (port === undefined) {
        socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
        return
      }
      const there = connect(port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
        there.pipe(socket).pipe(there)
      })
      there.on('error', () => socket.destroy())
    })
  }

  static async start(port?: number): Promise<LoopbackProxy> {
    const proxy = new LoopbackProxy(port)
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve))
    return proxy
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections()
    this.#server.close()
  }
}
