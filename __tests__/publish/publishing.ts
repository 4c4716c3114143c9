import type { Log } from '../../src/effects/log.ts'
import type { CommentText, PublishRequest } from '../../src/publish/publish.ts'
import type { GitHubContext } from '../../src/repository/event.ts'
import { head, startGitHub } from '../support/github/client.ts'
import type { GitHubServerOptions } from '../support/github/server.ts'
import { sampleReport } from '../support/reports/report.ts'
import { fakeClock } from '../support/world/world.ts'

export { head } from '../support/github/client.ts'

export function contextOf(fromFork = false, eventName = 'pull_request'): GitHubContext {
  return {
    eventName,
    owner: 'octo',
    repo: 'service',
    serverUrl: 'https://github.com',
    apiUrl: 'https://api.github.com',
    runId: 1,
    runAttempt: 1,
    sha: 'c'.repeat(40),
    ref: 'refs/pull/7/merge',
    pullRequest: {
      number: 7,
      headSha: head,
      baseSha: 'b'.repeat(40),
      headRef: 'topic',
      baseRef: 'main',
      fromFork,
    },
  }
}

/** A log that keeps what it was told, and steps that keep what was written. */
export function recorder() {
  const said: { level: string; line: string }[] = []
  const outputs: Record<string, string> = {}
  const summary: string[] = []
  const to = (level: string) => (line: string) => {
    said.push({ level, line })
  }
  const log: Log = {
    info: to('info'),
    notice: to('notice'),
    warning: to('warning'),
    error: to('error'),
    step: (_, work) => work(),
    watch: () => () => {},
  }
  return {
    log,
    clock: fakeClock(),
    outputs,
    summary,
    step: {
      writeSummary: async (markdown: string) => void summary.push(markdown),
      setOutput: (name: string, value: string) => {
        outputs[name] = value
      },
    },
    notices: () => said.filter(({ level }) => level === 'notice').map(({ line }) => line),
    levels: () => new Set(said.map(({ level }) => level)),
  }
}

export function requestOf(
  step: PublishRequest['step'],
  overrides: Partial<Omit<PublishRequest, 'step'>> = {},
): PublishRequest {
  return {
    reports: [sampleReport()],
    paths: { report: '/checkouts/report.json' },
    comments: [commentText()],
    summary: () => 'the full report',
    policy: 'always',
    step,
    ...overrides,
  }
}

export function commentText(given: Partial<CommentText> = {}): CommentText {
  return {
    app: 'orders',
    verdict: 'fail',
    text: () => '### ❌ linkgate · orders: 3 budgets broken',
    fingerprint: 'c0ffee',
    changed: true,
    ...given,
  }
}

export async function start(options: GitHubServerOptions & { readOnly?: boolean; timeoutMs?: number } = {}) {
  const { readOnly = false, timeoutMs, ...server } = options
  return startGitHub(server, {
    ...(readOnly ? { token: 'token-that-reads' } : {}),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  })
}
