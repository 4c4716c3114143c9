import { describe, expect, test } from 'vitest'
import { succeed } from '../../../src/common/result.ts'
import { type Config, defaultConfig, parseConfig } from '../../../src/config/config.ts'
import type { Check } from '../../../src/doctor/check.ts'
import { examine } from '../../../src/doctor/doctor.ts'
import type { Report } from '../../../src/document/report.ts'
import { decideIncrease, timingChange } from '../../../src/judge/timing/timing-rule.ts'
import type { Budget } from '../../../src/model/budget.ts'
import type { Measured } from '../../../src/model/measurement.ts'
import { platform, sampleReport, variant } from '../../support/reports/report.ts'
import { expectValue } from '../../support/results.ts'
import { facts, withAddition } from '../../support/world/doctor.ts'
import { seededRandom } from '../../support/world/world.ts'

const path = '.github/linkgate.yml'
const configOf = (source: string): Config => expectValue(parseConfig(source, path))

/** Starts of about 10 ms, `spread` apart as a share. */
function starts(seed: number, spread: number, rounds: number): readonly number[] {
  const random = seededRandom(seed)
  return Array.from({ length: rounds }, () => 10 * (1 + spread * (random() - 0.5)))
}

const measured = (samples: readonly number[]): Measured => ({ value: 10, unit: 'ms', samples })

function report(spread: number, rounds = 60, more: Partial<Report> = {}): Report {
  const of = (revision: 'base' | 'head', seed: number) =>
    variant(revision, 'static', { metrics: { startup: measured(starts(seed, spread, rounds)) } })
  return sampleReport({
    variants: [of('base', 1), of('head', 2)],
    noise: {
      floor: null,
      rounds,
      limit: rounds,
      control: { mode: 'static', platform, metrics: { startup: measured(starts(3, spread, rounds)) } },
    },
    ...more,
  })
}

function noise(given: Report, source?: string): readonly Check[] {
  const config =
    source === undefined
      ? { config: succeed(defaultConfig()) }
      : { file: path, config: parseConfig(source, path) }
  return examine(facts({ report: given, configs: [config] })).filter(({ id }) => id === 'noise')
}

const increaseOf = (budgets: readonly Budget[], metric = 'startup') =>
  budgets.find((budget) => budget.metric === metric)?.increase ?? {}

describe('budgets below the noise floor', () => {
  test('keeps a budget that can be decided, and shows the floor', () => {
    expect(noise(report(0.02))).toMatchObject([
      {
        state: 'ok',
        message: expect.stringMatching(/^no budget is below the noise floor of .*: 0\.\d+ % or 0\.\d+ ms/),
      },
    ])
  })

  test.each([
    ['both parts', 'startup: { increase: 2% and 0.1 ms }'],
    ['a share alone', 'startup: { increase: 0.5% }'],
    ['an amount alone', 'startup: { increase: 0.1 ms, max: 1 s }'],
    ['nothing at all', 'startup: { increase: 0% and 0 ms }'],
    ["a mode's own", 'static: { startup: { increase: 2% and 0.1 ms } }'],
  ])('%s: suggests a larger budget that this runner can decide', (_, budget) => {
    const given = report(0.6)
    const source = `version: 1\nmodes: [static]\nbudgets:\n  memory: { max: 1 GB }\n  ${budget}\n`
    const before = noise(given, source)
    expect(before.map(({ state }) => state)).toEqual(['hint'])
    const [check] = before as [Check]
    const after = withAddition({ [path]: source }, check)[path] ?? ''
    expect(noise(given, after)).toMatchObject([{ state: 'ok' }])
    const { budgets } = configOf(after)
    expect(budgets.map(({ metric }) => metric).sort()).toEqual(['memory', 'startup'])

    const [base = [], head = [], copy = []] = [1, 2, 3].map((seed) => starts(seed, 0.6, 60))
    const alpha = 0.01 / 3
    const decide = (increase: ReturnType<typeof increaseOf>) =>
      decideIncrease(
        increase,
        timingChange({ values: base }, { values: head }, { alpha }),
        timingChange({ values: base }, { values: copy }, { alpha }),
      )
    expect(decide(increaseOf(configOf(source).budgets))).toEqual({ outcome: 'undecided', because: 'noise' })
    expect(decide(increaseOf(budgets))).toEqual({ outcome: 'kept', because: 'clear' })
  })

  test('raises the part that is nearest to its floor, and keeps the other', () => {
    const [{ message }] = noise(
      report(0.6),
      'version: 1\nbudgets: { startup: { increase: 2% and 0.4 ms } }',
    ) as [Check]
    expect(message).toMatch(
      /^Start-up: on a runner like that of the report \(linux\/amd64, 4 CPUs\), two copies of base can differ by 12\.4 % or 1\.2 ms, so a budget of 2% and 0\.4 ms is mostly `inconclusive`: set it to 2% and 1\.6 ms$/,
    )
  })

  test('includes the other defaults with a suggestion for a default, because the key `budgets` disables them', () => {
    const given = report(2)
    const [check] = noise(given) as [Check]
    expect(check.state).toBe('hint')
    const after = configOf(withAddition({}, check)[path] ?? '').budgets
    const others = (budgets: readonly Budget[]) =>
      budgets.filter(({ metric }) => metric !== 'startup').map(({ source: _, ...budget }) => budget)
    expect(others(after)).toEqual(others(defaultConfig().budgets))
    expect(increaseOf(after)).not.toEqual(increaseOf(defaultConfig().budgets))
  })

  test('ignores metrics without noise', () => {
    expect(
      noise(report(0.6), 'version: 1\nbudgets: { startup: { max: 1 ms }, memory: { increase: 1 B } }'),
    ).toMatchObject([{ state: 'ok' }])
  })

  test('reports too few rounds', () => {
    expect(noise(report(0.1, 4))).toMatchObject([
      { state: 'hint', message: expect.stringMatching(/^4 rounds are too few/) },
    ])
  })

  test('without a second copy of base, reports nothing', () => {
    expect(noise(sampleReport())).toMatchObject([{ state: 'ok', message: expect.stringMatching(/no noise/) }])
  })

  test('uses the budgets of the report if the configuration is invalid', () => {
    const config = { file: path, config: { ok: false, problem: [{ message: 'x' }] } } as const
    const budget: Budget = {
      metric: 'startup',
      increase: { relative: 0.001 },
      level: 'fail',
      unmeasured: 'fail',
      text: 'increase 0.1%',
      source: 'config',
    }
    const given = facts({ report: report(0.6, 60, { budgets: [budget] }), configs: [config] })
    expect(examine(given).filter(({ id, state }) => id === 'noise' && state === 'hint')).toHaveLength(1)
  })
})
