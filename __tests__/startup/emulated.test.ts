import { expect, test } from 'vitest'
import type { InspectedVariant } from '../../src/images/inspect-variants.ts'
import type { Foreign } from '../../src/plan/foreign.ts'
import { traceEmulated } from '../../src/startup/emulated.ts'
import { startOutcomeOf } from '../../src/startup/measured-variant.ts'
import { notNative } from '../../src/startup/outcomes.ts'
import { fakeEngine, handlesFor, inspectedAs, planWith, setOf } from '../support/world/plan.ts'
import { fakeWorld, scriptedSession } from '../support/world/world.ts'

interface Request {
  readonly id: number
  readonly argv: readonly string[]
  readonly inittrace: boolean
  readonly address: string
  readonly placement?: { readonly copy: number }
}

const inits = [
  { package: 'fmt', startMs: 0.1, clockMs: 0.05, bytes: 1000, allocs: 10 },
  { package: 'example.com/a', startMs: 0.2, clockMs: 0.3, bytes: 5000, allocs: 100 },
]

function on(
  platform: 'linux/arm64' | 'linux/riscv64',
  foreign: Foreign,
  given: InspectedVariant,
): InspectedVariant {
  const reference = `${given.image.reference}-${platform.slice(6)}`
  const image = { ...given.image, reference, withoutProgram: reference }
  return { ...given, platform, foreign, image } as InspectedVariant
}

interface Given {
  /** Images whose app does not become ready. */
  readonly fails?: readonly string[]
  /** The probe's answer to a start, such as the fields of a failed one; undefined: the app became ready. */
  readonly answer?: (request: Request, image: string) => object | undefined
  /** The number of the program that the probe refuses to put in place. */
  readonly refused?: number
}

const exited = { ready: false, failure: 'exited', detail: '', log: [] }

async function trace(variants: readonly InspectedVariant[], { fails = [], answer, refused }: Given = {}) {
  const files = Object.fromEntries([...emulators, ...programs].map((path) => [path, path]))
  const world = fakeWorld({ commands: { 'go build': '' }, host: { cpus: 2 }, files })
  const requests = new Map<string, Request[]>()
  const placed: object[] = []
  const copied: string[] = []
  const engine = fakeEngine((image) =>
    scriptedSession(
      {
        greeting: ['{"probe":7,"pid":1,"user":0}'],
        answer(line) {
          const request = JSON.parse(line) as Request
          const { id, placement } = request
          if (placement !== undefined) {
            placed.push(placement)
            return JSON.stringify(
              placement.copy === refused ? { id, error: '/tmp/app.pid was changed' } : { id, placed: true },
            )
          }
          requests.set(image, [...(requests.get(image) ?? []), request])
          const own = fails.includes(image) ? exited : answer?.(request, image)
          if (own !== undefined) return JSON.stringify({ id, ...own })
          return JSON.stringify({
            id,
            ready: true,
            address: '127.0.0.1:8080',
            scheme: 'http',
            readyUs: 5000,
            listenUs: 4000,
            responseUs: 5000,
            status: 200,
            cpuUs: 4000,
            rssBytes: 8_000_000,
            ...(request.inittrace ? { inits } : {}),
            log: [],
          })
        },
      },
      { clock: world.clock, signal: world.signal },
    ),
  )
  const copyInto = engine.copyInto
  const handles = await handlesFor(world, {
    ...engine,
    async copyInto(container, from, to) {
      await copyInto(container, from, to)
      if (!from.endsWith('/.')) return
      for (const { name } of await world.files.list(from.slice(0, -2)))
        copied.push(`${await world.files.readText(from.slice(0, -1) + name)} to ${to}/${name}`)
    },
  })
  const traced = await traceEmulated(handles, planWith(), setOf(...variants.map(notNative)), {
    probe: async () => '/probe',
    made: undefined,
    sessions: [],
    leftOut: [],
  })
  const outcomes = [...traced].map((one) => {
    const outcome = one.kind === 'built' ? startOutcomeOf(one) : undefined
    return outcome?.kind === 'foreign' ? [one.revision, outcome.inits.length] : [one.revision, outcome?.kind]
  })
  return { outcomes, requests, placed, copied, engine, log: world.log.text('info') }
}

const emulators = ['/usr/bin/qemu-riscv64-static']
const programs = ['/out/arm64', '/out/riscv64']
const byKernel = { runBy: { kind: 'kernel' } } as const
const byProgram = { runBy: { kind: 'program', path: '/usr/bin/qemu-riscv64-static' } } as const
const [base, head] = [inspectedAs('base', 'static'), inspectedAs('head', 'static')]

test('each program is started twice with the trace, the second time at the address of the first', async () => {
  const { outcomes, requests } = await trace([
    on('linux/arm64', byKernel, base),
    on('linux/arm64', byKernel, head),
  ])
  expect(outcomes).toEqual([
    ['base', 2],
    ['head', 2],
  ])
  expect([...requests.keys()].toSorted()).toEqual(['base-static-arm64', 'head-static-arm64'])
  for (const asked of requests.values())
    expect(asked).toMatchObject([
      { inittrace: true, address: '' },
      { inittrace: true, address: '127.0.0.1:8080' },
    ])
})

test('an emulator that the kernel does not start is copied into the container and runs the program', async () => {
  const { requests, engine } = await trace([on('linux/riscv64', byProgram, head)])
  expect(requests.get('head-static-riscv64')?.[0]?.argv).toEqual(['/.linkgate-emulator', '/app/api'])
  expect(engine.asked).toContainEqual([
    'copy',
    'container of head-static-riscv64',
    '/usr/bin/qemu-riscv64-static',
    '/.linkgate-emulator',
  ])
})

test('a program in its own image is copied into the container like native ones', async () => {
  const { engine } = await trace([on('linux/arm64', byKernel, head)])
  expect(engine.created).toHaveLength(1)
  expect(engine.asked).toContainEqual([
    'copy',
    'container of head-static-arm64',
    '/out/head-static',
    '/app/api',
  ])
})

const layers = (...names: readonly string[]) => ({
  ...head.inspection.image,
  layers: names.map((name) => ({ diffId: name, size: 1, compressedSize: 1 })),
})

test('an image that differs only in the program is not loaded: the program is copied into a container of the native image', async () => {
  const native = inspectedAs('head', 'static', { image: layers('files', 'program') })
  const given = inspectedAs('head', 'static', { image: layers('files', 'other program') })
  const other = on('linux/riscv64', byProgram, {
    ...given,
    image: { ...given.image, binary: '/out/riscv64' },
  } as InspectedVariant)
  const { outcomes, requests, engine } = await trace([native, other])
  expect(outcomes.at(-1)).toEqual(['head', 2])
  expect(requests.get('head-static')?.[0]?.argv).toEqual(['/.linkgate-emulator', '/app/api'])
  expect(engine.asked).toContainEqual(['copy', 'container of head-static', '/out/riscv64', '/app/api'])
  expect(JSON.stringify(engine.asked)).not.toContain('head-static-riscv64')
})

const native = inspectedAs('head', 'static', { image: layers('files', 'program') })
/** Variants of two platforms, whose images differ from the native one only in the program. */
const others = (['linux/arm64', 'linux/riscv64'] as const).map((platform) => {
  const given = inspectedAs('head', 'static', { image: layers('files', platform) })
  const image = { ...given.image, binary: `/out/${platform.slice(6)}` }
  const foreign = platform === 'linux/arm64' ? byKernel : byProgram
  return on(platform, foreign, { ...given, image } as InspectedVariant)
})

const startsOf = (requests: ReadonlyMap<string, readonly Request[]>) =>
  [...requests].map(([container, asked]) => [container, ...asked.map(({ argv }) => argv.join(' '))])

test('programs of several platforms are started in one container, after all of them have been copied', async () => {
  const { outcomes, requests, placed, copied, engine } = await trace([native, ...others])
  expect(outcomes.slice(1)).toEqual([
    ['head', 2],
    ['head', 2],
  ])
  expect(engine.created).toHaveLength(1)
  expect(copied).toEqual([
    '/out/arm64 to /.linkgate-programs/0',
    '/out/riscv64 to /.linkgate-programs/1',
    '/usr/bin/qemu-riscv64-static to /.linkgate-programs/1-emulator',
  ])
  const done = engine.asked.map(([what, , , to = '']) => `${what} ${to}`.trim())
  expect(done.slice(done.indexOf('create'))).toEqual([
    'create',
    'copy /.linkgate-probe',
    'copy /.linkgate-programs',
    'start',
  ])
  expect(placed).toEqual(
    [0, 1].map((copy) => ({
      program: '/app/api',
      directory: '/.linkgate-programs',
      copy,
      unchanged: '/',
    })),
  )
  const emulated = '/.linkgate-programs/1-emulator /app/api'
  expect(startsOf(requests)).toEqual([['head-static', '/app/api', '/app/api', emulated, emulated]])
  expect(requests.get('head-static')?.map(({ address }) => address)).toEqual([
    '',
    '127.0.0.1:8080',
    '',
    '127.0.0.1:8080',
  ])
})

const alone = ['/.linkgate-emulator /app/api', '/.linkgate-emulator /app/api']
const shared = '/.linkgate-programs/1-emulator /app/api'

test.each<[string, Given, readonly (readonly string[])[]]>([
  [
    'an app that does not start after another one',
    { answer: ({ argv }) => (argv[0]?.startsWith('/.linkgate-programs') ? exited : undefined) },
    [
      ['head-static', '/app/api', '/app/api', shared],
      ['head-static, 2', ...alone],
    ],
  ],
  [
    'an app before which something was written',
    { refused: 1 },
    [
      ['head-static', '/app/api', '/app/api'],
      ['head-static, 2', ...alone],
    ],
  ],
  [
    'an image that does not let programs be put in place',
    { refused: 0 },
    [
      ['head-static, 2', '/app/api', '/app/api'],
      ['head-static, 3', ...alone],
    ],
  ],
  [
    'an app that speaks TLS',
    {
      answer: (_, image) =>
        image === 'head-static' ? { ...exited, failure: 'no-response', lacksTls: true } : undefined,
    },
    [
      ['head-static', '/app/api'],
      ['head-static, 2', '/app/api', '/app/api'],
      ['head-static, 3', ...alone],
    ],
  ],
])('needs its own container: %s', async (_, given, starts) => {
  const { outcomes, requests } = await trace([native, ...others], given)
  expect(outcomes.slice(1)).toEqual([
    ['head', 2],
    ['head', 2],
  ])
  expect(startsOf(requests)).toEqual(starts)
})

test('the log names a file that an app has written', async () => {
  const { log } = await trace([native, ...others], { refused: 1 })
  expect(log).toBe(
    'head, static: programs for other platforms get separate containers: /tmp/app.pid was changed',
  )
})

test('an app that fails first is not started again, and the next one runs alone', async () => {
  const { outcomes, requests, log } = await trace([native, ...others], { fails: ['head-static'] })
  expect(outcomes.slice(1)).toEqual([
    ['head', 0],
    ['head', 2],
  ])
  expect(startsOf(requests)).toEqual([
    ['head-static', '/app/api'],
    ['head-static, 2', ...alone],
  ])
  expect(log).toContain('head, static, linux/arm64: it did not become ready (exited)')
})

test.each<[string, InspectedVariant]>([
  ['the other revision', inspectedAs('base', 'static', { image: layers('files', 'program') })],
  ['another mode', inspectedAs('head', 'dynamic', { image: layers('files', 'program') })],
  ['other layers', inspectedAs('head', 'static', { image: layers('files', 'libraries', 'program') })],
  ['another user', inspectedAs('head', 'static', { image: { ...layers('files', 'program'), user: '7' } })],
  [
    'other variables',
    inspectedAs('head', 'static', { image: layers('files', 'program'), environment: ['A=1'] }),
  ],
  ['not native', on('linux/arm64', {}, inspectedAs('head', 'static', { image: layers('files', 'program') }))],
])('a program is not started in an image that differs from its own in more: %s', async (_, native) => {
  const given = inspectedAs('head', 'static', { image: layers('files', 'other program') })
  const { requests } = await trace([native, on('linux/riscv64', byProgram, given)])
  expect([...requests.keys()]).toEqual(['head-static-riscv64'])
})

test('base with the image of head is not started again, and programs that cannot run are not started', async () => {
  const { image, binary } = head.inspection
  const same = inspectedAs('base', 'static', { image, binary })
  const { outcomes, requests } = await trace([
    on('linux/arm64', byKernel, same),
    on('linux/arm64', byKernel, head),
  ])
  expect(outcomes).toEqual([
    ['base', 2],
    ['head', 2],
  ])
  expect([...requests.keys()]).toEqual(['head-static-arm64'])
  expect((await trace([on('linux/arm64', {}, head)])).requests.size).toBe(0)
})

test('a program that does not become ready is only logged, and not started again', async () => {
  const failing = on('linux/arm64', byKernel, head)
  const { outcomes, requests, log } = await trace([on('linux/arm64', byKernel, base), failing], {
    fails: [failing.image.reference],
  })
  expect(outcomes).toEqual([
    ['base', 2],
    ['head', 0],
  ])
  expect(requests.get(failing.image.reference)).toHaveLength(1)
  expect(log).toContain('head, static, linux/arm64: it did not become ready (exited)')
})
