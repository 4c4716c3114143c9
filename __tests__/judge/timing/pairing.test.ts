import { describe, expect, test } from 'vitest'
import type { Report } from '../../../src/document/report.ts'
import { findingMessage } from '../../../src/findings/finding.ts'
import { judge, openModes } from '../../../src/judge/judge.ts'
import { interimAnalyses } from '../../../src/judge/timing/timing-rule.ts'
import type { Budget } from '../../../src/model/budget.ts'
import type { Measured } from '../../../src/model/measurement.ts'
import type { ReportVariant } from '../../../src/model/variant.ts'
import { median, medianInterval } from '../../../src/startup/statistics.ts'
import { budget, platform, sampleReport, variant } from '../../support/reports/report.ts'
import { seededRandom } from '../../support/world/world.ts'

/** Starts of about `ms` milliseconds, a tenth of it up and down; the same seed gives the same. */
function samples(ms: number, seed: number, rounds = 60, spread = 0.1): Measured {
  const random = seededRandom(seed)
  const found = Array.from({ length: rounds }, () => ms * (1 + spread * (random() + random() - 1)))
  return { value: median(found), unit: 'ms', samples: found }
}

const rule: Budget = budget('startup', { increase: { relative: 0.1, absolute: 1 } }, 'increase 10% and 1 ms')

interface Given {
  readonly base?: Measured
  readonly head: Measured
  readonly control?: Measured
  readonly budgets?: readonly Budget[]
  readonly cpu?: readonly [Measured, Measured]
}

function reportOf({ base = samples(8, 1), head, control, budgets = [rule], cpu }: Given): Report {
  const of = (revision: 'base' | 'head', startup: Measured): ReportVariant => {
    const processor = cpu?.[revision === 'base' ? 0 : 1]
    const metrics = { startup, ...(processor === undefined ? {} : { 'startup-cpu': processor }) }
    return variant(revision, 'static', { metrics })
  }
  return judge(
    sampleReport({
      variants: [of('base', base), of('head', head)],
      budgets,
      findings: [],
      noise: {
        floor: null,
        rounds: 60,
        limit: 60,
        ...(control === undefined
          ? {}
          : { control: { mode: 'static', platform, metrics: { startup: control } } }),
      },
    }),
  )
}

const only = (report: Report) => {
  const found = report.comparisons.filter(({ metric }) => metric === 'startup')
  expect(found).toHaveLength(1)
  const { verdict, delta, ratio, low, high } = found[0] as (typeof found)[number]
  return { verdict, delta, ratio, low, high, messages: report.findings.map(findingMessage) }
}

describe('start-up in rounds', () => {
  test('a clearly slower head breaks the budget, and the finding has the lower bound', () => {
    const { verdict, delta, ratio, low, high, messages } = only(reportOf({ head: samples(10, 2) }))
    expect(verdict).toBe('fail')
    expect(delta).toBeCloseTo(2, 0)
    expect(ratio).toBeCloseTo(1.25, 1)
    expect(low).toBeLessThan(delta ?? 0)
    expect(high).toBeGreaterThan(delta ?? 0)
    expect(messages).toEqual([
      expect.stringMatching(
        /^Start-up: \+[\d.]+ ms \(\+2\d\.\d %\) between starts of base and head, at least \+\d+\.\d % with 99 % confidence, which breaks the budget \(increase 10% and 1 ms\)$/,
      ),
    ])
  })

  test('CPU time is compared within rounds, so a cost that all starts of a round share is not noise, also for the control', () => {
    const levels = samples(6, 11, 60, 0.5).samples ?? []
    const inRounds = (more: number, seed: number, every = 1): Measured => {
      const own = samples(more, seed, 60, 0.02).samples ?? []
      const found = levels
        .map((level, round) => level + (own[round] ?? 0))
        .filter((_, round) => round % every === 0)
      return { value: median(found), unit: 'ms', samples: found }
    }
    const cpuRule = budget(
      'startup-cpu',
      { increase: { relative: 0.05, absolute: 0.3 } },
      'increase 5% and 0.3 ms',
    )
    const of = (revision: 'base' | 'head', cpu: Measured) =>
      variant(revision, 'static', { metrics: { 'startup-cpu': cpu } })
    const verdictOf = (control: Measured) =>
      judge(
        sampleReport({
          variants: [of('base', inRounds(1, 1)), of('head', inRounds(1.8, 2))],
          budgets: [cpuRule],
          findings: [],
          noise: {
            floor: null,
            rounds: 60,
            limit: 60,
            control: { mode: 'static', platform, every: 2, metrics: { 'startup-cpu': control } },
          },
        }),
      ).comparisons.find(({ metric }) => metric === 'startup-cpu')?.verdict
    expect(verdictOf(inRounds(1, 3, 2))).toBe('fail')
    // the copy of base is slower by as much as head
    expect(verdictOf(inRounds(1.8, 3, 2))).toBe('inconclusive')
  })

  test('CPU time is compared between all starts if there are too few rounds for bounds of pairs', () => {
    const of = (revision: 'base' | 'head', ms: number, seed: number) =>
      variant(revision, 'static', { metrics: { 'startup-cpu': samples(ms, seed, 9) } })
    const verdictOf = (ms: number) =>
      judge(
        sampleReport({
          variants: [of('base', 8, 1), of('head', ms, 2)],
          budgets: [budget('startup-cpu', { increase: { relative: 0.25 } }, 'increase 25%')],
          findings: [],
          noise: {
            floor: null,
            rounds: 9,
            limit: 200,
            control: { mode: 'static', platform, every: 2, metrics: { 'startup-cpu': samples(8, 3, 5) } },
          },
        }),
      ).comparisons.find(({ metric }) => metric === 'startup-cpu')?.verdict
    expect(verdictOf(8)).toBe('pass')
    expect(verdictOf(16)).toBe('fail')
  })

  test('CPU time distinguishes computing from waiting', () => {
    const said = (cpu: readonly [Measured, Measured]) =>
      only(reportOf({ head: samples(10, 2), cpu })).messages[0]
    expect(said([samples(6, 3), samples(8, 5)])).toMatch(
      /budget \(increase 10% and 1 ms\); CPU time: \+[12]\.\d ms$/,
    )
    expect(said([samples(6, 3), samples(6, 5)])).toMatch(
      /; CPU time is unchanged, so the extra time is spent waiting$/,
    )
    // too noisy to distinguish them
    expect(said([samples(6, 3, 60, 3), samples(6, 5, 60, 3)])).toMatch(/budget \(increase 10% and 1 ms\)$/)
  })

  test('waiting for a CPU is not a change', () => {
    const delays = [1, 2].map((seed) => {
      const random = seededRandom(seed)
      return Array.from({ length: 60 }, () => (random() < 0.4 ? 20 * random() : 0))
    })
    const crowded = (seed: number, ms: number) => {
      const waited = delays[seed % 2] ?? []
      const quiet = samples(ms, seed)
      const all = (quiet.samples ?? []).map((one, round) => one + (waited[round] ?? 0))
      const startup: Measured = { value: median(all), unit: 'ms', samples: all }
      return {
        startup,
        'run-delay': { value: 0, unit: 'ms', samples: waited } satisfies Measured,
      }
    }
    const judged = (headMs: number) => {
      const of = (revision: 'base' | 'head', ms: number) =>
        variant(revision, 'static', { metrics: crowded(revision === 'base' ? 1 : 2, ms) })
      const noise = { floor: null, rounds: 60, limit: 60 }
      const variants = [of('base', 8), of('head', headMs)]
      return only(judge(sampleReport({ variants, budgets: [rule], findings: [], noise })))
    }
    expect(judged(8).verdict).toBe('pass')
    expect(judged(10).verdict).toBe('fail')
  })

  test('CPU time in ticks that is 0 for many starts is undecided, and the finding does not report missing rounds', () => {
    const ticks = (seed: number): Measured => {
      const random = seededRandom(seed)
      const all = Array.from({ length: 60 }, () => (random() < 0.5 ? 0 : 10))
      return { value: median(all), unit: 'ms', samples: all }
    }
    const budgets = [budget('startup-cpu', { increase: { relative: 0.05, absolute: 0.3 } }, 'x')]
    const report = reportOf({ head: samples(8, 2), cpu: [ticks(1), ticks(2)], budgets })
    expect(report.findings.map(findingMessage)).toEqual([
      'CPU to ready: no starts of base and head can be compared, so the budget (x) cannot be judged',
    ])
  })

  test('a wait for a CPU that the change may cause does not pass', () => {
    // all threads wait, some for a long time: 3 ms more is within the noise
    const started = (seed: number, longerMs: number) => {
      const random = seededRandom(seed)
      const waited = Array.from({ length: 60 }, () => 20 * random() + longerMs)
      const values = (samples(8, seed).samples ?? []).map((one, round) => one + (waited[round] ?? 0))
      const measured = (all: readonly number[]): Measured => ({
        value: median(all),
        unit: 'ms',
        samples: all,
      })
      return { startup: measured(values), 'run-delay': measured(waited) }
    }
    const judged = (longerMs: number) => {
      const variants = (['base', 'head'] as const).map((revision) =>
        variant(revision, 'static', { metrics: started(4, revision === 'head' ? longerMs : 0) }),
      )
      const noise = { floor: null, rounds: 60, limit: 60 }
      return only(judge(sampleReport({ variants, budgets: [rule], findings: [], noise })))
    }
    expect(judged(1).verdict).toBe('pass')
    const { verdict, messages } = judged(3)
    expect(verdict).toBe('inconclusive')
    expect(messages[0]).toMatch(
      /; including the wait for a CPU it is \+3(?:\.\d)? ms, and the pull request may cause that wait \(budget: /,
    )
  })

  test('a control in every second round is compared with all starts of base', () => {
    const [base, head, copy] = [samples(8, 1), samples(10, 2), samples(8, 5, 30)]
    const variants = (['base', 'head'] as const).map((revision) =>
      variant(revision, 'static', { metrics: { startup: revision === 'base' ? base : head } }),
    )
    const control = { mode: 'static', platform, every: 2, metrics: { startup: copy } }
    const noise = { floor: null, rounds: 60, limit: 60, control }
    const report = judge(sampleReport({ variants, budgets: [rule], findings: [], noise }))
    expect(only(report).verdict).toBe('fail')
    expect(report.noise.floor).toBeGreaterThan(0)
    // a control with another number of rounds is not used
    const { floor } = judge({ ...report, noise: { ...noise, control: { ...control, every: 1 } } }).noise
    expect(floor).toBeNull()
  })

  test('a budget that more rounds would not decide is reported as such, with the smallest change that they would', () => {
    const given = (limit: number) => {
      const wide = (seed: number) => samples(8, seed, 60, 0.9)
      const report = reportOf({ base: wide(1), head: wide(5), control: wide(3) })
      return judge({ ...report, noise: { ...report.noise, limit } })
    }
    const report = given(70)
    expect(only(report).messages[0]).toMatch(
      /^Start-up: .*; this runner cannot decide it in 70 rounds, because it only detects changes above [\d.]+ % and [\d.]+ ms \(budget: /,
    )
    expect(openModes(report).undecided).toEqual([])
    // with more rounds it can be decided
    expect(only(given(1000)).messages[0]).not.toMatch(/cannot decide it in/)
    expect(openModes(given(1000)).undecided).toHaveLength(1)
    // unless there is no time for them
    expect(openModes(given(1000), 70).undecided).toEqual([])
  })

  test('an equal or faster head has no finding', () => {
    for (const ms of [8, 4]) {
      const { verdict, messages } = only(reportOf({ head: samples(ms, 3) }))
      expect(verdict).toBe('pass')
      expect(messages).toEqual([])
    }
  })

  test('a change close to the budget has a finding with its bounds', () => {
    const { verdict, messages } = only(reportOf({ head: samples(8.8, 6, 60, 0.9) }))
    expect(verdict).toBe('inconclusive')
    expect(messages[0]).toMatch(/the change is between [+−][\d.]+ % and \+[\d.]+ %, too close to the budget/)
  })

  test('too few rounds decide nothing', () => {
    const { verdict, low, messages } = only(
      reportOf({ base: samples(8, 1, 4), head: samples(16, 2, 4), control: samples(8, 3, 4) }),
    )
    expect(verdict).toBe('inconclusive')
    expect(low).toBeUndefined()
    expect(messages[0]).toMatch(/4 rounds are too few to distinguish this from noise/)
  })

  test('if the copies of base differ as much, the finding blames the runner and not the change', () => {
    const { verdict, messages } = only(reportOf({ head: samples(10, 2), control: samples(10, 5) }))
    expect(verdict).toBe('inconclusive')
    expect(messages[0]).toMatch(
      /two copies of base differ as well \(\+2\d\.\d %\), so this runner is too noisy/,
    )
  })

  test('a budget below the noise floor is reported as such', () => {
    const tight = budget('startup', { increase: { relative: 0.002 } }, 'increase 0.2%')
    const report = reportOf({
      head: samples(8.02, 2, 60, 0.3),
      control: samples(8, 5, 60, 0.3),
      budgets: [tight],
    })
    expect(only(report).messages[0]).toMatch(/changes below \d[\d.]* % are rarely clear on this runner/)
  })

  test('a finding does not show the two medians, because their difference is not the estimated change', () => {
    const of = (values: readonly number[]): Measured => ({
      value: median(values),
      unit: 'ms',
      samples: [...values],
    })
    const rounds = Array.from({ length: 5 }, (_, index) => index)
    const base = of(rounds.map((index) => (index % 5 < 3 ? 8 : 30)))
    const head = of(rounds.map((index) => [9, 9, 2.5, 24, 33][index % 5] ?? 0))
    const { verdict, messages } = only(reportOf({ base, head }))
    expect([base.value, head.value, verdict]).toEqual([8, 9, 'inconclusive'])
    expect(messages[0]).toMatch(/^Start-up: \+1\.0 ms \(\+12\.5 %\) between starts of base and head; /)
  })

  test('the noise floor is the largest difference that the control does not rule out', () => {
    const calm = reportOf({ head: samples(8, 2), control: samples(8, 5, 60, 0.02) })
    const loud = reportOf({ head: samples(8, 2), control: samples(8, 5, 60, 0.4) })
    expect(calm.noise.floor).toBeGreaterThan(0)
    expect(calm.noise.floor).toBeLessThan(loud.noise.floor ?? 0)
    expect(reportOf({ head: samples(8, 2) }).noise.floor).toBeNull()
  })

  test('different numbers of rounds are not compared', () => {
    const { verdict, messages } = only(reportOf({ base: samples(8, 1, 40), head: samples(16, 2, 60) }))
    expect(verdict).toBe('inconclusive')
    expect(messages[0]).toMatch(/no starts of base and head can be compared/)
  })

  test('many interim analyses do not break a `max` budget', () => {
    // the median start takes 8 ms, which is exactly the budget
    const ceiling = budget('startup', { max: 8 }, 'max 8 ms')
    const total = 400
    const wrong = Array.from({ length: total }, (_, run) => samples(8, 1000 + run, 200, 0.3)).filter(
      ({ samples: all = [] }) =>
        interimAnalyses(200).some((rounds) => {
          const head = all.slice(0, rounds)
          const interval = medianInterval(head)
          const seen = { value: median(head), unit: 'ms' as const, samples: head, ...interval }
          return only(reportOf({ base: seen, head: seen, budgets: [ceiling] })).verdict === 'fail'
        }),
    )
    // 2.5 %, and two standard errors of 400 runs; 95 % at each of the four analyses would double that
    expect(wrong.length / total).toBeLessThan(0.025 + 2 * Math.sqrt((0.025 * 0.975) / total))
  })

  test('a written report gives the same result when it is judged again', () => {
    const report = reportOf({ head: samples(10, 2), control: samples(8, 5) })
    expect(judge(JSON.parse(JSON.stringify(report)) as Report)).toEqual(report)
  })
})

describe('openModes: whether more rounds are needed', () => {
  test('none are needed once every budget is decided', () => {
    const open = (given: Given) => {
      const { undecided, broken } = openModes(reportOf(given))
      return { undecided: undecided.map(({ mode }) => mode), broken: broken.map(({ metric }) => metric) }
    }
    const none = { undecided: [], broken: [] }
    expect(open({ head: samples(10, 2) })).toEqual({ undecided: [], broken: ['startup'] })
    expect(open({ head: samples(8, 3) })).toEqual(none)
    expect(open({ head: samples(8.8, 6, 60, 0.9) })).toEqual({ undecided: ['static'], broken: [] })
    expect(open({ head: samples(8.8, 6, 60, 0.9), budgets: [] })).toEqual(none)
  })

  test('a mode that stopped is judged by its own rounds, however long the control continued', () => {
    const upTo = ({ samples: all = [], ...rest }: Measured, rounds: number): Measured => ({
      ...rest,
      samples: all.slice(0, rounds),
    })
    const [base, head, quiet] = [samples(8, 1), samples(9.3, 2, 60, 0.3), samples(8, 7)]
    // the runner became noisy after the mode was decided
    const loud = samples(16, 9, 35)
    const control = {
      value: 8,
      unit: 'ms',
      samples: [...(upTo(quiet, 25).samples ?? []), ...(loud.samples ?? [])],
    } as const
    const decided = reportOf({ base: upTo(base, 25), head: upTo(head, 25), control: upTo(control, 25) })
    const { noise } = decided
    if (noise.control === undefined) throw new Error('no control')
    const original = { startup: base }
    const later = judge({
      ...decided,
      noise: { ...noise, rounds: 60, control: { ...noise.control, metrics: { startup: control }, original } },
    })
    expect(only(decided).verdict).toBe('fail')
    expect(later.comparisons).toEqual(decided.comparisons)
    expect(later.findings).toEqual(decided.findings)
    expect(judge(JSON.parse(JSON.stringify(later)) as Report)).toEqual(later)
    // the floor, however, is that of all rounds
    expect(later.noise.floor).toBeGreaterThan(decided.noise.floor ?? 0)
  })
})
