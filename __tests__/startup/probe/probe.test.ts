import { describe, expect, test } from 'vitest'
import { CancelledError } from '../../../src/common/errors.ts'
import { openSecrets } from '../../../src/common/secrets/secrets.ts'
import { startFailureFix, startFailureMessage } from '../../../src/findings/start-failures.ts'
import { openProbe, type StartRequest } from '../../../src/startup/probe/probe.ts'
import { end, fakeClock, type Script, scriptedSession } from '../../support/world/world.ts'

const hello = '{"probe":7,"pid":1,"user":0}'
const request: StartRequest = {
  env: [],
  argv: ['/app/api', 'serve'],
  dir: '',
  ready: 'response',
  address: '',
  scheme: '',
  path: '/healthz',
  statuses: [],
  pattern: '',
  inittrace: false,
  contacts: false,
  timeoutMs: 5000,
}

const ready = {
  id: 1,
  ready: true,
  startedNs: 12_345_678_901,
  address: '127.0.0.1:8080',
  scheme: 'http',
  readyUs: 5987.5,
  listenUs: 5125,
  responseUs: 5987.5,
  status: 200,
  cpuUs: 6100,
  runDelayUs: 250,
  pressure: { cpuUs: 12_000, ioUs: 500 },
  rssBytes: 8_290_304,
  minorFaults: 755,
  majorFaults: 0,
  threads: 4,
  log: [],
}

/** The required fields of such an answer; all others are optional. */
const { id: _id, ready: _ready, readyUs: _readyUs, log: _log, ...optional } = ready

function open(answer: NonNullable<Script['answer']>, given: Script & { aborted?: boolean } = {}) {
  const controller = new AbortController()
  if (given.aborted === true) controller.abort()
  const clock = fakeClock()
  const session = scriptedSession(
    { greeting: [hello], answer, ...given },
    { clock, signal: controller.signal },
  )
  return { session, clock, probe: openProbe(session), abort: () => controller.abort() }
}

const answers = (value: object) => () => JSON.stringify({ id: 1, ...value })

async function reasonOf(
  answer: NonNullable<Script['answer']>,
  given: Script = {},
  asked: Partial<StartRequest> = {},
) {
  const result = await open(answer, given).probe.start({ ...request, ...asked })
  if (result.ok) throw new Error('it started')
  const { failure, log } = result.problem
  const fix = startFailureFix(failure)
  return { reason: startFailureMessage(failure), log, ...(fix === undefined ? {} : { fix }) }
}

describe('a placement', () => {
  const asked = { program: '/app/api', directory: '/copies', copies: 4 }

  test('succeeds', async () => {
    const { probe, session } = open(answers({ placed: true }))
    expect(await probe.place(asked)).toEqual({ ok: true, value: undefined })
    expect(session.sent.map((line) => JSON.parse(line))).toEqual([{ id: 1, placement: asked }])
  })

  test('fails with the message of the probe', async () => {
    const { probe } = open(answers({ error: 'read-only file system' }))
    expect(await probe.place(asked)).toEqual({ ok: false, problem: { message: 'read-only file system' } })
  })

  test('fails with the message of the engine if the container has ended', async () => {
    const gone = open(() => end, { errors: ['container is not running'] })
    expect(await gone.probe.place(asked)).toEqual({
      ok: false,
      problem: { message: 'container is not running' },
    })
    expect(await open(() => end).probe.place(asked)).toMatchObject({ ok: false })
  })

  test('does not use its late response for the next start', async () => {
    const answered = [
      undefined,
      [
        { id: 1, placed: true },
        { ...ready, id: 2 },
      ],
    ]
    const { probe } = open(() => answered.shift()?.map((one) => JSON.stringify(one)))
    expect(await probe.place(asked)).toMatchObject({ ok: false })
    expect(await probe.start(request)).toMatchObject({ ok: true, value: { readyMs: 5.9875 } })
  })

  test('rejects when cancelled', async () => {
    const { probe } = open(answers({ placed: true }), { aborted: true })
    await expect(probe.place(asked)).rejects.toThrow(CancelledError)
  })
})

describe('a start', () => {
  test('has times in milliseconds if the app is ready', async () => {
    const { probe, session } = open(answers(ready))
    expect(await probe.start(request)).toEqual({
      ok: true,
      value: {
        address: '127.0.0.1:8080',
        scheme: 'http',
        startedMs: 12_345.678901,
        readyMs: 5.9875,
        listenMs: 5.125,
        responseMs: 5.9875,
        cpuMs: 6.1,
        runDelayMs: 0.25,
        pressure: { cpuMs: 12, ioMs: 0.5 },
        rssBytes: 8_290_304,
        minorFaults: 755,
        majorFaults: 0,
        threads: 4,
      },
    })
    expect(session.sent.map((line) => JSON.parse(line))).toEqual([
      {
        id: 1,
        argv: ['/app/api', 'serve'],
        env: [],
        dir: '',
        ready: 'response',
        address: '',
        scheme: '',
        path: '/healthz',
        statuses: [],
        pattern: '',
        inittrace: false,
        contacts: false,
        timeoutMs: 5000,
      },
    ])
  })

  test('has no values that were not observed', async () => {
    const bare = Object.fromEntries(Object.entries(ready).filter(([name]) => !(name in optional)))
    expect(Object.keys(bare)).toEqual(['id', 'ready', 'readyUs', 'log'])
    expect(await open(answers(bare)).probe.start(request)).toEqual({ ok: true, value: { readyMs: 5.9875 } })
  })

  test('has the values of the request', async () => {
    const inits = [{ package: 'gopkg.in/yaml.v3', startMs: 0.57, clockMs: 0.022, bytes: 1024, allocs: 3 }]
    const asked = {
      ready: 'log',
      pattern: '^ready',
      scheme: 'https',
      statuses: [204],
      inittrace: true,
    } as const
    const { probe, session } = open(answers({ ...ready, inits }))
    expect(await probe.start({ ...request, ...asked })).toMatchObject({ value: { inits } })
    expect(session.sent.map((line) => JSON.parse(line))).toMatchObject([asked])
  })

  test('reads the greeting once, and numbers the starts', async () => {
    const { probe, session } = open((line) => JSON.stringify({ ...ready, id: JSON.parse(line).id }))
    for (let start = 0; start < 3; start++) expect(await probe.start(request)).toMatchObject({ ok: true })
    expect(session.sent.map((line) => JSON.parse(line).id)).toEqual([1, 2, 3])
  })
})

describe('a failed start', () => {
  const log = ['loading', 'panic: no database']

  test.each<[object, RegExp, RegExp, Partial<StartRequest>?]>([
    [
      { failure: 'exec', detail: 'exec /app/api: no such file or directory' },
      /^it could not be started: exec \/app\/api: no such file/,
      /^add the program and its loader to the image/,
    ],
    [
      { failure: 'exited', exitCode: 2, detail: '' },
      /^it ended with exit code 2 before it answered$/,
      /startup: \{ env/,
    ],
    [
      { failure: 'exited', signal: 'SIGKILL', detail: '' },
      /^it ended by signal SIGKILL before it accepted a connection$/,
      /startup/,
      { ready: 'accept' },
    ],
    [
      { failure: 'exited', signal: '', exitCode: 0, detail: '' },
      /^it ended with exit code 0 before it printed the line/,
      /startup/,
      { ready: 'log', pattern: 'x' },
    ],
    [
      { failure: 'address-taken', detail: '127.0.0.1:8080 is taken: something listened there before' },
      /^it could not be started again: 127\.0\.0\.1:8080 is taken/,
      /startup: \{ port/,
    ],
    [
      { failure: 'never-listened', detail: '' },
      /^it did not listen on any port or Unix socket within 5 s$/,
      /startup: \{ timeout.*ready: \{ log/,
    ],
    [
      { failure: 'never-listened', exitCode: 0, detail: '' },
      /within 5 s; its first process ended with exit code 0$/,
      /startup: \{ timeout/,
    ],
    [
      { failure: 'never-listened', addresses: ['unix:/run/app.sock'], detail: '' },
      /^it listens on unix:\/run\/app\.sock but accepted no connection within 5 s$/,
      /startup: \{ timeout.*startup: \{ port/,
    ],
    [
      { failure: 'no-response', addresses: ['127.0.0.1:5432', '[::1]:9000'], detail: '' },
      /^it listens on 127\.0\.0\.1:5432, \[::1\]:9000 but gave no HTTP response within 5 s$/,
      /timeout.*port.*tcp: true/,
    ],
    [
      { failure: 'status', status: 503, addresses: ['127.0.0.1:8080'], detail: '' },
      /^\/healthz on 127\.0\.0\.1:8080 answered 503 for 5 s$/,
      /ready: \{ http: …, status/,
    ],
    [
      { failure: 'status', status: 500, addresses: ['127.0.0.1:8080'], detail: '' },
      /^\/ on 127\.0\.0\.1:8080 answered 500 for 5 s$/,
      /ready: \{ http/,
      { path: '', statuses: [204] },
    ],
    [
      { failure: 'no-line', detail: '' },
      /^it printed no line that matches `\^ready` within 5 s$/,
      /ready: \{ log.*timeout/,
      { ready: 'log', pattern: '^ready' },
    ],
  ])('%j', async (failure, reason, fix, asked) => {
    const said = await reasonOf(answers({ ready: false, log, ...failure }), {}, asked)
    expect(said.reason).toMatch(reason)
    expect(said.fix).toMatch(fix)
    expect(said.fix).toContain('in .github/linkgate.yml')
    expect(said.log).toEqual(log)
  })

  test('has the message of a probe that rejects the request', async () => {
    const said = await reasonOf(answers({ error: 'argv: names no program' }))
    expect(said).toEqual({
      reason: "linkgate's probe in its container failed: argv: names no program",
      log: [],
    })
  })

  test('has the message for an invalid pattern', async () => {
    const error = 'pattern: not a regular expression of Go (RE2): missing closing ): `(x`'
    const said = await reasonOf(answers({ error }))
    expect(said.reason).toBe(`linkgate's probe in its container failed: ${error}`)
    expect(said.fix).toMatch(/ready: \{ log/)
  })

  test.each([
    '',
    'not JSON',
    '{"id":1}',
    '[]',
    '{"id":1,"ready":true}',
    'null',
    '{"id":1,"ready":true,"readyUs":"1"}',
  ])('reports an invalid response: `%s`', async (line) => {
    const said = await reasonOf(() => line)
    expect(said.reason).toBe(`linkgate's probe in its container gave an invalid answer: \`${line}\``)
  })

  test('shows only the beginning of an invalid response', async () => {
    expect((await reasonOf(() => 'x'.repeat(10_000))).reason.length).toBeLessThan(300)
  })

  test('has a secret in an invalid response masked, even where the response is cut', async () => {
    const secrets = openSecrets()
    secrets.learnToken('correct-horse-battery')
    for (let before = 100; before < 200; before++) {
      const { reason } = await reasonOf(() => `${'.'.repeat(before)}correct-horse-battery${'.'.repeat(200)}`)
      expect(secrets.mask(reason)).not.toMatch(/correct|battery/)
    }
  })

  test('reports that another program than the probe runs in the container', async () => {
    const said = await reasonOf(answers(ready), { greeting: ['Welcome to nginx'] })
    expect(said.reason).toContain('`Welcome to nginx`')
  })

  test('reports that the container ended before any output', async () => {
    const errors = ['exec /.linkgate-probe: exec format error']
    const session = scriptedSession({ errors })
    await session.close()
    const result = await openProbe(session).start(request)
    expect(result).toMatchObject({
      problem: {
        failure: { kind: 'container-ended', output: 'exec /.linkgate-probe: exec format error' },
      },
    })
  })

  test.each<[string, readonly string[], string | undefined, string]>([
    [
      'its client says so',
      ['error during connect: unexpected EOF'],
      undefined,
      'error during connect: unexpected EOF',
    ],
    ['the engine does not answer', [], 'Cannot connect', 'Cannot connect'],
  ])('reports a lost connection to the engine: %s', async (_, errors, fault, detail) => {
    const session = scriptedSession({ errors })
    await session.close()
    const result = await openProbe(session, async () => fault).start(request)
    expect(result).toMatchObject({ problem: { failure: { kind: 'engine-lost', detail } } })
  })

  test('reports that the container ended during the start', async () => {
    expect((await reasonOf(() => end)).reason).toBe(
      'its container ended before the app was started, without any output',
    )
  })

  test('reports no response within the timeout of the app plus ten seconds', async () => {
    const { probe, clock } = open(() => undefined)
    const result = await probe.start(request)
    expect(result).toMatchObject({
      problem: { failure: { kind: 'container-error', detail: expect.stringContaining('15000 ms') } },
    })
    expect(clock.now()).toBe(15_000)
  })

  test('does not use a late response for the next request', async () => {
    let asked = 0
    const { probe } = open((line) => {
      const { id } = JSON.parse(line) as { id: number }
      asked += 1
      if (asked === 1) return undefined
      return [JSON.stringify({ ...ready, id: 1, responseUs: 99_000_000 }), JSON.stringify({ ...ready, id })]
    })
    expect(await probe.start(request)).toHaveProperty('problem')
    expect(await probe.start(request)).toMatchObject({ value: { responseMs: 5.9875 } })
  })

  test('rejects when cancelled', async () => {
    await expect(open(answers(ready), { aborted: true }).probe.start(request)).rejects.toThrow(CancelledError)
    const { probe, abort } = open(answers(ready))
    await probe.start(request)
    abort()
    await expect(probe.start(request)).rejects.toThrow(CancelledError)
  })
})
