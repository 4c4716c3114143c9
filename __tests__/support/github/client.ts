/** The real client for a loopback GitHub, with a clock that advances only while the client waits, so that tests do not wait. */

import type { Clock } from '../../../src/effects/clock.ts'
import type { GitHub } from '../../../src/effects/github.ts'
import { githubApi } from '../../../src/world/github/github.ts'
import type { GitHubOptions } from '../../../src/world/github/requests.ts'
import type { RetryTiming } from '../../../src/world/github/retry.ts'
import { GitHubServer, type GitHubServerOptions } from './server.ts'

export interface FastTiming extends RetryTiming {
  /** Duration of each wait in milliseconds, in order. */
  readonly waits: readonly number[]
}

function fastTiming(): FastTiming {
  const waits: number[] = []
  let passed = 0
  return {
    waits,
    now: () => passed,
    wall: () => Date.now() + passed,
    async sleep(ms, signal) {
      signal.throwIfAborted()
      waits.push(ms)
      passed += ms
    },
  }
}

export interface Connected extends AsyncDisposable {
  readonly server: GitHubServer
  readonly github: GitHub
  readonly timing: FastTiming
  readonly clock: Clock
  /** Another client of the same server. */
  connect(more?: Partial<GitHubOptions>): GitHub
}

export const head = 'a'.repeat(40)

/** A server with pull request 7 at `head`, and a client that may write. */
export async function startGitHub(
  options: GitHubServerOptions = {},
  more: Partial<GitHubOptions> = {},
): Promise<Connected> {
  const server = await GitHubServer.start(options)
  server.setPullRequest(7, head)
  const timing = fastTiming()
  const { owner, repo } = server.repository
  const signal = new AbortController().signal
  const connect = (others: Partial<GitHubOptions> = {}) =>
    githubApi({ token: server.token, apiUrl: server.url, owner, repo, signal, timing, ...more, ...others })
  return {
    server,
    timing,
    connect,
    github: connect(),
    clock: {
      now: timing.now,
      wall: timing.wall,
      sleep: (ms) => timing.sleep(ms, signal),
      every: () => () => {},
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}
