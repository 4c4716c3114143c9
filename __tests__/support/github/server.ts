/**
 * A GitHub API on a loopback port. Its state is `repository` (state.ts), its responses are in routes.ts. It validates each exchange
 * against GitHub's own description. A violation fails the test when the server is disposed of. Use it with `await using`.
 *
 *     await using server = await GitHubServer.start()
 *     server.repository.openPullRequest(7, sha)
 *     server.once('issues/create-comment', 'cut-after')   // it is written, but no response arrives
 *     server.beforeAnswer = async ({ operation }) => { … } // delays requests, to order them
 */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { portOf } from '../world/http-server.ts'
import { giteaRoutesOf } from './gitea-routes.ts'
import {
  asRecord,
  asSent,
  bodyOf,
  type Fault,
  type FoundRoute,
  findRoute,
  isCarriedOut,
  send,
} from './http.ts'
import { answerProblems, type OperationId, requestProblems } from './openapi.ts'
import { type Answer, notFound, problem, type Route } from './route.ts'
import { routesOf } from './routes.ts'
import { GitHubState, type GitHubStateOptions, type StoredComment } from './state.ts'

export type { Fault } from './http.ts'

export interface ReceivedRequest {
  readonly method: string
  /** With the query. */
  readonly path: string
  /** Parsed JSON, or undefined if the body is empty. */
  readonly body: unknown
  /** GitHub's ID of the operation, `graphql`, or undefined if there is no such operation. */
  readonly operation: string | undefined
}

export interface Exchange extends ReceivedRequest {
  /** 0 if there was no response. */
  readonly status: number
  readonly answer: unknown
}

export interface GitHubServerOptions extends GitHubStateOptions {
  readonly token?: string
  /** A token that may read everything and write nothing, like that of pull requests from forks. */
  readonly readOnlyToken?: string
  /** Whether GraphQL, or Gitea for this token, returns the account of the token. */
  readonly tellsViewer?: boolean
  /** `enterprise` has its API at /api/v3, `gitea` at /api/v1. */
  readonly flavor?: keyof typeof prefixes
  /** By how much its clock is ahead of this machine's clock. */
  readonly clockSkewMs?: number
}

const prefixes = { github: '', enterprise: '/api/v3', gitea: '/api/v1' } as const

export class GitHubServer implements AsyncDisposable {
  readonly token: string
  readonly readOnlyToken: string
  readonly repository: GitHubState
  readonly exchanges: Exchange[] = []
  /** Violations of GitHub's description. */
  readonly problems: string[] = []
  /** Called before every response. */
  faults: (request: ReceivedRequest) => Fault = () => undefined
  /** Awaited before a request is carried out, so that a test can determine the order of requests. */
  beforeAnswer: (request: ReceivedRequest) => Promise<void> | void = () => {}
  /** Remaining requests of the tokens until `resetMs`, by the server's clock. */
  rateLimit = { remaining: 5000, resetMs: 0 }
  readonly #next: { readonly operation: string; readonly fault: Fault }[] = []
  readonly #flavor: keyof typeof prefixes
  readonly #routes: readonly Route[]
  readonly #server: Server

  private constructor(options: GitHubServerOptions) {
    const { clockSkewMs = 0, flavor = 'github', tellsViewer = true } = options
    this.token = options.token ?? 'token-that-writes'
    this.readOnlyToken = options.readOnlyToken ?? 'token-that-reads'
    this.repository = new GitHubState({ now: () => Date.now() + clockSkewMs, ...options })
    this.#flavor = flavor
    this.#routes =
      flavor === 'gitea'
        ? giteaRoutesOf(this.repository, tellsViewer)
        : routesOf(this.repository, tellsViewer)
    this.#server = createServer((request, response) => void this.#answer(request, response))
  }

  static async start(options: GitHubServerOptions = {}): Promise<GitHubServer> {
    const server = new GitHubServer(options)
    await new Promise<void>((resolve, reject) => {
      server.#server.once('error', reject)
      server.#server.listen(0, '127.0.0.1', resolve)
    })
    return server
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise<void>((resolve) => this.#server.close(() => resolve()))
    if (this.problems.length > 0) {
      throw new Error(`not as GitHub describes its API:\n${this.problems.join('\n')}`)
    }
  }

  get port(): number {
    return portOf(this.#server)
  }

  /** Address of the API, without a slash at the end. */
  get url(): string {
    return this.#origin + prefixes[this.#flavor]
  }

  get requests(): readonly ReceivedRequest[] {
    return this.exchanges
  }

  /** Operations in the order of their requests. */
  get operations(): readonly (string | undefined)[] {
    return this.exchanges.map(({ operation }) => operation)
  }

  /** Requests that change comments, as `METHOD path`. */
  get writes(): readonly string[] {
    return this.exchanges
      .filter(({ method, path }) => method !== 'GET' && !/\/graphql$|\/reactions(?:\/\d+)?$/.test(path))
      .map(({ method, path }) => `${method} ${path}`)
  }

  /** Sets the fault of the next request for this operation. Several faults of an operation are used in order. */
  once(operation: OperationId | 'graphql', fault: Fault): void {
    this.#next.push({ operation, fault })
  }

  /** Opens a pull request, or moves its head. */
  setPullRequest(number: number, headSha: string): void {
    if (this.repository.pullRequests.has(number)) this.repository.push(number, headSha)
    else this.repository.openPullRequest(number, headSha)
  }

  addComment(pullRequest: number, body: string, author?: string): StoredComment {
    return this.repository.addComment(pullRequest, body, author)
  }

  commentsOf(pullRequest: number): readonly StoredComment[] {
    return this.repository.commentsOf(pullRequest)
  }

  async #answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url: path = '/' } = incoming
    const { pathname } = new URL(path, this.#origin)
    const found = findRoute(this.#routes, method, this.#withoutPrefix(pathname))
    const request = { method, path, body: await bodyOf(incoming), operation: found?.route.operation }
    await this.beforeAnswer(request)
    const fault = this.#takeFault(request)
    const answer = isCarriedOut(fault)
      ? (this.#refusal(incoming.headers.authorization, found?.route) ?? this.#carryOut(found, request))
      : typeof fault === 'object'
        ? fault
        : undefined
    const heard = typeof fault === 'string' ? undefined : answer
    this.exchanges.push({ ...request, status: heard?.status ?? 0, answer: heard?.body })
    send(response, fault, answer, this.#headers())
  }

  get #origin(): string {
    return `http://127.0.0.1:${this.port}`
  }

  #withoutPrefix(pathname: string): string {
    const prefix = prefixes[this.#flavor]
    if (pathname.startsWith(`${prefix}/`)) return pathname.slice(prefix.length)
    // Enterprise Server has GraphQL outside its REST API
    return this.#flavor === 'enterprise' && pathname === '/api/graphql' ? '/graphql' : ''
  }

  #takeFault(request: ReceivedRequest): Fault {
    const index = this.#next.findIndex(({ operation }) => operation === request.operation)
    return index < 0 ? this.faults(request) : this.#next.splice(index, 1)[0]?.fault
  }

  #refusal(authorization: string | undefined, route: Route | undefined): Answer | undefined {
    const token = /^(?:token|bearer) (.+)$/i.exec(authorization ?? '')?.[1]
    if (token !== this.token && token !== this.readOnlyToken) return problem(401, 'Bad credentials')
    const { remaining, resetMs } = this.rateLimit
    if (remaining <= 0 && this.repository.now() < resetMs) {
      return problem(403, 'API rate limit exceeded for installation ID 1.')
    }
    this.rateLimit.remaining = (remaining <= 0 ? 5000 : remaining) - 1
    if (route?.writes === true && token === this.readOnlyToken) {
      return problem(403, 'Resource not accessible by integration')
    }
    return undefined
  }

  #carryOut(found: FoundRoute | undefined, { path: address, body }: ReceivedRequest): Answer {
    if (found === undefined) return notFound
    const { route, path } = found
    const { origin, pathname, searchParams: query } = new URL(address, this.#origin)
    const answer = route.handle({
      path,
      query,
      body: asRecord(body),
      address: origin + pathname,
      origin,
    })
    if (route.operation !== 'graphql' && this.#flavor !== 'gitea') {
      const operation = route.operation as OperationId
      this.problems.push(
        ...requestProblems({ operation, path, query, body }),
        ...answerProblems(operation, answer.status, asSent(answer.body)),
      )
    }
    return answer
  }

  #headers(): Readonly<Record<string, string>> {
    const { remaining, resetMs } = this.rateLimit
    return {
      date: new Date(this.repository.now()).toUTCString(),
      'x-ratelimit-limit': '5000',
      'x-ratelimit-remaining': String(Math.max(remaining, 0)),
      'x-ratelimit-reset': String(Math.ceil(resetMs / 1000)),
      'x-ratelimit-resource': 'core',
    }
  }
}
