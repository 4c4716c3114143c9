import { describe, expect, test } from 'vitest'
import { CancelledError, EngineLostError } from '../../src/common/errors.ts'
import { openPhases } from '../../src/common/phases.ts'
import type { Engine } from '../../src/effects/engine.ts'
import { type LaidOutImage, unbuilt } from '../../src/images/built-variant.ts'
import type { InspectedVariant } from '../../src/images/inspect-variants.ts'
import { probePath } from '../../src/startup/container.ts'
import type { Contacts, Start } from '../../src/startup/probe/probe.ts'
import { contactedService } from '../../src/startup/sampling/find-contacts.ts'
import { measureStartup, type Startup, type StartupOptions } from '../../src/startup/startup.ts'
import {
  type FakeEngine,
  fakeEngine,
  handlesFor,
  inspectedAs,
  plannedAs,
  planWith,
  setOf,
} from '../support/world/plan.ts'
import {
  end,
  type FakeOptions,
  type FakeWorld,
  fakeWorld,
  link,
  type ScriptedSession,
  scriptedSession,
} from '../support/world/world.ts'

const tenRounds: StartupOptions = {
  limit: 10,
  interimAnalyses: [],
  openModes: () => ({ undecided: [], broken: [] }),
  probeSource: '/probe',
  phases: openPhases({ now: () => 0 }),
}

const four = [
  inspectedAs('base', 'static'),
  inspectedAs('base', 'dynamic'),
  inspectedAs('head', 'static'),
  inspectedAs('head', 'dynamic'),
]

interface Request {
  readonly id: number
  readonly argv: readonly string[]
  readonly env: readonly string[]
  readonly ready: string
  readonly inittrace: boolean
  readonly contacts: boolean
  readonly placement?: { readonly copy?: number }
  readonly address: string
  readonly path: string
  readonly timeoutMs: number
}

/** The outcome of one start of a variant: its milliseconds, or why it failed. `start` counts from 1. */
type Behavior = (start: number, request: Request) => number | string | undefined

interface Setting {
  readonly inspected?: readonly InspectedVariant[]
  readonly behavior?: (image: string) => Behavior
  readonly rounds?: number
  readonly majorFaults?: (image: string, start: number) => number
  readonly interimAnalyses?: readonly number[]
  readonly openModes?: StartupOptions['openModes']
  readonly yaml?: string
  readonly seed?: number
  /** What every app tries to reach. */
  readonly contacts?: Contacts
  /** Milliseconds that starting each container takes. */
  readonly containerMs?: number
  /** Why no program can be copied in its container; absent: all can. */
  readonly refuses?: string
  /** Why no copy can replace its program; absent: all can. */
  readonly refusesTurns?: string
  /** Overridden methods of the engine. */
  readonly engine?: Partial<Engine>
  readonly files?: NonNullable<FakeOptions['files']>
}

interface Measured extends Startup {
  readonly world: FakeWorld
  readonly engine: FakeEngine
  readonly sessions: readonly ScriptedSession[]
  /** Which variants were started, in order. */
  readonly order: readonly string[]
  readonly requests: ReadonlyMap<string, readonly Request[]>
  /** The requests about copies of the programs, in order. */
  readonly placements: readonly Placed[]
}

interface Placed {
  readonly image: string
  /** Absent for the request that makes the copies. */
  readonly copy?: number
}

async function measure({
  inspected = four,
  behavior = () => () => 5,
  rounds = 12,
  majorFaults = () => 0,
  interimAnalyses = [],
  openModes = () => ({ undecided: [], broken: [] }),
  yaml,
  seed = 1,
  contacts = { names: [], failed: [], connected: [] },
  containerMs = 0,
  engine: given = {},
  refuses,
  refusesTurns,
  files = {},
}: Setting = {}): Promise<Measured> {
  const world = fakeWorld({ seed, files, commands: { 'go build': '' } })
  const sessions: ScriptedSession[] = []
  const order: string[] = []
  const requests = new Map<string, Request[]>()
  const placements: Placed[] = []
  const engine = fakeEngine((image) => {
    const behave = behavior(image)
    world.clock.advance(containerMs)
    let starts = 0
    const session = scriptedSession(
      {
        greeting: ['{"probe":7,"pid":1,"user":0}'],
        answer(line) {
          const request = JSON.parse(line) as Request
          if (request.placement !== undefined) {
            placements.push({ image, ...request.placement })
            const error = request.placement.copy === undefined ? refuses : refusesTurns
            return JSON.stringify({ id: request.id, ...(error === undefined ? { placed: true } : { error }) })
          }
          if (request.contacts) return JSON.stringify({ ...failed(request.id, 'exited'), contacts })
          order.push(image)
          requests.set(image, [...(requests.get(image) ?? []), request])
          starts += 1
          const result = behave(starts, request)
          if (result === undefined) return undefined
          if (typeof result === 'string') {
            return JSON.stringify(failed(request.id, result))
          }
          world.clock.advance(result)
          return JSON.stringify({
            id: request.id,
            ready: true,
            address: '127.0.0.1:8080',
            scheme: 'http',
            readyUs: result * 1000,
            listenUs: result * 900,
            responseUs: result * 1000,
            status: 200,
            cpuUs: result * 800,
            rssBytes: 8_000_000 + starts,
            majorFaults: majorFaults(image, starts),
            ...(request.inittrace ? { inits: inits(starts) } : {}),
            log: [],
          })
        },
      },
      { clock: world.clock, signal: world.signal },
    )
    sessions.push(session)
    return session
  }, given)
  const plan = planWith(yaml === undefined ? {} : { yaml })
  const startup = await measureStartup(await handlesFor(world, engine), plan, setOf(...inspected), {
    limit: rounds,
    interimAnalyses,
    openModes,
    probeSource: '/probe',
    phases: openPhases({ now: () => 0 }),
  })
  return { ...startup, world, engine, sessions, order, requests, placements }
}

const failed = (id: number, failure: string) => ({
  id,
  ready: false,
  ...(failure === 'lacks-tls' ? { failure: 'no-response', lacksTls: true } : { failure }),
  detail: 'because',
  log: ['said'],
})

/** Two packages, the second of which allocates more at each start. */
const inits = (start: number) => [
  { package: 'fmt', startMs: 0.1, clockMs: 0.05, bytes: 1000, allocs: 10 },
  { package: 'example.com/a', startMs: 0.2, clockMs: 0.3, bytes: 5000, allocs: 100 + start },
]

/** The outcome of starting a built variant. */
function resultOf({ variants }: Startup, name: string) {
  const found = [...variants].find(({ revision, mode }) => `${revision}-${mode.name}` === name)
  if (found?.kind !== 'built') throw new Error(`${name} was not started`)
  return found.startup
}

function startsOf(measured: Startup, name: string) {
  const result = resultOf(measured, name)
  if (result.kind !== 'started') throw new Error(JSON.stringify(result))
  return result.starts
}

const names = four.map(({ image }) => image.reference)
/** All variants, and the control, which is a copy of base. */
const lanes = [...names, 'base-static, 2']
/** Traced starts of each variant, after the rounds. */
const traces = 7

describe('rounds', () => {
  test('start every variant once, and the control in every second one, after two warm-ups that do not count', async () => {
    const measured = await measure({ behavior: () => (start) => start, rounds: 12 })
    for (const name of names) {
      expect(startsOf(measured, name).map(({ readyMs }) => readyMs)).toEqual([
        3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14,
      ])
    }
    const { order } = measured
    expect(order).toHaveLength(5 * 8 + 4 * 6 + traces * 4)
    for (let round = 0, at = 0; round < 14; round++) {
      // in the warm-ups, and then in every second round, including the first one
      const started = round < 2 || round % 2 === 0 ? lanes : names
      expect([...order.slice(at, at + started.length)].sort()).toEqual([...started].sort())
      at += started.length
    }
  })

  test('have a different order each time', async () => {
    const { order } = await measure({ rounds: 40 })
    const rounds = Array.from({ length: 40 }, (_, round) =>
      order.slice(10 + round * 5, 15 + round * 5).join(' '),
    )
    expect(new Set(rounds).size).toBeGreaterThan(30)
    expect(order).toEqual((await measure({ rounds: 40 })).order)
    expect(order).not.toEqual((await measure({ rounds: 40, seed: 2 })).order)
  })

  test('have samples in milliseconds and bytes', async () => {
    const measured = await measure({ rounds: 10 })
    expect(startsOf(measured, 'head-static')[0]).toEqual({
      address: '127.0.0.1:8080',
      scheme: 'http',
      readyMs: 5,
      listenMs: 4.5,
      responseMs: 5,
      cpuMs: 4,
      rssBytes: 8_000_003,
      majorFaults: 0,
      copy: expect.any(Number),
    })
  })

  test('use a random copy of the program for each start, including the control', async () => {
    const { variants, control, placement, placements, engine } = await measure({ rounds: 200 })
    expect(placement).toEqual({ kind: 'random', copies: 4 })
    const made = placements.filter(({ copy }) => copy === undefined).map(({ image }) => image)
    expect(made.toSorted()).toEqual(lanes.toSorted())
    // all copies are made before any is put in place, and the first start uses the original program
    expect(placements.findIndex(({ copy }) => copy !== undefined)).toBe(5)
    const all = [
      ...[...variants].map((one) => ('startup' in one ? one.startup : undefined)),
      control?.outcome,
    ]
    for (const outcome of all) {
      if (outcome?.kind !== 'started') throw new Error('it did not start')
      const counts = Map.groupBy(outcome.starts, ({ copy }) => copy)
      expect([...counts.keys()].toSorted()).toEqual([0, 1, 2, 3])
      // a quarter each, within four standard deviations
      const quarter = outcome.starts.length / 4
      for (const starts of counts.values()) expect(Math.abs(starts.length - quarter)).toBeLessThan(25)
    }
    expect(engine.asked.some(([what]) => what === 'enter')).toBe(false)
  })

  test('use one file if there are no copies, and report the reason', async () => {
    const measured = await measure({ rounds: 10, refuses: 'read-only file system' })
    expect(measured.placement).toEqual({ kind: 'fixed', because: 'refused', detail: 'read-only file system' })
    expect(startsOf(measured, 'head-static')).toHaveLength(10)
    expect(startsOf(measured, 'head-static')[0]).not.toHaveProperty('copy')
    // tried as the user of the image, and again as root
    expect(measured.placements).toHaveLength(10)
    expect(measured.sessions.every((session) => session.closed)).toBe(true)
  })

  test('report copies that cannot be put in place, and do not try again in any container', async () => {
    const measured = await measure({ rounds: 10, refusesTurns: 'text file busy' })
    expect(measured.placement).toEqual({ kind: 'fixed', because: 'refused', detail: 'text file busy' })
    expect(measured.placements.filter(({ copy }) => copy !== undefined)).toHaveLength(1)
    expect(startsOf(measured, 'head-static')).toHaveLength(10)
    expect(startsOf(measured, 'head-static')[0]).not.toHaveProperty('copy')
  })

  test('use the address of the first start in all later ones', async () => {
    const { requests } = await measure({ rounds: 10 })
    for (const name of names) {
      expect(requests.get(name)?.map(({ address }) => address)).toEqual([
        '',
        ...Array(11 + traces).fill('127.0.0.1:8080'),
      ])
    }
  })
})

describe('the control', () => {
  test('starts a second copy of base in every second round', async () => {
    const { control, variants } = await measure({
      behavior: (image) => () => (image.endsWith(', 2') ? 6 : 5),
    })
    expect(control?.of).toMatchObject({ revision: 'base', mode: { name: 'static' } })
    const starts = control?.outcome.kind === 'started' ? control.outcome.starts : []
    expect(starts.map(({ readyMs }) => readyMs)).toEqual(Array(6).fill(6))
    expect(variants.size).toBe(4)
  })

  const programsCopied = (engine: FakeEngine) =>
    engine.asked.filter(([what, , from]) => what === 'copy' && from?.startsWith('/out/'))
  /** With images that a builder made, which contain their program. */
  const withPrograms = four.map((one) => {
    const { withoutProgram: _, ...image } = one.image as LaidOutImage
    const onBase = { ...image, kind: 'on-base', on: { name: 'alpine:3.20' }, baseLayers: [] } as const
    return { ...one, source: 'built-in', image: onBase } as const
  })

  test('has its program copied into a container of the image without it, like every variant', async () => {
    const { engine } = await measure({ rounds: 10 })
    expect(programsCopied(engine).map(([, ...copy]) => copy)).toEqual(
      [...names, 'base-static, 2'].map((name) => [
        `container of ${name}`,
        `/out/${name.replace(', 2', '')}`,
        '/app/api',
      ]),
    )
  })

  test('has its own file, which replaces the program in a container of the same image', async () => {
    const { engine } = await measure({ inspected: withPrograms, rounds: 10 })
    expect(programsCopied(engine)).toEqual([
      ['copy', 'container of base-static, 2', '/out/base-static', '/app/api'],
    ])
  })

  test('keeps the program of its image if a copy would lose capabilities', async () => {
    const capable = withPrograms.map((one) => ({
      ...one,
      inspection: { ...one.inspection, isCapable: true },
    }))
    const { engine, control } = await measure({ inspected: capable, rounds: 10 })
    expect(programsCopied(engine)).toEqual([])
    expect(control?.outcome.kind).toBe('started')
  })

  test('does not exist if there is nothing to compare', async () => {
    const { control } = await measure({ inspected: [inspectedAs('head', 'static')] })
    expect(control).toBeUndefined()
  })

  test('does not affect the variants if it does not start', async () => {
    const measured = await measure({
      behavior: (image) => (image.endsWith(', 2') ? () => 'exited' : () => 5),
    })
    expect(measured.control?.outcome.kind).toBe('not-started')
    for (const name of names) expect(startsOf(measured, name)).toHaveLength(12)
  })
})

describe('the end of the rounds', () => {
  /** Modes whose budgets are decided after this number of rounds. */
  const leftAfter =
    (modes: Readonly<Record<string, number>>, broken: readonly string[] = []): StartupOptions['openModes'] =>
    ({ rounds: so, variants }) => {
      expect(variants.size).toBe(4)
      const undecided = Object.keys(modes).filter((mode) => so < (modes[mode] ?? 0))
      const onPlatform = (mode: string) => ({ mode, platform: 'linux/amd64' })
      return { undecided: undecided.map(onPlatform), broken: broken.map(onPlatform) }
    }
  const [rounds, interimAnalyses] = [40, [10, 20, 40]]
  const copy = 'base-static, 2'
  const startsIn = ({ order }: Measured, image: string) => order.filter((one) => one === image).length
  const controlOf = ({ control }: Startup) => {
    if (control?.outcome.kind !== 'started') throw new Error('no control')
    const { outcome, original } = control
    return { copy: outcome.starts, original }
  }

  test('is at the first interim analysis that decides everything', async () => {
    const openModes = leftAfter({ static: 20, dynamic: 20 })
    const measured = await measure({ rounds, interimAnalyses, openModes })
    expect(measured.rounds).toBe(20)
    for (const name of names) expect(startsOf(measured, name)).toHaveLength(20)
    expect(controlOf(measured)).toMatchObject({ original: undefined, copy: { length: 10 } })
  })

  test('comes for a mode when its budgets are kept; the control continues with the other mode', async () => {
    const openModes = leftAfter({ static: 40, dynamic: 10 })
    const measured = await measure({ rounds, interimAnalyses, openModes })
    expect(measured.rounds).toBe(40)
    for (const [mode, count] of [
      ['static', 40],
      ['dynamic', 10],
    ] as const) {
      for (const revision of ['base', 'head']) {
        expect(startsOf(measured, `${revision}-${mode}`)).toHaveLength(count)
        expect(startsIn(measured, `${revision}-${mode}`)).toBe(2 + count + traces)
      }
    }
    expect(controlOf(measured)).toMatchObject({ original: undefined, copy: { length: 20 } })
  })

  test('does not stop the variant that the control is a copy of, but its further starts are only for the control', async () => {
    const measured = await measure({
      rounds,
      interimAnalyses,
      openModes: leftAfter({ static: 10, dynamic: 20 }),
      behavior: () => (start) => start,
    })
    const [ten, twenty] = [10, 20].map((count) => Array.from({ length: count }, (_, round) => round + 3))
    const times = (starts: readonly Start[] = []) => starts.map(({ readyMs }) => readyMs)
    expect(times(startsOf(measured, 'base-static'))).toEqual(ten)
    expect(times(startsOf(measured, 'head-static'))).toEqual(ten)
    expect(times(startsOf(measured, 'head-dynamic'))).toEqual(twenty)
    const control = controlOf(measured)
    expect([times(control.copy), times(control.original)]).toEqual([twenty?.slice(0, 10), twenty])
    expect(startsIn(measured, 'head-static')).toBe(2 + 10 + traces)
  })

  test('makes later failures of the mode irrelevant', async () => {
    const measured = await measure({
      rounds,
      interimAnalyses,
      openModes: leftAfter({ static: 10, dynamic: 40 }),
      behavior: (image) => (start) => (image === 'base-static' && start > 17 ? 'exited' : 5),
    })
    for (const name of ['base-static', 'head-static']) expect(startsOf(measured, name)).toHaveLength(10)
    expect(startsOf(measured, 'head-dynamic')).toHaveLength(40)
    expect(controlOf(measured)).toMatchObject({ original: { length: 15 }, copy: { length: 8 } })
    expect(startsIn(measured, copy)).toBeLessThan(2 + 15)
  })

  test('does not change the outcome of a variant that failed before', async () => {
    const measured = await measure({
      rounds,
      interimAnalyses,
      openModes: leftAfter({ static: 40, dynamic: 10 }),
      behavior: (image) => (start) => (image === 'base-dynamic' && start > 5 ? 'exited' : 5),
    })
    expect(resultOf(measured, 'base-dynamic')).toMatchObject({ kind: 'not-started' })
    expect(startsOf(measured, 'head-dynamic')).toHaveLength(10)
    expect(startsOf(measured, 'head-static')).toHaveLength(40)
  })

  test('does not come for a mode that breaks a budget while another one is undecided', async () => {
    const openModes = leftAfter({ dynamic: 20 }, ['static'])
    const measured = await measure({ rounds, interimAnalyses, openModes })
    for (const name of names) expect(startsOf(measured, name)).toHaveLength(20)
  })

  test('is final for a mode, and the others continue without a control', async () => {
    const measured = await measure({
      rounds,
      interimAnalyses,
      openModes: (so, reachable) =>
        leftAfter({ static: so.rounds === 10 ? 0 : 40, dynamic: 40 })(so, reachable),
      behavior: (image) => (image === copy ? () => 'exited' : () => 5),
    })
    expect(startsIn(measured, 'base-static')).toBe(2 + 10 + traces)
    expect(startsOf(measured, 'head-dynamic')).toHaveLength(40)
  })

  test('is later if rounds that read from the disk are repeated, within a limit', async () => {
    const once = await measure({
      majorFaults: (image, start) => (image === 'base-static' && start === 5 ? 3 : 0),
    })
    expect(startsOf(once, 'head-static')).toHaveLength(12)
    expect(once.order.filter((image) => image === 'head-static')).toHaveLength(2 + 13 + traces)
    const always = await measure({ majorFaults: () => 1 })
    expect(startsOf(always, 'head-static')).toHaveLength(12)
    expect(always.order.filter((image) => image === 'head-static')).toHaveLength(2 + 12 + 3 + traces)
  })
})

describe('package initialization', () => {
  test('is traced in seven separate starts, with minimum, median and maximum', async () => {
    const measured = await measure()
    const { requests } = measured
    expect(resultOf(measured, 'head-static')).toMatchObject({
      inits: [
        { package: 'fmt', allocs: { low: 10, value: 10, high: 10 }, ms: { value: 0.05 } },
        { package: 'example.com/a', allocs: { low: 115, value: 118, high: 121 }, bytes: { value: 5000 } },
      ],
    })
    const asked = requests.get('head-static')?.map(({ inittrace }) => inittrace)
    expect(asked).toEqual([...Array(14).fill(false), ...Array(traces).fill(true)])
    expect(requests.get('base-static, 2')?.some(({ inittrace }) => inittrace)).toBe(false)
  })

  test('does not affect the samples if a traced start fails', async () => {
    const measured = await measure({ behavior: () => (start) => (start > 14 ? 'exited' : 5) })
    expect(startsOf(measured, 'head-static')).toHaveLength(12)
    expect(resultOf(measured, 'base-static')).toMatchObject({ inits: [], traced: [] })
  })
})

describe('first starts', () => {
  test('have separate times: that of the app, and that from the start of the container', async () => {
    const measured = await measure({ behavior: () => (start) => (start === 1 ? 50 : 5) })
    expect(resultOf(measured, 'base-static')).toMatchObject({
      first: { start: { readyMs: 50 }, engineMs: 50 },
    })
    expect(startsOf(measured, 'base-static')[0]?.readyMs).toBe(5)
  })
})

describe('requests to the app', () => {
  test.each([
    ['{}', { ready: 'response', path: '', statuses: [], address: '' }],
    ['{ ready: { http: /up, status: 204 } }', { ready: 'response', path: '/up', statuses: [204] }],
    ['{ ready: { tcp: true }, port: 9000 }', { ready: 'accept', path: '', address: '127.0.0.1:9000' }],
    ['{ ready: { log: up }, port: 9000 }', { ready: 'log', pattern: 'up', address: '' }],
    ['{ socket: /run/app.sock }', { ready: 'response', address: 'unix:/run/app.sock' }],
  ])('startup: %s', async (text, expected) => {
    const { requests, engine } = await measure({ yaml: `startup: ${text}`, rounds: 7 })
    expect(requests.get('head-static')?.[0]).toMatchObject({
      scheme: '',
      inittrace: false,
      contacts: false,
      ...expected,
    })
    expect(engine.created[0]?.env).toEqual({})
    expect(requests.get('head-static')?.[0]?.env).toEqual([text.includes('port') ? 'PORT=9000' : 'PORT=8080'])
  })
})

describe('the started containers', () => {
  test('have the probe and the configured settings, one for each variant', async () => {
    const yaml =
      'startup: { args: [serve], env: { GIN_MODE: release, PORT: 9000 }, ready: { http: /up }, timeout: 3 s }'
    const { engine, requests, world, sessions } = await measure({ yaml, rounds: 10 })
    expect(engine.created).toEqual(
      [...names, 'base-static'].map((image) => ({
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
    expect(world.log.text()).toContain('10 rounds of 4 variants and the A/A control')
  })

  test('have the configured files of the revision, and none of the machine', async () => {
    const inspected = [inspectedAs('head', 'static')]
    const copied = async (given: NonNullable<FakeOptions['files']>) => {
      const yaml = 'startup: { files: { /data/zones: zones } }'
      const files = { '/etc/zones': 'of the machine', '/checkouts/head/go.mod': '', ...given }
      const { engine } = await measure({ inspected, yaml, files, rounds: 7 })
      return engine.asked.flatMap(([what, , from, to]) =>
        what === 'copy' && to === '/data/zones' ? [from] : [],
      )
    }
    expect(await copied({ '/checkouts/head/zones': '' })).toEqual(['/checkouts/head/zones'])
    const inside = { '/checkouts/head/zones': link('2026/zones'), '/checkouts/head/2026/zones': '' }
    expect(await copied(inside)).toEqual(['/checkouts/head/2026/zones'])
    const outside = { '/checkouts/head/zones': link('/etc/zones') }
    await expect(copied(outside)).rejects.toThrow(
      '`zones` of `startup: { files: … }` is a link to a path outside',
    )
    await expect(copied({})).rejects.toThrow('`zones` of `startup: { files: … }` does not exist in head')
  })

  test("use the image's own arguments if none are configured", async () => {
    const one = inspectedAs('head', 'static', {
      start: { entrypoint: ['/app/api'], command: ['serve', '--fast'] },
    })
    const { requests, engine } = await measure({ inspected: [one], rounds: 10 })
    expect(requests.get('head-static')?.[0]?.argv).toEqual(['/app/api', 'serve', '--fast'])
    expect(requests.get('head-static')?.[0]?.env).toEqual(['PORT=8080'])
    expect(engine.created[0]?.env).toEqual({})
  })

  test.each([
    ['{}', {}, []],
    ['{ port: 7000 }', {}, ['PORT=7000']],
    ['{ env: { PORT: 7000 } }', { PORT: '7000' }, []],
    ['{ port: 7000, env: { PORT: null } }', {}, []],
  ])('keep PORT of the image, except for startup: %s', async (text, env, added) => {
    const one = inspectedAs('head', 'static', { environment: ['PATH=/bin', 'PORT=9000'] })
    const { engine, requests } = await measure({ yaml: `startup: ${text}`, inspected: [one], rounds: 7 })
    expect(engine.created[0]?.env).toEqual(env)
    expect(requests.get('head-static')?.[0]?.env).toEqual(added)
  })

  test('do not include base if it has the image of head', async () => {
    const head = inspectedAs('head', 'static')
    const twin = inspectedAs('base', 'static', { image: head.inspection.image })
    const measured = await measure({ inspected: [twin, inspectedAs('base', 'dynamic'), head] })
    expect(measured.engine.created.map(({ image }) => image)).toEqual([
      'base-dynamic',
      'head-static',
      'base-dynamic',
    ])
    const own = resultOf(measured, 'head-static')
    expect(own.kind).toBe('started')
    expect(resultOf(measured, 'base-static')).toEqual({ kind: 'as-head', head: own })
    expect(resultOf(measured, 'base-dynamic').kind).toBe('started')
  })

  test('are replaced by new ones whose probe has TLS for apps that use it', async () => {
    const whole = { timeoutMs: 30_000 }
    const measured = await measure({
      // preparing them does not count toward the time limit of the app
      containerMs: 20_000,
      yaml: 'startup: { total-timeout: 31 s }',
      behavior: (image) => (lanes.includes(image) ? () => 'lacks-tls' : () => 5),
      rounds: 10,
    })
    for (const name of names) expect(startsOf(measured, name)).toHaveLength(10)
    expect(measured.engine.created).toHaveLength(10)
    const probes = measured.engine.asked.filter(([what, , , to]) => what === 'copy' && to === probePath)
    expect(probes.map(([, , from]) => from)).toEqual([
      ...lanes.map(() => '/tmp/linkgate-Run1/probe'),
      ...lanes.map(() => '/tmp/linkgate-Run1/probe-tls'),
    ])
    expect(measured.world.exec.lines('go build')).toHaveLength(2)
    // the first containers have ended, and their starts do not count
    expect(measured.sessions.every(({ closed }) => closed)).toBe(true)
    const first = resultOf(measured, 'head-static')
    expect(first).toMatchObject({ kind: 'started', first: { engineMs: expect.any(Number) } })
    expect(measured.requests.get('head-static')).toHaveLength(1)
    expect(measured.requests.get('head-static, 2')?.[0]).toMatchObject({ ...whole, address: '', scheme: '' })
  })

  test('all get the probe with TLS if one app uses it', async () => {
    const measured = await measure({
      behavior: (image) => () => {
        if (image === 'head-static') return 'lacks-tls'
        return image === 'base-dynamic' ? 'exec' : 5
      },
      rounds: 10,
    })
    for (const name of ['base-static', 'head-static', 'head-dynamic'])
      expect(startsOf(measured, name)).toHaveLength(10)
    expect(resultOf(measured, 'base-dynamic').kind).toBe('not-started')
    expect(measured.engine.created.map(({ image }) => image).slice(5)).toEqual([
      'base-static',
      'head-static',
      'head-dynamic',
      'base-static',
    ])
  })

  test('get the probe with TLS even if an app uses it only without conditions that linkgate adds', async () => {
    const measured = await measure({
      behavior:
        (image) =>
        (_, { env }) => {
          if (env.length > 0) return 'exited'
          return lanes.includes(image) ? 'lacks-tls' : 5
        },
      rounds: 10,
    })
    expect(measured.found).toMatchObject({ applied: true, leftOut: [{ kind: 'port' }] })
    for (const name of names) expect(startsOf(measured, name)).toHaveLength(10)
  })

  test('are none if nothing was built', async () => {
    const failed = unbuilt(plannedAs('head', 'static'), 'built-in', { output: ['x'] })
    const world = fakeWorld()
    const handles = await handlesFor(world)
    const startup = await measureStartup(handles, planWith(), setOf(failed), tenRounds)
    expect([...startup.variants]).toEqual([failed])
    expect(startup.rounds).toBe(0)
    expect(world.exec.calls).toEqual([])
  })
})

describe('failures', () => {
  test('a variant that never starts is excluded immediately, and the others continue', async () => {
    const measured = await measure({
      behavior: (image) => (image === 'head-dynamic' ? () => 'exec' : () => 5),
      rounds: 20,
    })
    expect(resultOf(measured, 'head-dynamic')).toEqual({
      kind: 'not-started',
      notStarted: { failure: { kind: 'exec', detail: 'because' }, log: ['said'] },
    })
    expect(measured.order.filter((image) => image === 'head-dynamic')).toHaveLength(1)
    for (const name of names.slice(0, 3)) expect(startsOf(measured, name)).toHaveLength(20)
    expect(measured.world.log.text()).toContain('20 rounds of 3 variants and the A/A control')
  })

  test('if nothing starts, each has one attempt, and one is tried without the PORT that linkgate sets', async () => {
    const measured = await measure({ behavior: () => () => 'exited' })
    expect(measured.order).toHaveLength(5 + 1)
    expect(measured.found).toBeUndefined()
    expect(measured.conditions).toEqual({ added: [{ kind: 'port', value: '8080' }], leftOut: [] })
    for (const name of names) expect(resultOf(measured, name).kind).toBe('not-started')
  })

  test('if the engine is lost while containers are created, nothing is started, and the built images are still reported', async () => {
    const measured = await measure({
      behavior: () => () => 5,
      engine: {
        create: () => Promise.reject(new EngineLostError(['docker', 'create'], 1, 'unexpected EOF')),
      },
    })
    for (const name of names)
      expect(resultOf(measured, name)).toMatchObject({
        notStarted: { failure: { kind: 'engine-lost', detail: 'unexpected EOF' } },
      })
  })

  test('a container that does not respond does not stop the others', async () => {
    const measured = await measure({
      behavior: (image) => (image === 'base-static' ? () => undefined : () => 5),
      rounds: 15,
    })
    expect(startsOf(measured, 'head-static')).toHaveLength(15)
    expect(resultOf(measured, 'base-static')).toMatchObject({
      notStarted: { failure: { kind: 'container-error', detail: expect.stringMatching(/no answer/) } },
    })
  })

  test('up to three rounds with failed starts are repeated, for all variants', async () => {
    const measured = await measure({
      behavior: (image) => (start) =>
        image === 'head-static' && [5, 9, 10].includes(start) ? 'no-response' : start,
      rounds: 12,
    })
    const wanted = [3, 4, 6, 7, 8, 11, 12, 13, 14, 15, 16, 17]
    for (const name of names) {
      expect(startsOf(measured, name).map(({ readyMs }) => readyMs)).toEqual(wanted)
    }
  })

  test('with a fourth failure, the app has failed; the others keep all their rounds', async () => {
    const measured = await measure({
      behavior: (image) => (start) => (image === 'head-static' && start > 4 ? 'no-response' : start),
      rounds: 12,
    })
    expect(resultOf(measured, 'head-static').kind).toBe('not-started')
    for (const name of names.filter((one) => one !== 'head-static')) {
      expect(startsOf(measured, name)).toHaveLength(12)
    }
  })

  test('failures of several variants do not reduce the number of rounds', async () => {
    const measured = await measure({
      behavior: (image) => (start) =>
        start % 4 === names.indexOf(image) && start > 2 && start < 14 ? 'status' : 5,
      rounds: 20,
    })
    for (const name of names) expect(startsOf(measured, name)).toHaveLength(20)
  })

  describe('the time for all starts', () => {
    /** On the simulated clock, everything runs one after the other. */
    const took = ({ world }: Measured) => world.clock.now()

    test.each([
      // a round of four takes 6 s, with the control 7.5 s; rounds fill the 2 minutes, except for the first and the traced starts
      ['{}', 1500, 120, 16],
      ['{}', 10_000, 120, 1],
      ['{ timeout: 60 s }', 10_000, 240, 3],
      ['{ total-timeout: 10 min }', 10_000, 600, 11],
      ['{ total-timeout: 40 s, timeout: 20 s }', 1500, 40, 4],
    ])(
      'with startup: %s and an app that takes %i ms, is at most %i s, for %i rounds',
      async (text, ms, most, rounds) => {
        const slow = await measure({ behavior: () => () => ms, rounds: 40, yaml: `startup: ${text}` })
        // the last traced starts run in parallel, but one after the other on this clock
        expect(took(slow)).toBeLessThanOrEqual(most * 1000 + 3 * ms)
        expect(slow.rounds).toBe(rounds)
        // base and head have the same number of rounds
        for (const name of names) expect(startsOf(slow, name)).toHaveLength(rounds)
      },
    )

    test('is not spent on repeating slow rounds that read from the disk', async () => {
      const slow = await measure({ behavior: () => () => 10_000, majorFaults: () => 1, rounds: 40 })
      expect(slow.rounds).toBe(1)
    })

    test('does not make an app fail whose start it cuts short', async () => {
      const slow = await measure({
        behavior:
          () =>
          (_, { timeoutMs }) =>
            timeoutMs < 30_000 ? 'never-listened' : 29_000,
        rounds: 40,
      })
      for (const name of names) expect(startsOf(slow, name)).toEqual([])
      expect(slow.rounds).toBe(0)
    })

    test('does not include creating the containers', async () => {
      const measured = await measure({ containerMs: 60_000 })
      expect(measured.rounds).toBe(12)
    })

    test('leaves no start with the trace if it is over before', async () => {
      const slow = await measure({
        yaml: 'startup: { total-timeout: 30 s }',
        inspected: [inspectedAs('head', 'static')],
        behavior: () => () => 30_000,
      })
      expect(resultOf(slow, 'head-static')).not.toHaveProperty('traced')
    })

    test('is reported with the current activity at least every ten seconds', async () => {
      const { world } = await measure({ behavior: () => () => 3000, rounds: 40 })
      const lines = world.log.said.filter(({ line }) => / s left$/.test(line)).map(({ line }) => line)
      expect(lines.length).toBeGreaterThanOrEqual(Math.floor(world.clock.now() / 10_000))
      expect(lines[0]).toBe('first start of 4 of 5 containers, at most 110 s left')
      expect(lines.at(-1)).toMatch(
        /^(round \d+ of at most 40|starts with GODEBUG=inittrace=1), at most \d+ s left$/,
      )
    })
  })

  describe('connections of an app that reports no error about them', () => {
    test('show the service that it waits for', async () => {
      const measured = await measure({
        behavior: () => () => 'never-listened',
        contacts: { names: ['postgres'], failed: [], connected: [] },
      })
      for (const name of names) {
        expect(resultOf(measured, name)).toMatchObject({
          notStarted: {
            failure: { kind: 'never-listened', known: { kind: 'host-unknown', host: 'postgres' } },
          },
        })
      }
      expect(measured.world.log.text()).toContain('no variant became ready')
    })

    test.each([
      [['db'], [], [], { kind: 'host-unknown', host: 'db' }],
      [['db'], ['10.1.2.3:5432'], [], { kind: 'service-unreachable', host: 'db', port: '5432' }],
      [
        ['db', 'cache'],
        ['10.1.2.3:6379'],
        [],
        { kind: 'service-unreachable', host: '10.1.2.3', port: '6379' },
      ],
      [
        ['localhost'],
        ['127.0.0.1:3306'],
        [],
        { kind: 'service-unreachable', host: '127.0.0.1', port: '3306' },
      ],
      [[], ['[::1]:27017'], [], { kind: 'service-unreachable', host: '[::1]', port: '27017' }],
      [
        [],
        ['unix:/run/postgresql/.s.PGSQL.5432'],
        [],
        { kind: 'service-unreachable', host: '/run/postgresql/.s.PGSQL.5432', port: '' },
      ],
      // the app may have needed only what it reached
      [['db'], [], ['10.1.2.3:5432'], undefined],
      [[], [], [], undefined],
    ] as const)(
      'show the service for names %j, failed addresses %j and reached addresses %j',
      (asked, failing, connected, service) => {
        expect(
          contactedService({ names: [...asked], failed: [...failing], connected: [...connected] }),
        ).toEqual(service)
      },
    )
  })

  describe('conditions that linkgate adds', () => {
    const port = { kind: 'port', value: '8080' } as const
    const withPort = ({ env }: Request) => env.includes('PORT=8080')

    test('are left out for every variant if the app does not start with PORT', async () => {
      const measured = await measure({
        behavior: () => (_, request) => (withPort(request) ? 'exited' : 5),
      })
      expect(measured.found).toEqual({
        leftOut: [port],
        applied: true,
        notStarted: { failure: { kind: 'exited', ready: 'response' }, log: ['said'] },
      })
      expect(measured.conditions).toEqual({ added: [], leftOut: [port] })
      for (const name of names) expect(startsOf(measured, name)).toHaveLength(12)
      expect(resultOf(measured, 'head-static')).not.toHaveProperty('first')
    })

    test('are left out for both revisions if only one does not start with them', async () => {
      const measured = await measure({
        behavior: (image) => (_, request) => (image.startsWith('head') && withPort(request) ? 'exited' : 5),
      })
      expect(measured.found).toMatchObject({ leftOut: [port], applied: true })
      for (const image of names) expect(measured.requests.get(image)?.slice(-12).some(withPort)).toBe(false)
    })

    test('are kept if other variants start only with them', async () => {
      const measured = await measure({
        behavior: (image) => (_, request) => ((image === 'head-static') === withPort(request) ? 'exited' : 5),
      })
      expect(measured.found).toMatchObject({ leftOut: [port], applied: false })
      expect(measured.conditions).toEqual({ added: [port], leftOut: [] })
      expect(resultOf(measured, 'head-static').kind).toBe('not-started')
      expect(startsOf(measured, 'base-static')).toHaveLength(12)
    })

    test('are kept if head starts only with them, even if base and its copy start only without them', async () => {
      const measured = await measure({
        inspected: [inspectedAs('base', 'static'), inspectedAs('head', 'static')],
        behavior: (image) => (_, request) => (image.startsWith('head') === withPort(request) ? 5 : 'exited'),
      })
      expect(measured.found).toMatchObject({ leftOut: [port], applied: false })
      expect(measured.conditions).toEqual({ added: [port], leftOut: [] })
      expect(startsOf(measured, 'head-static')).toHaveLength(12)
      expect(resultOf(measured, 'base-static').kind).toBe('not-started')
    })

    test('invalidate the first start of the other revision', async () => {
      const measured = await measure({
        behavior: (image) => (_, request) => (image.startsWith('head') && withPort(request) ? 'exited' : 5),
      })
      for (const name of names) expect(resultOf(measured, name)).not.toHaveProperty('first')
    })

    test('are tried separately for the image of a Dockerfile and a built-in one that fail in the same way', async () => {
      const startsAs = { arguments: ['--prod'], kept: [], env: {}, by: 'Procfile, web' }
      const measured = await measure({
        inspected: ['base', 'head'].flatMap((revision) => [
          inspectedAs(revision as 'base' | 'head', 'dynamic'),
          { ...inspectedAs(revision as 'base' | 'head', 'static'), startsAs } as InspectedVariant,
        ]),
        behavior: () => () => 'exited',
      })
      expect(measured.requests.get('head-static')?.some(({ argv }) => !argv.includes('--prod'))).toBe(true)
    })

    test('are not tried if the image or the configuration sets PORT', async () => {
      const fails = { behavior: () => () => 'exited' }
      const set = four.map((one) => ({
        ...one,
        inspection: { ...one.inspection, environment: ['PORT=1'] },
      }))
      expect((await measure({ ...fails, inspected: set })).order).toHaveLength(5)
      expect((await measure({ ...fails, yaml: 'startup: { env: { PORT: 1 } }' })).order).toHaveLength(5)
      expect((await measure({ ...fails, yaml: 'startup: { env: { PORT: null } }' })).order).toHaveLength(5)
    })

    test('are kept if the time is over before all have started without them', async () => {
      const measured = await measure({
        yaml: 'startup: { total-timeout: 30 s }',
        behavior: () => (_, request) => {
          if (withPort(request)) return 'exited'
          return request.timeoutMs < 30_000 ? 'never-listened' : 25_000
        },
      })
      expect(measured.found).toMatchObject({ leftOut: [port], applied: false })
      expect(measured.conditions).toEqual({ added: [port], leftOut: [] })
    })

    test('are tried once for each different failure', async () => {
      const measured = await measure({
        behavior: (image) => (_, request) =>
          image === 'base-static' ? 'status' : withPort(request) && image === 'head-dynamic' ? 'exited' : 5,
      })
      expect(measured.found).toMatchObject({
        leftOut: [port],
        applied: true,
        notStarted: { failure: { kind: 'exited' } },
      })
    })

    test('are not tried if the program could not be executed', async () => {
      expect((await measure({ behavior: () => () => 'exec' })).order).toHaveLength(5)
    })

    test('include arguments of a Procfile', async () => {
      const startsAs = { arguments: ['--prod'], kept: [], env: {}, by: 'Procfile, web' }
      const inspected = four.map((one) => (one.source === 'built-in' ? { ...one, startsAs } : one))
      const tried: string[] = []
      const measured = await measure({
        inspected,
        behavior:
          () =>
          (_, { argv, env }) => {
            tried.push([...argv, ...env].join(' '))
            return argv.includes('--prod') ? 'exited' : 5
          },
      })
      expect(measured.found).toMatchObject({
        leftOut: [{ kind: 'arguments', arguments: ['--prod'], by: 'Procfile, web' }],
        applied: true,
      })
      expect(tried).toContain('/app/api --prod')
      expect(tried.at(-1)).toBe('/app/api PORT=8080')
    })
  })

  test('a cancellation during several starts is one failure, without an unhandled rejection', async () => {
    const world = fakeWorld({ commands: { 'go build': '' } })
    const engine = fakeEngine(() => ({
      ...scriptedSession({}),
      next: () =>
        new Promise((_, reject) => {
          const cancelled = () => reject(new CancelledError())
          if (world.signal.aborted) cancelled()
          else world.signal.addEventListener('abort', cancelled)
          // without an answer, time passes
          setTimeout(() => world.clock.advance(3000), 1)
          setTimeout(() => world.abort(), 30)
        }),
    }))
    const handles = await handlesFor(world, engine)
    const measuring = measureStartup(handles, planWith(), setOf(...four), tenRounds)
    await expect(measuring).rejects.toThrow(CancelledError)
  })

  test('a cancellation closes every container', async () => {
    const world = fakeWorld({ commands: { 'go build': '' } })
    const sessions: ScriptedSession[] = []
    const engine = fakeEngine(() => {
      const session = scriptedSession(
        {
          greeting: ['{"probe":7}'],
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
    const handles = await handlesFor(world, engine)
    const measuring = measureStartup(handles, planWith(), setOf(...four), tenRounds)
    await expect(measuring).rejects.toThrow(CancelledError)
    expect(sessions).toHaveLength(5)
    expect(sessions.every((session) => session.closed)).toBe(true)
  })

  test('containers are removed after they have ended', async () => {
    const world = fakeWorld({ commands: { 'go build': '' } })
    const ended = Promise.withResolvers<void>()
    const engine = fakeEngine(() => ({
      ...scriptedSession({ answer: () => end }),
      close: () => ended.promise,
    }))
    const handles = await handlesFor(world, engine)
    let isRemoved = false
    handles.workspace.onClose('engine', async () => {
      isRemoved = true
    })
    await measureStartup(handles, planWith(), setOf(...four), tenRounds)
    handles.workspace.end('engine')
    await new Promise(setImmediate)
    expect(isRemoved).toBe(false)
    ended.resolve()
    await handles.workspace.close()
    expect(isRemoved).toBe(true)
  })

  test('a probe that does not compile is reported before a container is created', async () => {
    const world = fakeWorld({ commands: { 'go build': { exitCode: 1, stderr: 'broken' } } })
    const engine = fakeEngine(() => scriptedSession({}))
    const handles = await handlesFor(world, engine)
    const measuring = measureStartup(handles, planWith(), setOf(...four), tenRounds)
    await expect(measuring).rejects.toThrow(/broken/)
    expect(engine.asked).toEqual([])
  })

  test('if a container cannot be created, the others are closed', async () => {
    const world = fakeWorld({ commands: { 'go build': '' } })
    const session = scriptedSession({ greeting: ['{"probe":7}'] })
    const engine = fakeEngine(() => session, {
      create: async ({ image }) => {
        if (image === 'base-dynamic') throw new Error('no space left')
        return image
      },
    })
    const handles = await handlesFor(world, engine)
    const measuring = measureStartup(handles, planWith(), setOf(...four), tenRounds)
    await expect(measuring).rejects.toThrow('no space left')
    expect(session.closed).toBe(true)
  })
})
