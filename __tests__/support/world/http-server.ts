import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo, Server } from 'node:net'

export interface HttpServer extends AsyncDisposable {
  /** Host and port. */
  readonly host: string
}

/** The port of a TCP server. */
export function portOf(server: Server): number {
  return (server.address() as AddressInfo).port
}

/** Serves on a free port of this machine. */
export async function httpServer(answer: RequestListener): Promise<HttpServer> {
  const server = createServer(answer).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  return {
    host: `127.0.0.1:${portOf(server)}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
