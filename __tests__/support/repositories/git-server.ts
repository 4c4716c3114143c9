/** Git's own HTTP server, for repositories that require a token. */
import { spawn } from 'node:child_process'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { httpServer } from '../world/http-server.ts'
import { gitEnv } from './git.ts'

export interface GitServer extends AsyncDisposable {
  /** Without a slash at its end. */
  readonly url: string
  /** The required value of the header. */
  readonly authorization: string
  /** Status and path of each request, in order. */
  readonly requests: readonly string[]
}

/** @param root directory whose repositories are served, by their relative paths */
export async function privateGitServer(root: string): Promise<GitServer> {
  const authorization = `basic ${Buffer.from('x-access-token:only-a-test').toString('base64')}`
  const requests: string[] = []
  const server = await httpServer((request, response) => {
    const isAllowed = request.headers.authorization === authorization
    requests.push(`${isAllowed ? 200 : 401} ${request.url}`)
    if (isAllowed) serve(root, request, response)
    else response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end()
  })
  return { ...server, url: `http://${server.host}`, authorization, requests }
}

function serve(root: string, request: IncomingMessage, response: ServerResponse): void {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
  const child = spawn('git', ['http-backend'], {
    env: {
      PATH: process.env['PATH'],
      ...gitEnv,
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      REQUEST_METHOD: request.method,
      PATH_INFO: pathname,
      QUERY_STRING: searchParams.toString(),
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
      HTTP_GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
      REMOTE_ADDR: '127.0.0.1',
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  request.pipe(child.stdin)
  const parts: Buffer[] = []
  child.stdout.on('data', (part: Buffer) => parts.push(part))
  child.on('close', () => {
    const all = Buffer.concat(parts)
    const end = all.indexOf('\r\n\r\n')
    const headers = all
      .subarray(0, end)
      .toString()
      .split('\r\n')
      .map((line) => line.split(': ') as [string, string])
    const [, status = '200'] = headers.find(([name]) => name === 'Status') ?? []
    const sent = Object.fromEntries(headers.filter(([name]) => name !== 'Status'))
    response.writeHead(Number.parseInt(status, 10), sent).end(all.subarray(end + 4))
  })
}
