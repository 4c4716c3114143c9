/** Why an app starts slower or faster: package initialization before main, the time until it listens, the first response. */

import { longestModule } from '../../attribution/modules.ts'
import { type Cause, specificFirst } from '../../model/cause.ts'
import { isExempt, isMeasured } from '../../model/measurement.ts'
import type { Metric } from '../../model/metric.ts'
import type { PackageInit, ReportVariant, Spread } from '../../model/variant.ts'
import type { TimingChange } from '../timing/budget-parts.ts'
import { changeInRounds, responseChange } from '../timing/pairing.ts'
import type { BoundErrors } from '../timing/timing-rule.ts'

/** Changes below these are noise, or too small to matter. */
const least = { ms: 0.25, allocs: 10, bytes: 1024 } as const

type Amount = keyof typeof least
type InitCause = Extract<Cause, { readonly kind: 'init' }>
type PhaseCause = Extract<Cause, { readonly kind: 'phase' }>
/** A cause without its metric and mode. */
type Named =
  | Pick<InitCause, 'kind' | 'name' | 'module' | 'delta' | 'change'>
  | Pick<PhaseCause, 'kind' | 'name' | 'delta' | 'change'>

/**
 * Causes of `startup`, `init-allocs` and `init-bytes`, the largest first. A phase comes after the packages that explain it.
 * Times are compared as in the verdict, without the wait for a CPU.
 */
export function explainStartup(
  base: ReportVariant,
  head: ReportVariant,
  errors: BoundErrors,
): readonly Cause[] {
  const { mode } = head
  const whole = clearChange(changeInRounds('startup', base, head, errors))
  const about =
    (metric: Metric, total: number | undefined) =>
    (cause: Named): Cause => ({
      metric,
      mode,
      ...cause,
      share: total === undefined || total === 0 || cause.delta === null ? null : cause.delta / total,
    })
  // the trace has times even if starts are not timed, for example in an emulator
  const inits = [base, head].some(isUntimed) ? [] : initCauses(base, head, 'ms')
  const startup = [...inits, ...phases(base, head, errors)]
  return [
    ...specificFirst(largestFirst(startup), (cause) => cause).map(about('startup', whole)),
    ...largestFirst(initCauses(base, head, 'allocs')).map(about('init-allocs', total(base, head, 'allocs'))),
    ...largestFirst(initCauses(base, head, 'bytes')).map(about('init-bytes', total(base, head, 'bytes'))),
  ]
}

function isUntimed({ metrics: { startup } }: ReportVariant): boolean {
  return startup !== undefined && !isMeasured(startup) && isExempt(startup.unmeasured)
}

/** The estimate in milliseconds; undefined if it is too small, or may be noise. */
function clearChange(change: TimingChange | undefined): number | undefined {
  if (change === undefined) return undefined
  const { low, high, estimate } = change.difference
  return (low > 0 || high < 0) && Math.abs(estimate) >= least.ms ? estimate : undefined
}

/** Packages that clearly differ: every start of one side is above every start of the other. */
function initCauses(base: ReportVariant, head: ReportVariant, amount: Amount): readonly Named[] {
  if (base.inits === undefined || head.inits === undefined) return []
  const before = new Map(base.inits.map((init) => [init.package, init]))
  const after = new Map(head.inits.map((init) => [init.package, init]))
  const modules = new Set([base, head].flatMap(({ binary }) => Object.keys(binary?.modules ?? {})))
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((name): readonly Named[] => {
    const [was, is] = [before.get(name), after.get(name)]
    const [from, to] = [was?.[amount] ?? none, is?.[amount] ?? none]
    const delta = to.value - from.value
    if (Math.abs(delta) < least[amount]) return []
    if (to.low <= from.high && from.low <= to.high) return []
    const module = longestModule(name, modules)
    const change = changeOf(was, is, amount)
    return [{ kind: 'init', name, ...(module === undefined ? {} : { module }), delta, change }]
  })
}

const none: Spread = { low: 0, value: 0, high: 0 }

function changeOf(
  was: PackageInit | undefined,
  is: PackageInit | undefined,
  amount: Amount,
): InitCause['change'] {
  if (was === undefined) return { type: 'added' }
  if (is === undefined) return { type: 'removed' }
  if (amount !== 'ms') return { type: 'modified' }
  const allocs = is.allocs.value - was.allocs.value
  const bytes = is.bytes.value - was.bytes.value
  return {
    type: 'timing',
    ...(Math.abs(allocs) < least.allocs ? {} : { allocs }),
    ...(Math.abs(bytes) < least.bytes ? {} : { bytes }),
  }
}

function total(base: ReportVariant, head: ReportVariant, amount: Amount): number | undefined {
  if (base.inits === undefined || head.inits === undefined) return undefined
  const sum = (inits: readonly PackageInit[]) => inits.reduce((all, init) => all + init[amount].value, 0)
  return sum(head.inits) - sum(base.inits)
}

/** The time at which the app accepts connections separates a slow start from a slow first response. */
function phases(base: ReportVariant, head: ReportVariant, errors: BoundErrors): readonly Named[] {
  const phase = (name: PhaseCause['name'], change: TimingChange | undefined): readonly Named[] => {
    const delta = clearChange(change)
    return delta === undefined ? [] : [{ kind: 'phase', name, delta, change: { type: 'modified' } }]
  }
  return [
    ...phase('listen', changeInRounds('listen', base, head, errors)),
    ...phase('response', responseChange(base, head, errors)),
  ]
}

function largestFirst(causes: readonly Named[]): readonly Named[] {
  return causes.toSorted((a, b) => Math.abs(b.delta ?? 0) - Math.abs(a.delta ?? 0))
}
