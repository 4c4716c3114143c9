/** A comment to try out: a request, and a loopback GitHub with pull request 7 at `head`. */
import type { CommentRequest } from '../../src/publish/comment.ts'
import { writeMarker } from '../../src/publish/marker.ts'
import { githubApi } from '../../src/world/github.ts'
import { GitHubServer, type GitHubServerOptions } from '../support/github-server.ts'

export const head = 'a'.repeat(40)

export function request(overrides: Partial<CommentRequest> = {}): CommentRequest {
  return {
    pullRequest: 7,
    app: 'api',
    bodies: ['### ✅ linkgate · api: all budgets kept\n'],
    fingerprint: 'c0ffee',
    headSha: head,
    policy: 'always',
    verdict: 'pass',
    changed: true,
    ...overrides,
  }
}

export async function start(options: GitHubServerOptions = {}) {
  const server = await GitHubServer.start(options)
  server.setPullRequest(7, head)
  const github = githubApi({
    token: server.token,
    apiUrl: server.url,
    owner: 'octo',
    repo: 'service',
    signal: new AbortController().signal,
  })
  return { server, github, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() }
}

export const marked = (text: string, fingerprint = 'old', app = 'api') =>
  `${writeMarker({ app, fingerprint, head })}\n${text}`
