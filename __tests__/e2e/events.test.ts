/**
 * What the packaged action compares, says and gates: whatever event starts it, however little is checked out, and
 * whatever stands between it and GitHub.
 */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, type ExpectStatic, test } from 'vitest'
import { GitHubServer } from '../support/github/server.ts'
import { type Certificate, makeCertificate } from '../support/github/tls-front.ts'
import { EngineProxy } from '../support/images/engine-proxy.ts'
import { helloOrigin, type Origin } from '../support/programs/hello.ts'
import { checkoutAction, copyOf } from '../support/repositories/git.ts'
import { runStep, type StepEnd } from '../support/workflows/workflow-step.ts'
import { temporaryDirectory } from '../support/world/temporary.ts'
import { type EventScenario, otherScenarios, pullRequestScenarios } from './event-scenarios.ts'
import { type FaultEnd, runFault } from './fault-run.ts'
import { faultScenarios, slowScenarios } from './fault-scenarios.ts'
import { proxyScenarios } from './proxy-scenarios.ts'
import type { FaultScenario } from './scenario.ts'

const directory = await temporaryDirectory()
let built: Origin
/** The same, and nothing compiles. */
let broken: Origin
/** That, after its default branch was renamed to trunk. */
let renamed: Origin
let certificate: Certificate
/** What waits for long waits while everything else is at work. */
const begun = new Map<string, Promise<FaultEnd>>()

beforeAll(async () => {
  built = await helloOrigin(join(directory, 'built'), { compiles: true })
  broken = await helloOrigin(join(directory, 'broken'), { compiles: false })
  renamed = { at: broken.at, repository: await copyOf(broken.repository, directory, 'renamed') }
  await renamed.repository.git('branch', '--quiet', '--move', 'main', 'trunk')
  certificate = await makeCertificate(directory, 'github.example')
  for (const scenario of slowScenarios) {
    const run = begin(scenario)
    run.catch(() => {})
    begun.set(scenario.name, run)
  }
})

let folders = 0
async function newFolder(): Promise<string> {
  const folder = join(directory, `${++folders}`)
  await mkdir(folder)
  return folder
}

async function begin(scenario: FaultScenario): Promise<FaultEnd> {
  const { at, repository } = broken
  const folder = await newFolder()
  const checkout = join(folder, 'checkout')
  await checkoutAction(repository, checkout, at.words, 'refs/remotes/origin/topic', 0)
  return runFault(scenario, { folder, checkout, at, certificate })
}

const budget = 64_000
const exitCodes = { pass: 0, fail: 1, unmeasured: 3 } as const

/** What does not compile cannot be measured. */
function verdictOf({ grew }: EventScenario): keyof typeof exitCodes {
  if (grew === undefined) return 'unmeasured'
  return grew > budget ? 'fail' : 'pass'
}

describe.concurrent.each([
  ['pull requests', pullRequestScenarios],
  ['other events', otherScenarios],
])('%s', (_, scenarios) => {
  test.for(scenarios)('$name', async (scenario, { expect }) => {
    const { event, head, ref = 'refs/pull/7/merge', renamed: isRenamed, grew } = scenario
    const { at, repository } = isRenamed === true ? renamed : grew === undefined ? broken : built
    const folder = await newFolder()
    const checkout = join(folder, 'checkout')
    const remoteRef = ref.replace(/^refs\/(?:heads|pull|tags)/, 'refs/remotes/origin')
    if (head === undefined) await mkdir(checkout)
    else await checkoutAction(repository, checkout, at[head], remoteRef, scenario.depth)
    await using server = await GitHubServer.start()
    server.setPullRequest(7, at.words)
    scenario.before?.(server, at)
    const end = await runStep({
      folder,
      directory: checkout,
      event: { name: event, payload: scenario.payload(at), ref },
      api: server.url,
      inputs: {
        'github-token': scenario.token === 'reads' ? server.readOnlyToken : server.token,
        ...scenario.inputs,
      },
    })
    expect(end.stdout, `${end.stdout}${end.stderr}`).toMatch(scenario.says)
    expect(end.left).toEqual([])
    expect(server.repository.comments.map((one) => one.pullRequest)).toEqual(
      scenario.comment === true ? [7] : [],
    )
    if (scenario.base === undefined || head === undefined) {
      expectRefusal(expect, end)
      expect(server.requests).toEqual([])
      return
    }
    const verdict = verdictOf(scenario)
    expect(end.exitCode).toBe(exitCodes[verdict])
    expect(end.outputs).toMatchObject({ verdict })
    const base = scenario.base === null ? null : { sha: at[scenario.base] }
    expect(end.report).toMatchObject({ verdict, base, head: { sha: at[head] } })
    for (const text of [end.summary, ...server.commentsOf(7).map(({ body }) => body)])
      for (const { sha } of base === null ? [{ sha: at[head] }] : [{ sha: at[head] }, base])
        expect(text).toContain(sha.slice(0, 7))
    // only a pull request has anything to ask GitHub about
    const asks = event === 'pull_request' && scenario.inputs?.['phase'] !== 'measure'
    expect(server.requests.length > 0).toBe(asks)
    expect(noticesOf(end)).toEqual((scenario.notices ?? []).map((one) => expect.stringMatching(one)))
    if (grew === undefined) return
    const { delta } = end.report?.comparisons.find(({ metric }) => metric === 'binary-size') ?? {}
    // parts of the file begin at multiples of 4 kB
    expect(Math.abs((delta ?? Number.NaN) - grew)).toBeLessThanOrEqual(8192)
  })
})

describe.concurrent('an engine over TCP', () => {
  async function checkThrough(host: string): Promise<StepEnd> {
    const { at, repository } = built
    const folder = await newFolder()
    const checkout = join(folder, 'checkout')
    await checkoutAction(repository, checkout, at.words, 'refs/remotes/origin/topic', 0)
    return runStep({
      folder,
      directory: checkout,
      event: { name: 'push', payload: { before: at.grown }, ref: 'refs/heads/topic' },
      api: 'http://127.0.0.1:1',
      inputs: { 'github-token': '' },
      env: { DOCKER_HOST: host },
    })
  }

  test.for([
    ['loading an image', /POST \S*\/images\/load/, 'start/engine-lost', ['static']],
    ['starting a container', /POST \S*\/containers\/\w+\/start/, 'start/engine-lost', ['static']],
  ] as const)('that is lost while %s: a finding of a whole report', async (given, { expect }) => {
    const [, when, id, measured] = given
    await using proxy = await EngineProxy.start(when)
    const { exitCode, report, left, stdout, stderr } = await checkThrough(proxy.host)
    expect(proxy.cuts).toBe(1)
    expect(exitCode, `${stdout}${stderr}`).toBe(exitCodes.unmeasured)
    expect(
      new Set(report?.findings.flatMap((one) => (one.id.endsWith('engine-lost') ? [one.id] : []))),
    ).toEqual(new Set([id]))
    const sizes = report?.comparisons.filter(({ metric }) => metric === 'image-size') ?? []
    expect(sizes.flatMap(({ mode, base, head }) => (base && head ? [mode] : []))).toEqual(measured)
    expect(left).toEqual([])
  })

  test('that is gone from the start: one sentence, and no report', async ({ expect }) => {
    const { exitCode, report, stdout, left } = await checkThrough('tcp://127.0.0.1:1')
    expect(exitCode, stdout).toBe(2)
    expect(stdout).toMatch(
      /::error::no Docker engine answers \(.*127\.0\.0\.1:1.*\): start it, or set DOCKER_HOST/,
    )
    expect(report).toBeUndefined()
    expect(left).toEqual([])
  })
})

describe.concurrent.each([
  ['faults', faultScenarios],
  ['proxies', proxyScenarios],
  ['patience', slowScenarios],
])('%s', (_, scenarios) => {
  test.for(scenarios)('$name', async (scenario, { expect }) => {
    const { end, comments, statuses, sent, tunnels } = await (begun.get(scenario.name) ?? begin(scenario))
    // the verdict is what it is without a fault
    expect(end.exitCode, `${end.stdout}${end.stderr}`).toBe(exitCodes.unmeasured)
    expect(end.outputs['verdict']).toBe('unmeasured')
    expect(end.report?.verdict).toBe('unmeasured')
    expect(end.summary).toContain('linkgate · hello')
    expect(end.outputs['comment-url']).toMatch(scenario.comment ? /#issuecomment-\d+$/ : /^$/)
    expect(end.left).toEqual([])
    expect(comments).toEqual(scenario.comment ? [expect.stringContaining('linkgate · hello')] : [])
    const { notice } = scenario
    expect(noticesOf(end)).toEqual(notice === undefined ? [] : [expect.stringMatching(notice)])
    if (notice !== undefined)
      expect(noticesOf(end)[0]).toMatch(/^linkgate cannot comment on the pull request: /)
    if (scenario.meets !== undefined) expect(statuses).toContain(scenario.meets)
    if (scenario.sent !== undefined) expect(sent).toBe(scenario.sent)
    const { to, user } = scenario.proxy ?? {}
    expect([...new Set(tunnels.map((tunnel) => tunnel.to))]).toEqual(to === undefined ? [] : [to])
    // one for who writes, each way of asking, and one for the comments
    if (to !== undefined && notice !== undefined) expect(tunnels.length).toBeLessThanOrEqual(3)
    if (user !== undefined) {
      const said = end.stdout + end.stderr + end.summary + JSON.stringify(end.report)
      expect(said).not.toContain(user.split(':')[1])
    }
  })
})

/** But for those that have nothing to do with GitHub. */
function noticesOf(end: StepEnd): readonly string[] {
  return end.notices.filter((one) => !one.includes('budgets are skipped'))
}

function expectRefusal(expect: ExpectStatic, end: StepEnd): void {
  expect(end.exitCode).toBe(2)
  expect(end.report).toBeUndefined()
  expect(end.outputs).toEqual({})
  expect(end.summary).toBe('')
}
