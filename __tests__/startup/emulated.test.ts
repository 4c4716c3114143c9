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
  return { ...given, platform, foreign, image: { ...given.image, reference } } as InspectedVariant
}

/** @param fails images whose app does not become ready */
async function trace(variants: readonly InspectedVariant[], fails: readonly string[] = []) {
  const world = fakeWorld({ commands: { 'go build': '' }, host: { cpus: 2 } })
  const requests = new Map<string, Request[]>()
  const engine = fakeEngine((image) =>
    scriptedSession(
      {
        greeting: ['{"probe":5,"pid":1,"user":0}'],
        answer(line) {
          const request = JSON.parse(line) as Request
          const { id } = request
          requests.set(image, [...(requests.get(image) ?? []), request])
          if (fails.includes(image))
            return JSON.stringify({ id, ready: false, failure: 'exited', detail: '', log: [] })
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
  const handles = await handlesFor(world, engine)
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
  return { outcomes, requests, engine, log: world.log.text('info') }
}

const byKernel = { runBy: { kind: 'kernel' } } as const
const byProgram = { runBy: { kind: 'program', path: '/usr/bin/qemu-riscv64-static' } } as const
const [base, head] = [inspectedAs('base', 'static'), inspectedAs('head', 'static')]

test('each program is started twice with the trace, at the address where it listened first', async () => {
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

test('an emulator that the kernel does not know is copied in and runs the program', async () => {
  const { requests, engine } = await trace([on('linux/riscv64', byProgram, head)])
  expect(requests.get('head-static-riscv64')?.[0]?.argv).toEqual(['/.linkgate-emulator', '/app/api'])
  expect(engine.asked).toContainEqual([
    'copy',
    'container of head-static-riscv64',
    '/usr/bin/qemu-riscv64-static',
    '/.linkgate-emulator',
  ])
})

const layers = (...names: readonly string[]) => ({
  ...head.inspection.image,
  layers: names.map((name) => ({ diffId: name, size: 1, compressedSize: 1 })),
})

test('an image that differs in the program alone is not loaded: the program is put into a container of the one that runs natively', async () => {
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
])('a program is not started in an image that differs from its own otherwise: %s', async (_, native) => {
  const given = inspectedAs('head', 'static', { image: layers('files', 'other program') })
  const { requests } = await trace([native, on('linux/riscv64', byProgram, given)])
  expect([...requests.keys()]).toEqual(['head-static-riscv64'])
})

test('base with the image of head is not started a second time, and what nothing runs is not started', async () => {
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

test('one that does not become ready is a line of the log, and is not started again', async () => {
  const failing = on('linux/arm64', byKernel, head)
  const { outcomes, requests, log } = await trace(
    [on('linux/arm64', byKernel, base), failing],
    [failing.image.reference],
  )
  expect(outcomes).toEqual([
    ['base', 2],
    ['head', 0],
  ])
  expect(requests.get(failing.image.reference)).toHaveLength(1)
  expect(log).toContain('head, static, linux/arm64: it did not become ready (exited)')
})
