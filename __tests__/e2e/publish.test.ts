/** What the packaged action says on GitHub, and what it gates, whatever event starts it and whatever goes wrong. */
import { mkdir, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Report } from '../../src/document/report.ts'
import { renderReport } from '../../src/report/json.ts'
import { type Fault, GitHubServer, type GitHubServerOptions } from '../support/github/server.ts'
import { brokenBuildReport, budgets, sampleReport } from '../support/reports/report.ts'
import { root, start, temporaryFolder } from '../support/runs/linkgate.ts'
import { outputsIn, stepEnv, stepFolder } from '../support/workflows/step.ts'

const head = 'a'.repeat(40)
const newer = 'c'.repeat(40)
const base = 'b'.repeat(40)
const origin = {
  repository: 'octo/service',
  event: 'pull_request',
  pullRequest: { number: 7, headSha: head },
}

const broken = (given: Partial<Report> = {}) => sampleReport({ origin, ...given })
/** Nothing is over its budget: it is judged anew from its numbers. */
const calm = (given: Partial<Report> = {}) => broken({ budgets: [], findings: [], ...given })

const side = (sha: string, ref: string, repository = 'octo/service') => ({
  sha,
  ref,
  repo: { id: 1, full_name: repository },
})
const pullRequest = (fork = false) => ({
  repository: { id: 1, default_branch: 'main' },
  pull_request: {
    number: 7,
    head: side(head, 'topic', fork ? 'them/service' : undefined),
    base: side(base, 'main'),
  },
})
const workflowRun = (given: object = {}) => ({
  repository: { id: 1, default_branch: 'main' },
  workflow_run: {
    id: 30,
    run_attempt: 1,
    event: 'pull_request',
    head_sha: head,
    head_branch: 'topic',
    head_repository: { full_name: 'them/service' },
    pull_requests: [],
    ...given,
  },
})

const giteaRun = (number: number) => ({
  repository: { id: 1, full_name: 'octo/service', default_branch: 'main' },
  workflow: { id: 'measure.yml' },
  workflow_run: {
    id: 30,
    run_attempt: 0,
    event: 'pull_request',
    head_sha: head,
    path: `measure.yml@refs/pull/${number}/head`,
    repository: { full_name: 'octo/service' },
  },
})

interface Scenario {
  readonly name: string
  readonly event?: string
  readonly payload?: object
  readonly reports?: readonly Report[]
  /** Instead of reports: what lies in their place. */
  readonly file?: string
  /** Bytes to which that file is lengthened. */
  readonly fileSize?: number
  readonly inputs?: Readonly<Record<string, string>>
  readonly server?: GitHubServerOptions
  /** The head of pull request 7 is in a fork. */
  readonly fork?: boolean
  readonly token?: 'writes' | 'reads' | 'none' | 'wrong'
  readonly before?: (server: GitHubServer) => void
  readonly faults?: (method: string, path: string) => Fault
  readonly exitCode: number
  readonly verdict?: string
  /** Of the one comment; none when absent. */
  readonly comment?: RegExp
  readonly comments?: number
  /** State and description of the status that counts, and how many were ever set; none when absent. */
  readonly status?: readonly [state: string, says: RegExp, set?: number]
  /** Twice by the same run. */
  readonly again?: boolean
  /** Of the log. */
  readonly says?: RegExp
}

const marker = (run: number, of = head) =>
  `<!-- linkgate:comment app="orders" fingerprint="0" head="${of}" run="${run}" attempt="1" -->\nold`
const label = (server: GitHubServer, by: string, role?: string) => {
  if (role !== undefined) server.repository.collaborators.set(by, role)
  server.repository.label(7, 'linkgate: accept', by)
}
const onWrite =
  (fault: Fault) =>
  (method: string): Fault =>
    method === 'GET' ? undefined : fault

const status = (server: GitHubServer, run: number) =>
  server.repository.setStatus(head, {
    context: 'linkgate',
    state: 'success',
    description: `of run ${run}`,
    targetUrl: `https://github.com/octo/service/actions/runs/31#measured-by-run-${run}-attempt-1`,
  })
/** Published where the check of the step's own job is on another commit. */
const following: Pick<Scenario, 'event' | 'payload' | 'fork'> = {
  event: 'workflow_run',
  payload: workflowRun(),
  fork: true,
}

const scenarios: readonly Scenario[] = [
  {
    name: 'pull_request, broken',
    exitCode: 1,
    verdict: 'fail',
    comment: /### ❌ linkgate · orders: 3 budgets broken/,
  },
  {
    name: 'pull_request, the budget in its file and the new module in go.mod',
    reports: [
      broken({
        budgets: budgets.map((one, index) => ({
          ...one,
          place: { file: '.github/linkgate.yml', line: index + 3 },
        })),
        goMod: { file: 'go.mod', require: { 'github.com/xuri/excelize/v2': 7 } },
      }),
    ],
    exitCode: 1,
    verdict: 'fail',
    comment: /3 budgets broken/,
    says: /::error title=linkgate · static · Binary \(budget\/increase-exceeded\),file=\.github\/linkgate\.yml,line=3::Binary: [\s\S]*::warning title=linkgate · new module,file=go\.mod,line=7::new module/,
  },
  {
    name: 'pull_request, kept',
    reports: [calm()],
    exitCode: 0,
    verdict: 'pass',
    comment: /### ✅ linkgate · orders/,
  },
  {
    name: 'comment: changes, nothing to tell',
    reports: [calm({ comparisons: [], variants: [] })],
    inputs: { comment: 'changes' },
    exitCode: 0,
    verdict: 'pass',
  },
  {
    name: 'comment: failures, nothing fails',
    reports: [calm()],
    inputs: { comment: 'failures' },
    exitCode: 0,
    verdict: 'pass',
  },
  {
    name: 'comment: failures, it fails',
    inputs: { comment: 'failures' },
    exitCode: 1,
    verdict: 'fail',
    comment: /3 budgets broken/,
  },
  { name: 'comment: never', inputs: { comment: 'never' }, exitCode: 1, verdict: 'fail' },
  {
    name: 'an older comment is updated',
    before: (server) => void server.addComment(7, marker(0)),
    exitCode: 1,
    verdict: 'fail',
    comment: /3 budgets broken/,
  },
  {
    name: 'duplicates are healed',
    before: (server) => {
      server.addComment(7, marker(0))
      server.addComment(7, marker(0))
    },
    exitCode: 1,
    verdict: 'fail',
    comment: /3 budgets broken/,
  },
  {
    name: "somebody else's marker is left alone",
    before: (server) => void server.addComment(7, marker(0), 'mallory'),
    exitCode: 1,
    verdict: 'fail',
    comments: 2,
  },
  {
    name: 'a newer run has commented',
    before: (server) => void server.addComment(7, marker(900)),
    exitCode: 1,
    verdict: 'fail',
    comment: /old$/,
  },
  {
    name: 'a newer head has come',
    before: (server) => server.repository.push(7, newer),
    exitCode: 1,
    verdict: 'fail',
    says: /superseded/,
  },
  {
    name: 'push',
    event: 'push',
    payload: { before: base, repository: { default_branch: 'main' } },
    reports: [broken({ origin: { repository: 'octo/service', event: 'push' } })],
    exitCode: 1,
    verdict: 'fail',
    says: /not about a pull request/,
  },
  {
    name: 'merge_group',
    event: 'merge_group',
    payload: { merge_group: { base_sha: base, head_sha: head } },
    reports: [calm({ origin: { repository: 'octo/service', event: 'merge_group' } })],
    exitCode: 0,
    verdict: 'pass',
    says: /not about a pull request/,
  },
  {
    name: 'merge_group of a pull request that is accepted',
    event: 'merge_group',
    payload: {
      merge_group: {
        base_sha: base,
        head_sha: head,
        head_ref: `refs/heads/gh-readonly-queue/main/pr-7-${base}`,
      },
    },
    reports: [broken({ origin: { repository: 'octo/service', event: 'merge_group' } })],
    before: (server) => label(server, 'kim', 'write'),
    exitCode: 0,
    verdict: 'accepted',
    says: /not about a pull request/,
  },
  {
    name: 'schedule',
    event: 'schedule',
    payload: {},
    reports: [calm({ origin: { repository: 'octo/service', event: 'schedule' } })],
    exitCode: 0,
    verdict: 'pass',
  },
  {
    name: 'workflow_dispatch',
    event: 'workflow_dispatch',
    payload: {},
    reports: [calm({ origin: { repository: 'octo/service', event: 'workflow_dispatch' } })],
    exitCode: 0,
    verdict: 'pass',
  },
  {
    name: 'workflow_run after a fork',
    ...following,
    exitCode: 1,
    verdict: 'fail',
    comment: /3 budgets broken/,
    status: ['failure', /^orders: 3 budgets broken$/],
  },
  {
    name: 'workflow_run, kept',
    ...following,
    reports: [calm()],
    exitCode: 0,
    verdict: 'pass',
    comment: /### ✅/,
    status: ['success', /^orders: /],
  },
  {
    name: 'workflow_run, accepted',
    ...following,
    before: (server) => label(server, 'kim', 'write'),
    exitCode: 0,
    verdict: 'accepted',
    comment: /Accepted by `kim`/,
    status: ['success', /^orders: 3 budgets broken, accepted$/],
  },
  {
    name: 'workflow_run, unmeasured',
    ...following,
    reports: [{ ...brokenBuildReport(), origin }],
    exitCode: 3,
    verdict: 'unmeasured',
    comment: /does not compile/,
    status: ['error', /^orders: head does not compile$/],
  },
  {
    name: 'workflow_run, two apps',
    ...following,
    reports: [broken(), calm({ app: 'web' })],
    exitCode: 1,
    verdict: 'fail',
    comment: /1 of 2 apps fails/,
    status: ['failure', /^1 of 2 apps fails$/],
  },
  {
    name: 'workflow_run, published again',
    ...following,
    again: true,
    exitCode: 1,
    verdict: 'fail',
    comment: /3 budgets broken/,
    status: ['failure', /3 budgets broken/, 1],
    says: /Status linkgate unchanged: failure/,
  },
  {
    name: 'workflow_run, an older run has set the status',
    ...following,
    before: (server) => void status(server, 20),
    exitCode: 1,
    verdict: 'fail',
    comment: /3 budgets broken/,
    status: ['failure', /3 budgets broken/, 2],
  },
  {
    name: 'workflow_run, a newer run has set the status',
    ...following,
    before: (server) => void status(server, 900),
    exitCode: 1,
    verdict: 'fail',
    comment: /3 budgets broken/,
    status: ['success', /of run 900/, 1],
    says: /Status linkgate superseded: run 900/,
  },
  {
    name: 'workflow_run, no permission for the status',
    ...following,
    faults: (method, path) =>
      method === 'POST' && path.includes('/statuses/')
        ? { status: 403, body: { message: 'Resource not accessible by integration' } }
        : undefined,
    exitCode: 1,
    verdict: 'fail',
    comment: /3 budgets broken/,
    says: /::notice::linkgate cannot set the commit status: .*permissions:%0A {2}actions: read%0A.*statuses: write/,
  },
  {
    name: 'workflow_run, a status of another name',
    ...following,
    inputs: { status: 'linkgate (services)' },
    exitCode: 1,
    verdict: 'fail',
    comment: /3 budgets broken/,
    says: /Status linkgate \(services\) set: failure/,
  },
  {
    name: 'workflow_run, statuses switched off',
    ...following,
    inputs: { status: '' },
    exitCode: 1,
    verdict: 'fail',
    comment: /3 budgets broken/,
  },
  {
    name: 'workflow_run without a token',
    ...following,
    token: 'none',
    exitCode: 1,
    verdict: 'fail',
    says: /Neither a comment nor a status was written: the reports cannot be verified without a token/,
  },
  {
    name: 'workflow_run after a merge queue',
    event: 'workflow_run',
    payload: workflowRun({ event: 'merge_group', head_repository: { full_name: 'octo/service' } }),
    reports: [calm({ head: { sha: head }, origin: { repository: 'octo/service', event: 'merge_group' } })],
    exitCode: 0,
    verdict: 'pass',
    status: ['success', /^orders: /],
  },
  {
    name: 'workflow_run on Gitea',
    event: 'workflow_run',
    payload: giteaRun(7),
    fork: true,
    server: { flavor: 'gitea', login: 'gitea-actions' },
    before: (server) => label(server, 'kim', 'write'),
    exitCode: 0,
    verdict: 'accepted',
    comment: /Accepted by `kim`/,
    status: ['success', /3 budgets broken, accepted/],
  },
  {
    name: "workflow_run on Gitea, somebody else's pull request",
    event: 'workflow_run',
    payload: giteaRun(3),
    server: { flavor: 'gitea', login: 'gitea-actions' },
    exitCode: 2,
    says: /the run of the report was started for pull request 3, but the report is about pull request 7/,
  },
  {
    name: 'workflow_run on Gitea, which is not understood',
    event: 'workflow_run',
    payload: workflowRun(),
    server: { flavor: 'gitea', login: 'gitea-actions' },
    exitCode: 2,
    says: /does not describe a `workflow_run` event/,
  },
  {
    name: 'workflow_run, the fork has moved on',
    event: 'workflow_run',
    payload: workflowRun(),
    fork: true,
    before: (server) => server.repository.push(7, newer),
    exitCode: 1,
    verdict: 'fail',
    says: /pull request 7 is now at c{40}/,
  },
  {
    name: 'workflow_run, a report about another commit',
    event: 'workflow_run',
    payload: workflowRun(),
    fork: true,
    reports: [broken({ origin: { ...origin, pullRequest: { number: 7, headSha: newer } } })],
    exitCode: 2,
    says: /not published: the report is about c{40}/,
  },
  {
    name: "workflow_run, somebody else's pull request",
    event: 'workflow_run',
    payload: workflowRun({ head_branch: 'other' }),
    fork: true,
    exitCode: 2,
    says: /another branch than that of pull request 7/,
  },
  {
    name: 'workflow_run, a pull request that is not there',
    event: 'workflow_run',
    payload: workflowRun(),
    reports: [broken({ origin: { ...origin, pullRequest: { number: 99, headSha: head } } })],
    exitCode: 2,
    says: /there is no pull request 99/,
  },
  {
    name: 'a report of another repository',
    reports: [broken({ origin: { ...origin, repository: 'evil/service' } })],
    exitCode: 2,
    says: /from another repository/,
  },
  {
    name: 'a report of another pull request',
    reports: [broken({ origin: { ...origin, pullRequest: { number: 8, headSha: head } } })],
    exitCode: 2,
    says: /about another commit or pull request/,
  },
  { name: 'a report that is none', file: '{"schema":1}', exitCode: 2, says: /is not valid/ },
  { name: 'a report that is not JSON', file: '{', exitCode: 2, says: /it is not JSON/ },
  {
    name: 'a report of 500 MB',
    file: '{',
    fileSize: 500_000_000,
    exitCode: 2,
    says: /it has 500000000 bytes/,
  },
  {
    name: 'keys of prototypes in a report',
    file: renderReport(broken()).replace('"schema": 1', '"schema": 1, "__proto__": { "verdict": "pass" }'),
    exitCode: 1,
    verdict: 'fail',
    comment: /3 budgets broken/,
  },
  {
    name: 'a report nested a million deep',
    file: '['.repeat(1_000_000),
    exitCode: 2,
    says: /it is not JSON/,
  },
  {
    name: 'a report that lies about its verdict',
    reports: [broken({ verdict: 'pass', findings: [], comparisons: [] })],
    exitCode: 1,
    verdict: 'fail',
    comment: /3 budgets broken/,
  },
  { name: 'no report at all', reports: [], exitCode: 2, says: /there is no report/ },
  {
    name: 'three services in one comment',
    reports: [broken(), calm({ app: 'api' }), calm({ app: 'web' })],
    exitCode: 1,
    verdict: 'fail',
    comment: /### ❌ linkgate: 1 of 3 apps fails/,
  },
  {
    name: 'three services, a comment each',
    reports: [broken(), calm({ app: 'api' }), calm({ app: 'web' })],
    inputs: { combine: 'false' },
    exitCode: 1,
    verdict: 'fail',
    comments: 3,
  },
  {
    name: 'two reports of the same',
    reports: [broken(), broken()],
    exitCode: 2,
    says: /have the same variant/,
  },
  {
    name: 'accepted by somebody who may',
    before: (server) => label(server, 'kim', 'write'),
    exitCode: 0,
    verdict: 'accepted',
    comment: /### ✅ .*accepted\n[\s\S]*Accepted by `kim`/,
  },
  {
    name: 'accepted by somebody who may not',
    before: (server) => label(server, 'kim', 'triage'),
    exitCode: 1,
    verdict: 'fail',
    comment: /### ❌/,
    says: /it was added by kim, who lacks write access/,
  },
  {
    name: 'accepted, and commits came since',
    before: (server) => {
      label(server, 'kim', 'admin')
      server.repository.push(7, newer)
      server.repository.push(7, head)
    },
    exitCode: 0,
    verdict: 'accepted',
    comment: /commits may have been pushed since/,
  },
  {
    name: 'accepting is switched off',
    inputs: { 'accept-label': '' },
    before: (server) => label(server, 'kim', 'write'),
    exitCode: 1,
    verdict: 'fail',
    comment: /### ❌/,
  },
  {
    name: 'another label accepts',
    inputs: { 'accept-label': 'size: fine' },
    before: (server) => {
      server.repository.collaborators.set('kim', 'maintain')
      server.repository.label(7, 'size: fine', 'kim')
    },
    exitCode: 0,
    verdict: 'accepted',
    comment: /`size: fine`/,
  },
  { name: 'no token', token: 'none', exitCode: 1, verdict: 'fail', says: /there is no token/ },
  {
    name: 'a wrong token',
    token: 'wrong',
    exitCode: 1,
    verdict: 'fail',
    says: /could not check who added the label .*\. linkgate cannot comment .*: GitHub does not accept the token/,
  },
  {
    name: 'a token that may only read',
    token: 'reads',
    exitCode: 1,
    verdict: 'fail',
    says: /pull-requests: write/,
  },
  {
    name: 'a token of a fork',
    token: 'reads',
    payload: pullRequest(true),
    fork: true,
    exitCode: 1,
    verdict: 'fail',
    says: /from a fork/,
  },
  {
    name: '403',
    faults: onWrite({ status: 403, body: { message: 'Forbidden' } }),
    exitCode: 1,
    verdict: 'fail',
    says: /403/,
  },
  {
    name: '404',
    faults: onWrite({ status: 404, body: { message: 'Not Found' } }),
    exitCode: 1,
    verdict: 'fail',
    says: /404/,
  },
  {
    name: '422',
    faults: onWrite({ status: 422, body: { message: 'Validation Failed' } }),
    exitCode: 1,
    verdict: 'fail',
    says: /422/,
  },
  {
    name: '429 that asks for an hour',
    faults: onWrite({ status: 429, body: { message: 'slow down' }, headers: { 'retry-after': '3600' } }),
    exitCode: 1,
    verdict: 'fail',
    says: /rate limit.*in 60 minutes/,
  },
  {
    name: 'the primary rate limit',
    faults: onWrite({
      status: 403,
      body: { message: 'API rate limit exceeded' },
      headers: {
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': `${Math.ceil(Date.now() / 1000) + 3000}`,
      },
    }),
    exitCode: 1,
    verdict: 'fail',
    says: /rate limit/,
  },
  {
    name: '502 once',
    before: (server) =>
      server.once('issues/create-comment', { status: 502, body: { message: 'Bad Gateway' } }),
    exitCode: 1,
    verdict: 'fail',
    comment: /3 budgets broken/,
  },
  {
    name: 'cut once, after it was written',
    before: (server) => server.once('issues/create-comment', 'cut-after'),
    exitCode: 1,
    verdict: 'fail',
    comment: /3 budgets broken/,
  },
  {
    name: 'an answer cut in half',
    before: (server) => server.once('issues/list-comments', 'half'),
    exitCode: 1,
    verdict: 'fail',
    comment: /3 budgets broken/,
  },
  {
    name: 'a server that does not tell who writes',
    server: { tellsViewer: false },
    exitCode: 1,
    verdict: 'fail',
    comment: /3 budgets broken/,
  },
  {
    name: 'GitHub Enterprise Server',
    server: { flavor: 'enterprise' },
    exitCode: 1,
    verdict: 'fail',
    comment: /3 budgets broken/,
  },
  { name: 'Gitea', server: { flavor: 'gitea' }, exitCode: 1, verdict: 'fail', comment: /3 budgets broken/ },
  { name: 'an odd phase', inputs: { phase: 'publsh' }, exitCode: 2, says: /did you mean `publish`/ },
]

describe('phase publish', () => {
  test.for(scenarios)('$name', async (scenario, { expect: the }) => {
    await using folder = await temporaryFolder()
    await using server = await GitHubServer.start(scenario.server)
    server.repository.openPullRequest(7, head, {
      headRef: 'topic',
      ...(scenario.fork === true ? { headRepository: 'them/service' } : {}),
    })
    scenario.before?.(server)
    if (scenario.faults !== undefined) {
      const { faults } = scenario
      server.faults = ({ method, path }) => faults(method, path)
    }
    await stepFolder(folder.path)
    const reports = join(folder.path, 'reports')
    await mkdir(reports)
    for (const [index, report] of (scenario.reports ?? [broken()]).entries())
      if (scenario.file === undefined) await writeFile(join(reports, `${index}.json`), renderReport(report))
    if (scenario.file !== undefined) await writeFile(join(reports, 'given.json'), scenario.file)
    if (scenario.fileSize !== undefined) await truncate(join(reports, 'given.json'), scenario.fileSize)
    const event = join(folder.path, 'event.json')
    await writeFile(event, JSON.stringify(scenario.payload ?? pullRequest()))
    const tokens = { writes: server.token, reads: server.readOnlyToken, none: '', wrong: 'wrong' }
    const env = stepEnv(
      folder.path,
      { directory: root, temporary: folder.path },
      {
        phase: 'publish',
        report: reports,
        'github-token': tokens[scenario.token ?? 'writes'],
        ...scenario.inputs,
      },
    )
    const publish = () =>
      start('main.js', {
        env: {
          ...env,
          GITHUB_REPOSITORY: 'octo/service',
          GITHUB_EVENT_NAME: scenario.event ?? 'pull_request',
          GITHUB_EVENT_PATH: event,
          GITHUB_API_URL: server.url,
          GITHUB_RUN_ID: '30',
          GITHUB_RUN_ATTEMPT: '1',
        },
      }).finished
    if (scenario.again === true) await publish()
    const { exitCode, stdout, stderr } = await publish()
    the(exitCode, `${stdout}${stderr}`).toBe(scenario.exitCode)
    the(stdout).toMatch(scenario.says ?? /(?:)/)
    const comments = server.commentsOf(7)
    the(comments.length).toBe(scenario.comments ?? (scenario.comment === undefined ? 0 : 1))
    if (scenario.comment !== undefined) the(comments[0]?.body).toMatch(scenario.comment)
    const set = server.repository.statusOf(head, 'linkgate')
    the(set?.state).toBe(scenario.status?.[0])
    the(set?.description ?? '').toMatch(scenario.status?.[1] ?? /^$/)
    if (set !== undefined) the(server.repository.statuses.length).toBe(scenario.status?.[2] ?? 1)
    if (scenario.verdict !== undefined)
      the(await outputsIn(folder.path)).toMatchObject({ verdict: scenario.verdict })
    else the((await outputsIn(folder.path))['verdict']).toBeUndefined()
    // what one fault keeps from being done is said once
    the((stdout.match(/^::notice::/gm) ?? []).length, stdout).toBeLessThanOrEqual(1)
    // whatever is not written for want of a permission is a notice, and no error of the step
    if (scenario.exitCode === 0) the(stdout).not.toContain('::error')
  })
})

test('there are at least sixty of them, each of a different kind', () => {
  expect(new Set(scenarios.map(({ name }) => name)).size).toBe(scenarios.length)
  expect(scenarios.length).toBeGreaterThanOrEqual(60)
})
