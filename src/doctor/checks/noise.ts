/** Timing budgets below the noise floor of a report's runner. */
import { plural } from '../../common/english.ts'
import { type Timing, timingOf } from '../../judge/timing/pairing.ts'
import { noiseFloor } from '../../judge/timing/timing-rule.ts'
import type { Budget } from '../../model/budget.ts'
import { isMetric, type Metric, metrics } from '../../model/metric.ts'
import { formatDuration, formatProportion } from '../../model/quantity.ts'
import type { Check } from '../check.ts'
import type { DoctorFacts } from '../facts/facts.ts'
import { configAddition } from './machine.ts'

type Increase = NonNullable<Budget['increase']>

/** Possible difference between base and a second copy of it, as a share and in milliseconds. */
interface Floor {
  readonly relative: number
  readonly absolute: number
}

export function noiseChecks({ report, configs }: DoctorFacts): readonly Check[] {
  if (report === undefined) return []
  const [{ config, file }] = configs
  const budgets = config.ok ? config.value.budgets : report.budgets
  const timing = timingOf(report.variants, budgets, report.noise)
  const id = 'noise'
  const floor = floorOf('startup', timing)
  if (report.noise.control === undefined || floor === undefined) {
    return [{ id, state: 'ok', message: 'the report has no noise floor, because it has no A/A control' }]
  }
  const { os, arch, cpus } = report.runner
  const runner = `a runner like that of the report (${os}/${arch}, ${plural(cpus, 'CPU')})`
  if (!Number.isFinite(floor.relative + floor.absolute)) {
    return [
      {
        id,
        state: 'hint',
        message: `${report.noise.rounds} rounds are too few to estimate the noise floor of ${runner}: increase \`rounds\``,
      },
    ]
  }
  const below = budgets.flatMap((budget) => {
    const fixed = fixedIncrease(budget, timing)
    return fixed === undefined ? [] : [{ budget, ...fixed }]
  })
  if (below.length === 0) {
    const message = `no budget is below the noise floor of ${runner}: ${amounts(floor)} of start-up`
    return [{ id, state: 'ok', message }]
  }
  return below.map(({ budget, text, floor: own }) => ({
    id,
    state: 'hint',
    message: `${labelOf(budget)} on ${runner}, two copies of base can differ by ${amounts(own)}, so a budget of ${rule(budget)} is mostly \`inconclusive\`: set it to ${text}`,
    ...configAddition(file, { budgets: budgetsWith(budgets, budget, text) }),
  }))
}

const labelOf = ({ metric, mode }: Budget): string =>
  `${isMetric(metric) ? metrics[metric].label : metric}${mode === undefined ? '' : ` of \`${mode}\``}:`

const amounts = ({ relative, absolute }: Floor): string =>
  `${formatProportion(relative)} or ${formatDuration(absolute)}`

function floorOf(metric: Metric, timing: Timing): Floor | undefined {
  const control = timing.control(metric)
  if (control === undefined) return undefined
  const { high, low } = control.difference
  return {
    relative: noiseFloor(control) ?? Number.POSITIVE_INFINITY,
    absolute: Math.max(high, -low),
  }
}

/** The floor varies between runs: a budget at the floor itself would be undecided in half of the runs. */
const headroom = 1.25

/**
 * A larger increase that can be decided, as text; undefined if this budget can already be decided. It is enough if one part is
 * above the floor, because a budget is kept if any part is.
 */
function fixedIncrease(
  { metric, increase }: Budget,
  timing: Timing,
): { readonly text: string; readonly floor: Floor } | undefined {
  if (increase === undefined || !isMetric(metric) || metrics[metric].noise !== 'noisy') return undefined
  const floor = floorOf(metric, timing)
  if (floor === undefined || !Number.isFinite(floor.relative + floor.absolute)) return undefined
  const parts = (['relative', 'absolute'] as const).flatMap((part) => {
    const limit = increase[part]
    return limit === undefined ? [] : [{ part, limit, floor: floor[part] }]
  })
  if (parts.length === 0 || parts.some((one) => one.limit >= one.floor)) return undefined
  const [nearest] = parts.toSorted((a, b) => b.limit / b.floor - a.limit / a.floor)
  if (nearest === undefined) return undefined
  return { text: textOf({ ...increase, [nearest.part]: nearest.floor * headroom }), floor }
}

/** In the syntax of the configuration. */
function textOf({ relative, absolute }: Increase): string {
  return [
    ...(relative === undefined ? [] : [`${rounded(relative * 100)}%`]),
    ...(absolute === undefined ? [] : [`${rounded(absolute)} ms`]),
  ].join(' and ')
}

/** Rounds up to two digits. */
function rounded(value: number): number {
  if (value === 0) return 0
  const step = 10 ** (Math.floor(Math.log10(value)) - 1)
  // in floating point, 0.07 / 0.001 is 70.00000000000001
  return Number((Math.ceil(value / step - 1e-9) * step).toPrecision(2))
}

const rule = ({ text }: Budget): string =>
  text
    .split(', ')
    .find((part) => part.startsWith('increase '))
    ?.replace('increase ', '') ?? text

/** A `budgets` key disables the defaults, so those that apply now are included. */
function budgetsWith(budgets: readonly Budget[], fixed: Budget, text: string): object {
  const one = { [fixed.metric]: { increase: text } }
  if (fixed.source === 'config') return fixed.mode === undefined ? one : { [fixed.mode]: one }
  const defaults = budgets
    .filter(({ source }) => source === 'default')
    .map((budget) => [
      budget.metric,
      { increase: rule(budget), ...(budget.level === 'warn' ? { level: 'warn' } : {}) },
    ])
  return { ...Object.fromEntries(defaults), ...one }
}
