/** The engine of the tests over TCP, through a proxy that can cut every connection. */
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

export class EngineProxy implements AsyncDisposable {
  /** Number of times that connections were closed. */
  cuts = 0
  readonly #server: Server
  readonly #open = new Set<Socket>()
  #isCut = false

  private constructor(when: RegExp | undefined) {
    this.#server = createServer((client) => {
      if (this.#isCut) return void client.destroy()
      const engine = connectToEngine()
      for (const [socket, other] of [
        [client, engine],
        [engine, client],
      ] as const) {
        this.#open.add(socket)
        socket.on('error', () => other.destroy())
        socket.on('close', () => {
          this.#open.delete(socket)
          other.destroy()
        })
      }
      client.on('data', (bytes) => {
        if (this.cuts === 0 && when?.test(bytes.toString('latin1')) === true) this.#cut()
      })
      client.pipe(engine)
      engine.pipe(client)
    })
  }

  /** @param when the request (`METHOD path`) at which all connections are closed, once. New ones are then refused for a second */
  static async start(when?: RegExp): Promise<EngineProxy> {
    const proxy = new EngineProxy(when)
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve))
    return proxy
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#open) socket.destroy()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  /** For DOCKER_HOST. */
  get host(): string {
    return `tcp://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  #cut(): void {
    this.cuts++
    this.#isCut = true
    for (const socket of this.#open) socket.destroy()
    setTimeout(() => {
      this.#isCut = false
    }, 1_000)
  }
}

function connectToEngine(): Socket {
  const { protocol, hostname, port, pathname } = new URL(
    process.env['DOCKER_HOST'] ?? 'unix:///var/run/docker.sock',
  )
  return protocol === 'unix:' ? connect(pathname) : connect(Number(port), hostname)
}
