import { describe, expect, test } from 'vitest'
import { explain } from '../../../src/judge/causes/explain.ts'
import { compare } from '../../../src/judge/compare.ts'
import { timingOf } from '../../../src/judge/timing/pairing.ts'
import type { PackageInit, ReportVariant } from '../../../src/model/variant.ts'
import { causeChangeText, causeSubject, causeTitle } from '../../../src/report/cause-words.ts'
import { median } from '../../../src/startup/statistics.ts'
import { variant } from '../../support/reports/report.ts'
import { seededRandom } from '../../support/world/world.ts'

const spread = (value: number, about = 0.02) => ({
  low: value * (1 - about),
  value,
  high: value * (1 + about),
})

function init(name: string, ms: number, allocs = 100, bytes = 10_000): PackageInit {
  return { package: name, ms: spread(ms, 0.3), allocs: spread(allocs), bytes: spread(bytes) }
}

interface Times {
  readonly listen: number
  readonly response: number
  readonly inits?: readonly PackageInit[]
}

function started(revision: 'base' | 'head', { listen, response, inits }: Times): ReportVariant {
  const random = seededRandom(revision === 'base' ? 1 : 2)
  const rounds = (ms: number) => Array.from({ length: 40 }, () => ms * (1 + 0.1 * (random() - 0.5)))
  const listening = rounds(listen)
  const ready = rounds(response).map((ms, round) => ms + (listening[round] ?? 0))
  const measured = (samples: readonly number[]) => ({ value: median(samples), unit: 'ms' as const, samples })
  return variant(revision, 'static', {
    metrics: { listen: measured(listening), startup: measured(ready) },
    ...(inits === undefined ? {} : { inits }),
  })
}

/** The causes with their texts. */
function causes(base: Times, head: Times, metric = 'startup') {
  return explain([started('base', base), started('head', head)], { alpha: 0.001 })
    .filter((cause) => cause.metric === metric)
    .map((cause) => ({ ...cause, name: causeSubject(cause).name, change: causeChangeText(cause) }))
}

const base: Times = { listen: 5, response: 0.5, inits: [init('fmt', 0.05), init('example.com/a', 0.3)] }

describe('causes of a slower start', () => {
  test('name a package that sleeps during initialization, with its share', () => {
    const slow = { ...base, listen: 7, inits: [init('fmt', 0.05), init('example.com/a', 2.3)] }
    const [named, phase] = causes(base, slow)
    expect(named).toMatchObject({ name: 'example.com/a', mode: 'static', change: 'no more allocations' })
    // the phase grew by a little more than the package, which explains it
    expect(phase).toMatchObject({ kind: 'phase', name: 'until it listens' })
    expect(named?.delta).toBeCloseTo(2, 6)
    expect(named?.share).toBeCloseTo(1, 1)
  })

  test('mark a new package as added, in time, allocations and bytes', () => {
    const more = {
      ...base,
      listen: 6,
      inits: [...(base.inits ?? []), init('example.com/b', 1, 5000, 800_000)],
    }
    expect(causes(base, more).find(({ kind }) => kind === 'init')).toMatchObject({
      name: 'example.com/b',
      change: 'new',
    })
    expect(causes(base, more, 'init-allocs')).toMatchObject([
      { name: 'example.com/b', delta: 5000, share: 1 },
    ])
    expect(causes(base, more, 'init-bytes')).toMatchObject([
      { name: 'example.com/b', delta: 800_000, share: 1 },
    ])
  })

  test('name the module of a package in another module', () => {
    const binding = init('github.com/gin-gonic/gin/binding', 1, 500)
    const more = { ...base, inits: [...(base.inits ?? []), binding] }
    const found = explain([started('base', base), started('head', more)], { alpha: 0.001 }).find(
      ({ metric }) => metric === 'init-allocs',
    )
    expect(found).toMatchObject({ name: binding.package, module: 'github.com/gin-gonic/gin' })
    expect(found === undefined ? '' : causeTitle(found, (name) => name)).toBe(
      'new init github.com/gin-gonic/gin/binding of module github.com/gin-gonic/gin',
    )
  })

  test('report allocations even if their time is too small', () => {
    const more = { ...base, inits: [init('fmt', 0.05), init('example.com/a', 0.31, 400, 40_000)] }
    expect(causes(base, more)).toEqual([])
    expect(causes(base, more, 'init-allocs')).toMatchObject([
      { name: 'example.com/a', delta: 300, change: '' },
    ])
  })

  test('distinguish a slow first response from a slow start', () => {
    const late = causes(base, { ...base, response: 5.5 })
    expect(late.map(({ kind, name }) => [kind, name])).toEqual([['phase', 'first response']])
    expect(late[0]?.share).toBeCloseTo(1, 1)
    const slow = causes(base, { ...base, listen: 10 })
    expect(slow.map(({ kind, name }) => [kind, name])).toEqual([['phase', 'until it listens']])
  })

  test('put a phase first that packages hardly explain', () => {
    const slow = { ...base, listen: 10, inits: [init('fmt', 0.05), init('example.com/a', 2.3)] }
    expect(causes(base, slow).map(({ kind }) => kind)).toEqual(['phase', 'init'])
  })

  test('exclude natural variation', () => {
    const wobbly = { ...base, inits: [init('fmt', 0.05, 103, 10_100), init('example.com/a', 0.38)] }
    expect(
      explain([started('base', base), started('head', wobbly)], { alpha: 0.001 }).filter(
        ({ kind }) => kind !== 'module',
      ),
    ).toEqual([])
  })

  test('name a removed package that makes it faster', () => {
    const less = { ...base, listen: 4.7, inits: [init('fmt', 0.05)] }
    expect(causes(base, less).find(({ kind }) => kind === 'init')).toMatchObject({
      name: 'example.com/a',
      change: 'removed',
      delta: -0.3,
    })
  })

  test('give a phase the change of its row, without the wait for a CPU', () => {
    const random = seededRandom(3)
    const waiting = (revision: 'base' | 'head', listen: number) => {
      const delays = Array.from({ length: 60 }, () => 30 * random() ** 3)
      const listening = delays.map((ms) => listen + ms + 0.2 * random())
      const measured = (samples: readonly number[]) => ({
        value: median(samples),
        unit: 'ms' as const,
        samples,
      })
      return variant(revision, 'static', {
        metrics: {
          listen: measured(listening),
          startup: measured(listening.map((ms) => ms + 0.5)),
          'run-delay': measured(delays),
        },
      })
    }
    const variants = [waiting('base', 5), waiting('head', 6)]
    const timing = timingOf(variants, [], { floor: null, rounds: 60 })
    const row = compare(variants, [], timing).comparisons.find(({ metric }) => metric === 'startup')
    const [phase] = explain(variants, timing).filter(({ kind }) => kind === 'phase')
    expect(row?.delta).toBeCloseTo(1, 1)
    expect(phase?.delta).toBeCloseTo(row?.delta ?? Number.NaN, 9)
    expect(phase?.share).toBeCloseTo(1, 9)
  })

  test('have allocations but no times in an emulator', () => {
    const emulated = (revision: 'base' | 'head', ms: number, allocs: number) =>
      variant(revision, 'static', {
        metrics: { startup: { unmeasured: { kind: 'emulated' } } },
        inits: [init('example.com/a', ms, allocs, 10_000)],
      })
    const found = explain([emulated('base', 10, 100), emulated('head', 90, 500)], { alpha: 0.001 })
    expect(found.filter(({ metric }) => metric === 'startup')).toEqual([])
    expect(found).toContainEqual(expect.objectContaining({ metric: 'init-allocs', delta: 400 }))
  })

  test('are empty without a trace and without rounds', () => {
    const { inits: _, ...untraced } = base
    expect(causes(untraced, { ...untraced, listen: 5.01 })).toEqual([])
    const bare = [variant('base', 'static', { metrics: {} }), variant('head', 'static', { metrics: {} })]
    expect(explain(bare, { alpha: 0.001 }).filter(({ metric }) => metric === 'startup')).toEqual([])
  })
})
