import { expect, test } from 'vitest'
import { type Result, succeed } from '../../../src/common/result.ts'
import type { NotStarted, Start } from '../../../src/startup/probe/probe.ts'
import type { RunningVariant } from '../../../src/startup/running-variants.ts'
import { firstStarts } from '../../../src/startup/sampling/first-starts.ts'
import { openPhase } from '../../../src/startup/sampling/start-phase.ts'
import { planWith } from '../../support/world/plan.ts'
import { fakeWorld } from '../../support/world/world.ts'

const world = fakeWorld({ host: { cpus: 1 } })
const phase = openPhase(world, planWith().settings.config.startup)

const ready = succeed<Start>({ address: '127.0.0.1:8080', scheme: 'https', readyMs: 2500 })
function notReady(kind: 'never-listened' | 'no-response', more: Partial<NotStarted> = {}) {
  const failure = { kind, timeoutMs: 2500, addresses: [], detached: false } as const
  return { ok: false, problem: { failure, log: [], ...more } } as const
}

/** A variant whose starts take 2.5 s each; `secured` are the starts in a container whose probe supports TLS. */
function running(
  plain: readonly Result<Start, NotStarted>[],
  secured: readonly Result<Start, NotStarted>[] = [],
): RunningVariant {
  const probeWith = (results: readonly Result<Start, NotStarted>[]) => {
    const left = [...results]
    return {
      async start() {
        world.clock.advance(2500)
        const result = left.shift()
        if (result === undefined) throw new Error('one start too many')
        return result
      },
      greeted: async () => {},
      place: async () => succeed(undefined),
    }
  }
  return {
    probe: probeWith(plain),
    program: { path: '/app/api', size: 7_000_000 },
    container: 'plain',
    enteredMs: Promise.resolve(300),
    reopenWithTls: async () => ({
      probe: probeWith(secured),
      container: 'secured',
      enteredMs: Promise.resolve(300),
    }),
    isControl: false,
    added: [],
    startedWithout: () => ({ argv: ['/app'], env: [], dir: '' }),
    givenAddress: '',
    state: { kind: 'never-ready', address: '' },
    lastMs: 0,
    hasStarted: false,
    first: undefined,
    starts: [],
  }
}

test('an app that is started again because the machine was overloaded may use TLS', async () => {
  const other = running([ready])
  const late = running([notReady('never-listened'), notReady('no-response', { lacksTls: true })], [ready])
  await firstStarts(phase, [other, late])
  expect(other.state.kind).toBe('ready')
  expect(late).toMatchObject({ container: 'secured', state: { kind: 'ready', scheme: 'https' } })
})

test('the start-up time of a container does not include first starts in others', async () => {
  const [base, head] = [running([ready]), running([ready])]
  await firstStarts(phase, [base, head])
  for (const { first } of [base, head]) expect(first).toMatchObject({ engineMs: 2800 })
})
