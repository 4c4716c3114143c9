/**
 * A GitHub API on a loopback port that remembers what it was told: pull requests, issue comments, who wrote them. Its
 * routes carry GitHub's own path templates and operation ids, and every exchange is kept whole, so that answers can be
 * held against GitHub's OpenAPI description.
 */
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { StoredComment } from './github-json.ts'
import { type Answer, addComment, problem, type Repository, type Route, routesOf } from './github-routes.ts'

export interface ReceivedRequest {
  readonly method: string
  /** With the query. */
  readonly path: string
  /** Parsed JSON, or undefined when there is none. */
  readonly body: unknown
}

export interface Exchange extends ReceivedRequest {
  readonly operation: string | undefined
  readonly template: string | undefined
  /** 0 when the connection was cut. */
  readonly status: number
  readonly answer: unknown
}

/** What is to happen instead of the real answer; undefined: nothing. `hang`: never answer. */
export type Fault = Answer | 'cut' | 'hang' | undefined

export interface GitHubServerOptions {
  readonly owner?: string
  readonly repo?: string
  readonly token?: string
  /** A token that may read everything and write nothing, as pull requests from forks get. */
  readonly readOnlyToken?: string
  /** Who the tokens write as. */
  readonly login?: string
  /** Whether GraphQL tells who writes. */
  readonly tellsViewer?: boolean
}

export class GitHubServer implements AsyncDisposable {
  readonly token: string
  readonly readOnlyToken: string
  readonly repository: Repository
  readonly exchanges: Exchange[] = []
  /** Asked before every answer. */
  faults: (request: ReceivedRequest) => Fault = () => undefined
  readonly #routes: readonly Route[]
  readonly #server: Server

  private constructor(options: GitHubServerOptions) {
    this.token = options.token ?? 'token-that-writes'
    this.readOnlyToken = options.readOnlyToken ?? 'token-that-reads'
    this.repository = {
      owner: options.owner ?? 'octo',
      repo: options.repo ?? 'service',
      login: options.login ?? 'github-actions[bot]',
      tellsViewer: options.tellsViewer ?? true,
      heads: new Map(),
      comments: [],
    }
    this.#routes = routesOf(this.repository)
    this.#server = createServer((request, response) => {
      void this.#answer(request).then((answer) => {
        if (answer === 'hang') return
        if (answer === 'cut') return request.socket.destroy()
        response.writeHead(answer.status, {
          'content-type': 'application/json; charset=utf-8',
          ...answer.headers,
        })
        response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body))
      })
    })
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
  }

  /** Address of the API, without a slash at the end. */
  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  get requests(): readonly ReceivedRequest[] {
    return this.exchanges.map(({ method, path, body }) => ({ method, path, body }))
  }

  /** Requests that change something, as `METHOD path`. */
  get writes(): readonly string[] {
    // GraphQL is asked and never told here.
    return this.requests
      .filter(({ method, path }) => method !== 'GET' && path !== '/graphql')
      .map(({ method, path }) => `${method} ${path}`)
  }

  /** Opens a pull request, or moves its head. */
  setPullRequest(number: number, headSha: string): void {
    this.repository.heads.set(number, headSha)
  }

  addComment(pullRequest: number, body: string, author = this.repository.login): StoredComment {
    return addComment(this.repository, pullRequest, body, author)
  }

  commentsOf(pullRequest: number): readonly StoredComment[] {
    return this.repository.comments.filter((comment) => comment.pullRequest === pullRequest)
  }

  async #answer(incoming: IncomingMessage): Promise<Answer | 'cut' | 'hang'> {
    const { method = 'GET', url: path = '/' } = incoming
    const { pathname, searchParams } = new URL(path, this.url)
    const received = { method, path, body: await bodyOf(incoming) }
    const route = this.#routes.find((one) => one.method === method && one.pattern.test(pathname))
    const answer =
      this.faults(received) ??
      this.#refusal(incoming.headers.authorization, route) ??
      route?.handle({
        number: Number(route.pattern.exec(pathname)?.[1]),
        query: searchParams,
        body: isRecord(received.body) ? received.body : {},
        origin: this.url,
      }) ??
      problem(404, 'Not Found')
    this.exchanges.push({
      ...received,
      operation: route?.operation,
      template: route?.template,
      status: typeof answer === 'string' ? 0 : answer.status,
      answer: typeof answer === 'string' ? undefined : answer.body,
    })
    return answer
  }

  #refusal(authorization: string | undefined, route: Route | undefined): Answer | undefined {
    const token = /^(?:token|bearer) (.+)$/i.exec(authorization ?? '')?.[1]
    if (token !== this.token && token !== this.readOnlyToken) return problem(401, 'Bad credentials')
    if (route?.writes === true && token === this.readOnlyToken) {
      return problem(403, 'Resource not accessible by integration')
    }
    return undefined
  }
}

async function bodyOf(incoming: IncomingMessage): Promise<unknown> {
  let text = ''
  incoming.setEncoding('utf8')
  for await (const chunk of incoming) text += chunk
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
