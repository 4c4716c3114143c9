import { describe, expect, test } from 'vitest'
import { CancelledError } from '../../src/errors.ts'
import type { Inspected } from '../../src/inspect/inspect.ts'
import { buildProbe } from '../../src/startup/probe-build.ts'
import { measureStartup, type Started } from '../../src/startup/startup.ts'
import { openWorkspace } from '../../src/workspace.ts'
import { type FakeEngine, fakeEngine, inspectedAs, planWith } from '../support/plan.ts'
import { type FakeWorld, fakeWorld, type ScriptedSession, scriptedSession } from '../support/world.ts'

const four = [
  inspectedAs('base', 'static'),
  inspectedAs('base', 'dynamic'),
  inspectedAs('head', 'static'),
  inspectedAs('head', 'dynamic'),
]

interface Request {
  readonly id: number
  readonly argv: readonly string[]
  readonly address: string
  readonly path: string
  readonly timeoutMs: number
}

/** How one start of a variant goes: its milliseconds, or why not. `start` counts from 1. */
type Behaviour = (start: number, request: Request) => number | string | undefined

interface Setting {
  readonly inspected?: readonly Inspected[]
  readonly behaviour?: (image: string) => Behaviour
  readonly rounds?: number
  readonly yaml?: string
  readonly seed?: number
}

interface Measured {
  readonly started: readonly Started[]
  readonly world: FakeWorld
  readonly engine: FakeEngine
  readonly sessions: readonly ScriptedSession[]
  /** Which variants were started, in order. */
  readonly order: readonly string[]
  readonly requests: ReadonlyMap<string, readonly Request[]>
}

async function measure({
  inspected = four,
  behaviour = () => () => 5,
  rounds = 12,
  yaml,
  seed = 1,
}: Setting = {}): Promise<Measured> {
  const world = fakeWorld({ seed, commands: { 'go build': '' } })
  const sessions: ScriptedSession[] = []
  const order: string[] = []
  const requests = new Map<string, Request[]>()
  const engine = fakeEngine((image) => {
    const behave = behaviour(image)
    let starts = 0
    const session = scriptedSession(
      {
        greeting: ['{"probe":1,"pid":1,"user":0}'],
        answer(line) {
          const request = JSON.parse(line) as Request
          order.push(image)
          requests.set(image, [...(requests.get(image) ?? []), request])
          starts += 1
          const result = behave(starts, request)
          if (result === undefined) return undefined
          if (typeof result === 'string') {
            return JSON.stringify({
              id: request.id,
              ready: false,
              failure: result,
              detail: 'because',
              log: ['said'],
            })
          }
          world.clock.advance(result)
          return JSON.stringify({
            id: request.id,
            ready: true,
            address: '127.0.0.1:8080',
            listenUs: result * 900,
            responseUs: result * 1000,
            status: 200,
            cpuUs: result * 800,
            rssBytes: 8_000_000 + starts,
            log: [],
          })
        },
      },
      { clock: world.clock, signal: world.signal },
    )
    sessions.push(session)
    return session
  })
  const workspace = await openWorkspace(world)
  const plan = planWith({ engine, ...(yaml === undefined ? {} : { yaml }) })
  const started = await measureStartup(world, workspace, plan, inspected, { rounds, probeSource: '/probe' })
  return { started, world, engine, sessions, order, requests }
}

function startsOf(measured: Measured, name: string) {
  const found = measured.started.find(({ revision, mode }) => `${revision}-${mode}` === name)
  if (found === undefined) throw new Error(`${name} was not started`)
  if ('notStarted' in found.result) throw new Error(found.result.notStarted.reason)
  return found.result.starts
}

const names = four.map(({ reference }) => reference)

describe('rounds', () => {
  test('every variant starts once in each, after two warm-ups that do not count', async () => {
    const measured = await measure({ behaviour: () => (start) => start, rounds: 12 })
    for (const name of names) {
      expect(startsOf(measured, name).map(({ responseMs }) => responseMs)).toEqual([
        3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14,
      ])
    }
    const { order } = measured
    expect(order).toHaveLength(4 * 14)
    for (let round = 0; round < 14; round++) {
      expect([...order.slice(round * 4, round * 4 + 4)].sort()).toEqual([...names].sort())
    }
  })

  test('in another order each time', async () => {
    const { order } = await measure({ rounds: 40 })
    const rounds = Array.from({ length: 40 }, (_, round) =>
      order.slice(8 + round * 4, 12 + round * 4).join(' '),
    )
    expect(new Set(rounds).size).toBeGreaterThan(12)
    expect(order).toEqual((await measure({ rounds: 40 })).order)
    expect(order).not.toEqual((await measure({ rounds: 40, seed: 2 })).order)
  })

  test('what was measured, in milliseconds and bytes', async () => {
    const measured = await measure({ rounds: 10 })
    expect(startsOf(measured, 'head-static')[0]).toEqual({
      address: '127.0.0.1:8080',
      listenMs: 4.5,
      responseMs: 5,
      cpuMs: 4,
      rssBytes: 8_000_003,
    })
  })

  test('where it listens is found once, and told from then on', async () => {
    const { requests } = await measure({ rounds: 10 })
    for (const name of names) {
      expect(requests.get(name)?.map(({ address }) => address)).toEqual([
        '',
        ...Array(11).fill('127.0.0.1:8080'),
      ])
    }
  })
})

describe('what is started', () => {
  test('each in a container of its own, with the probe in it and the settings of the configuration', async () => {
    const yaml =
      'startup: { args: [serve], env: { GIN_MODE: release, PORT: 9000 }, ready: { http: /up }, timeout: 3 s }'
    const { engine, requests, world, sessions } = await measure({ yaml, rounds: 10 })
    expect(engine.created).toEqual(
      names.map((image) => ({
        image,
        run: 'run1',
        entrypoint: '/.linkgate-probe',
        env: { PORT: '9000', GIN_MODE: 'release' },
      })),
    )
    for (const name of names) {
      expect(engine.asked).toContainEqual([
        'copy',
        `container of ${name}`,
        '/tmp/linkgate-Run1/probe',
        '/.linkgate-probe',
      ])
      expect(requests.get(name)?.[0]).toMatchObject({
        argv: ['/app/api', 'serve'],
        path: '/up',
        timeoutMs: 3000,
      })
    }
    expect(sessions.every((session) => session.closed)).toBe(true)
    expect(world.log.text()).toContain('10 rounds of 4 variants')
  })

  test("the image's own arguments where the configuration gives none", async () => {
    const one = inspectedAs('head', 'static', { command: ['serve', '--fast'] })
    const { requests, engine } = await measure({ inspected: [one], rounds: 10 })
    expect(requests.get('head-static')?.[0]?.argv).toEqual(['/app/api', 'serve', '--fast'])
    expect(engine.created[0]?.env).toEqual({ PORT: '8080' })
  })

  test('base with the image of head is not started a second time', async () => {
    const head = inspectedAs('head', 'static')
    const twin = inspectedAs('base', 'static', { image: head.image })
    const { started, engine } = await measure({ inspected: [twin, inspectedAs('base', 'dynamic'), head] })
    expect(engine.created.map(({ image }) => image)).toEqual(['base-dynamic', 'head-static'])
    expect(started.map(({ revision, mode }) => `${revision}-${mode}`)).toEqual([
      'base-dynamic',
      'head-static',
    ])
  })

  test('nothing, where nothing was built', async () => {
    const { started, world } = await measure({ inspected: [] })
    expect(started).toEqual([])
    expect(world.exec.calls).toEqual([])
  })
})

describe('what does not go well', () => {
  test('a variant that never starts is set aside at once; the others go on', async () => {
    const measured = await measure({
      behaviour: (image) => (image === 'head-dynamic' ? () => 'exec' : () => 5),
      rounds: 20,
    })
    expect(
      measured.started.find(({ mode, revision }) => revision === 'head' && mode === 'dynamic')?.result,
    ).toEqual({
      notStarted: {
        reason: 'it could not be started: because',
        log: ['said'],
        mend: expect.any(String),
      },
    })
    expect(measured.order.filter((image) => image === 'head-dynamic')).toHaveLength(1)
    for (const name of names.slice(0, 3)) expect(startsOf(measured, name)).toHaveLength(20)
    expect(measured.world.log.text()).toContain('20 rounds of 3 variants')
  })

  test('nothing starts: no more than one attempt each', async () => {
    const { started, order } = await measure({ behaviour: () => () => 'exited' })
    expect(order).toHaveLength(4)
    expect(started.every(({ result }) => 'notStarted' in result)).toBe(true)
  })

  test('a container that does not answer at all does not stop the others', async () => {
    const measured = await measure({
      behaviour: (image) => (image === 'base-static' ? () => undefined : () => 5),
      rounds: 15,
    })
    expect(startsOf(measured, 'head-static')).toHaveLength(15)
    expect(measured.started[0]?.result).toMatchObject({
      notStarted: { reason: expect.stringMatching(/no answer/) },
    })
  })

  test('up to three failed starts are made up for, and their rounds dropped for all', async () => {
    const measured = await measure({
      behaviour: (image) => (start) =>
        image === 'head-static' && [5, 9, 10].includes(start) ? 'no-response' : start,
      rounds: 12,
    })
    const wanted = [3, 4, 6, 7, 8, 11, 12, 13, 14, 15, 16, 17]
    for (const name of names) {
      expect(startsOf(measured, name).map(({ responseMs }) => responseMs)).toEqual(wanted)
    }
  })

  test('a fourth failure is the app itself; the others keep all their rounds', async () => {
    const measured = await measure({
      behaviour: (image) => (start) => (image === 'head-static' && start > 4 ? 'no-response' : start),
      rounds: 12,
    })
    const head = measured.started.find(({ mode, revision }) => revision === 'head' && mode === 'static')
    expect(head?.result).toHaveProperty('notStarted')
    for (const name of names.filter((one) => one !== 'head-static')) {
      expect(startsOf(measured, name)).toHaveLength(12)
    }
  })

  test('failures of several variants do not cost rounds that could still be run', async () => {
    const measured = await measure({
      behaviour: (image) => (start) =>
        start % 4 === names.indexOf(image) && start > 2 && start < 14 ? 'status' : 5,
      rounds: 20,
    })
    for (const name of names) expect(startsOf(measured, name)).toHaveLength(20)
  })

  test('a slow app is started less often: two minutes, and never fewer than ten rounds', async () => {
    const slow = await measure({ behaviour: () => () => 20_000, rounds: 40 })
    expect(startsOf(slow, 'head-static')).toHaveLength(10)
    const slowish = await measure({ behaviour: () => () => 1500, rounds: 40 })
    const count = startsOf(slowish, 'head-static').length
    // 6 s a round of four, of which two are warm-ups
    expect(count).toBeGreaterThanOrEqual(18)
    expect(count).toBeLessThanOrEqual(20)
  })

  test('cancelled in the middle: no numbers, and every container is let go', async () => {
    const world = fakeWorld({ commands: { 'go build': '' } })
    const sessions: ScriptedSession[] = []
    const engine = fakeEngine(() => {
      const session = scriptedSession(
        {
          greeting: ['{"probe":1}'],
          answer: () => {
            world.abort()
            return undefined
          },
        },
        { clock: world.clock, signal: world.signal },
      )
      sessions.push(session)
      return session
    })
    const workspace = await openWorkspace(world)
    const measuring = measureStartup(world, workspace, planWith({ engine }), four, {
      rounds: 10,
      probeSource: '/probe',
    })
    await expect(measuring).rejects.toThrow(CancelledError)
    expect(sessions).toHaveLength(4)
    expect(sessions.every((session) => session.closed)).toBe(true)
  })

  test('a container that cannot be made lets go of those that were', async () => {
    const world = fakeWorld({ commands: { 'go build': '' } })
    const session = scriptedSession({ greeting: ['{"probe":1}'] })
    const engine = fakeEngine(() => session, {
      create: async ({ image }) => {
        if (image === 'base-dynamic') throw new Error('no space left')
        return image
      },
    })
    const workspace = await openWorkspace(world)
    const measuring = measureStartup(world, workspace, planWith({ engine }), four, {
      rounds: 10,
      probeSource: '/probe',
    })
    await expect(measuring).rejects.toThrow('no space left')
    expect(session.closed).toBe(true)
  })
})

describe('the probe is built', () => {
  const options = { source: '/linkgate/probe', directory: '/tmp/run', platform: 'linux/arm64' } as const

  test('static, for the platform of the images, whatever this environment says of Go', async () => {
    const world = fakeWorld({
      commands: { 'go build': '' },
      env: { PATH: '/bin', GOFLAGS: '-mod=vendor', CGO_ENABLED: '1', GOWORK: '/x/go.work' },
    })
    expect(await buildProbe(world, options)).toBe('/tmp/run/probe')
    expect(world.exec.calls).toEqual([
      {
        how: 'job',
        command: [
          'go',
          'build',
          '-trimpath',
          '-buildvcs=false',
          '-ldflags=-s -w',
          '-o',
          '/tmp/run/probe',
          '.',
        ],
        cwd: '/linkgate/probe',
        env: {
          PATH: '/bin',
          CGO_ENABLED: '0',
          GOOS: 'linux',
          GOARCH: 'arm64',
          GOWORK: 'off',
          GOFLAGS: '',
          GOTMPDIR: '/tmp/run/probe-tmp',
          TMPDIR: '/tmp/run/probe-tmp',
        },
      },
    ])
    expect(world.files.paths()).toContain('/tmp/run/probe-tmp')
  })

  test('what the compiler says is told', async () => {
    const world = fakeWorld({ commands: { 'go build': { exitCode: 1, stderr: 'main.go:1: broken\n' } } })
    await expect(buildProbe(world, options)).rejects.toThrow(/exit code 1: main\.go:1: broken/)
  })
})
