import { describe, expect, test } from 'vitest'
import { CancelledError } from '../../src/errors.ts'
import { openProbe, type StartRequest } from '../../src/startup/probe.ts'
import { end, fakeClock, type Script, scriptedSession } from '../support/world.ts'

const hello = '{"probe":2,"pid":1,"user":0}'
const request: StartRequest = {
  argv: ['/app/api', 'serve'],
  dir: '',
  ready: 'response',
  address: '',
  scheme: '',
  path: '/healthz',
  statuses: [],
  pattern: '',
  inittrace: false,
  timeoutMs: 5000,
}

const ready = {
  id: 1,
  ready: true,
  startedNs: 12_345,
  address: '127.0.0.1:8080',
  scheme: 'http',
  readyUs: 5987.5,
  listenUs: 5125,
  responseUs: 5987.5,
  status: 200,
  cpuUs: 6100,
  rssBytes: 8_290_304,
  minorFaults: 755,
  majorFaults: 0,
  threads: 4,
  log: [],
}

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

async function reasonOf(answer: NonNullable<Script['answer']>, given: Script = {}) {
  const result = await open(answer, given).probe.start(request)
  if ('start' in result) throw new Error('it started')
  return result.notStarted
}

describe('a start', () => {
  test('that is ready: times in milliseconds', async () => {
    const { probe, session } = open(answers(ready))
    expect(await probe.start(request)).toEqual({
      start: {
        address: '127.0.0.1:8080',
        scheme: 'http',
        readyMs: 5.9875,
        listenMs: 5.125,
        responseMs: 5.9875,
        cpuMs: 6.1,
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
        timeoutMs: 5000,
      },
    ])
  })

  test('without /proc: what could not be read is absent, not 0', async () => {
    const { cpuUs: _, rssBytes: __, minorFaults, majorFaults, threads, ...bare } = ready
    expect([minorFaults, majorFaults, threads]).toEqual([755, 0, 4])
    const result = await open(answers(bare)).probe.start(request)
    expect('start' in result && Object.keys(result.start).toSorted()).toEqual([
      'address',
      'listenMs',
      'readyMs',
      'responseMs',
      'scheme',
    ])
  })

  test('ready by a line of the log: nothing was contacted', async () => {
    const result = await open(answers({ id: 1, ready: true, readyUs: 4000, log: [] })).probe.start(request)
    expect(result).toEqual({ start: { readyMs: 4 } })
  })

  test('the greeting is read once, and each start has a number of its own', async () => {
    const { probe, session } = open((line) => JSON.stringify({ ...ready, id: JSON.parse(line).id }))
    for (let start = 0; start < 3; start++) expect(await probe.start(request)).toHaveProperty('start')
    expect(session.sent.map((line) => JSON.parse(line).id)).toEqual([1, 2, 3])
  })
})

describe('a start that does not get there', () => {
  const log = ['loading', 'panic: no database']

  test.each([
    [
      { failure: 'exec', detail: 'exec /app/api: no such file or directory' },
      /^it could not be started: exec \/app\/api: no such file/,
      /lacks the program or what it needs/,
    ],
    [
      { failure: 'exited', exitCode: 2, detail: '' },
      /^it ended with exit code 2 before it answered$/,
      /startup: \{ env/,
    ],
    [{ failure: 'exited', signal: 'killed', detail: '' }, /^it ended by signal killed before/, /startup/],
    [
      { failure: 'exited', signal: '', exitCode: 0, detail: '' },
      /^it ended with exit code 0 before/,
      /startup/,
    ],
    [
      { failure: 'never-listened', detail: '' },
      /^it did not listen on any port within 5 s$/,
      /startup: \{ timeout/,
    ],
    [
      { failure: 'no-response', addresses: ['127.0.0.1:5432', '[::1]:9000'], detail: '' },
      /^it listens on 127\.0\.0\.1:5432, \[::1\]:9000 and gave no HTTP response within 5 s$/,
      /timeout/,
    ],
    [
      { failure: 'no-line', detail: '' },
      /^no line of its output matched `` within 5 s$/,
      /startup: \{ ready: \{ log/,
    ],
    [
      { failure: 'status', status: 503, addresses: ['127.0.0.1:8080'], detail: '' },
      /^\/healthz on 127\.0\.0\.1:8080 answered 503 for 5 s$/,
      /ready: \{ http/,
    ],
  ])('%j', async (failure, reason, mend) => {
    const said = await reasonOf(answers({ ready: false, log, ...failure }))
    expect(said.reason).toMatch(reason)
    expect(said.mend).toMatch(mend)
    expect(said.log).toEqual(log)
  })

  test('its address is still taken', async () => {
    const detail = '127.0.0.1:8080 is taken: something listened there before the app was started'
    const said = await reasonOf(answers({ ready: false, failure: 'address-taken', detail, log: [] }))
    expect(said.reason).toBe(`it could not be started once more: ${detail}`)
  })

  test('the probe refuses', async () => {
    const said = await reasonOf(answers({ error: 'argv: names no program' }))
    expect(said.reason).toBe('the probe in its container gave up: argv: names no program')
  })

  test.each(['', 'not JSON', '{"id":1}', '[]', '{"id":1,"ready":true}', 'null'])(
    'garbage: `%s`',
    async (line) => {
      const said = await reasonOf(() => line)
      expect(said.reason).toBe(`the probe in its container gave no answer but \`${line}\``)
    },
  )

  test('garbage is not told at full length', async () => {
    expect((await reasonOf(() => 'x'.repeat(10_000))).reason.length).toBeLessThan(300)
  })

  test('something else than the probe runs in the container', async () => {
    const said = await reasonOf(answers(ready), { greeting: ['Welcome to nginx'] })
    expect(said.reason).toContain('`Welcome to nginx`')
  })

  test('the container ended before it said anything', async () => {
    const errors = ['exec /.linkgate-probe: exec format error']
    const session = scriptedSession({ errors })
    await session.close()
    const result = await openProbe(session).start(request)
    expect(result).toMatchObject({
      notStarted: {
        reason: 'its container ended before the app was started: exec /.linkgate-probe: exec format error',
      },
    })
  })

  test('the container ended in the middle', async () => {
    expect((await reasonOf(() => end)).reason).toBe(
      'its container ended before the app was started: it said nothing',
    )
  })

  test('no answer in the time of the app and ten seconds more', async () => {
    const { probe, clock } = open(() => undefined)
    const result = await probe.start(request)
    expect(result).toMatchObject({ notStarted: { reason: expect.stringContaining('15000 ms') } })
    expect(clock.now()).toBe(15_000)
  })

  test('an answer that comes too late is not taken for the next one', async () => {
    let asked = 0
    const { probe } = open((line) => {
      const { id } = JSON.parse(line) as { id: number }
      asked += 1
      if (asked === 1) return undefined
      return [JSON.stringify({ ...ready, id: 1, responseUs: 99_000_000 }), JSON.stringify({ ...ready, id })]
    })
    expect(await probe.start(request)).toHaveProperty('notStarted')
    expect(await probe.start(request)).toMatchObject({ start: { responseMs: 5.9875 } })
  })

  test('cancelled', async () => {
    await expect(open(answers(ready), { aborted: true }).probe.start(request)).rejects.toThrow(CancelledError)
    const { probe, abort } = open(answers(ready))
    await probe.start(request)
    abort()
    await expect(probe.start(request)).rejects.toThrow(CancelledError)
  })
})
