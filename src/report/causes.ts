/** Groups causes by metric; the same cause in several modes is one row. */

import type { Report } from '../document/report.ts'
import { type Cause, specificFirst } from '../model/cause.ts'
import { causeChangeText } from './cause-words.ts'
import { metricsOf, onPlatform, platformsOf } from './lookup.ts'

/** The same cause in several modes: its text is the same, but the numbers of `change` may differ by rounding. */
export interface CauseRow {
  /** The cause in the first of these modes. */
  readonly cause: Cause
  /** By mode. */
  readonly deltas: ReadonlyMap<string, Cause>
}

export interface CauseGroup {
  readonly metric: string
  readonly rows: readonly CauseRow[]
}

const keyOf = (cause: Cause) => JSON.stringify([cause.kind, cause.name, causeChangeText(cause)])

export interface ExplainedPart {
  readonly report: Report
  /** Absent for the first or only platform. */
  readonly platform?: string
}

/** The platform whose causes represent all others: the first that breaks a budget, else the first with causes. */
export function explainedPart(report: Report): ExplainedPart {
  const [first, ...others] = platformsOf(report)
  if (first === undefined || others.length === 0) return { report }
  const all = [first, ...others]
  const isBroken = (platform: string) =>
    report.comparisons.some(
      (one) => one.platform === platform && (one.verdict === 'fail' || one.verdict === 'warn'),
    )
  const hasCauses = (platform: string) =>
    report.causes.some((one) => one.platform === undefined || one.platform === platform)
  const explained = all.filter(hasCauses)
  const platform = explained.find(isBroken) ?? explained[0] ?? first
  return { report: onPlatform(report, platform), ...(platform === first ? {} : { platform }) }
}

/** Causes by metric, the largest first; a phase of the start follows the packages that explain it. */
export function causeGroups(whole: Report): readonly CauseGroup[] {
  const { report } = explainedPart(whole)
  const byMetric = Map.groupBy(report.causes, ({ metric }) => metric)
  const order = metricsOf(report)
  return [...byMetric]
    .toSorted(([a], [b]) => order.indexOf(a) - order.indexOf(b))
    .map(([metric, causes]): CauseGroup => {
      const rows = [...Map.groupBy(causes, keyOf).values()].map((group): CauseRow => {
        const [cause] = group as [Cause]
        return { cause, deltas: new Map(group.map((one) => [one.mode, one])) }
      })
      const sorted = rows.toSorted((a, b) => size(b) - size(a) || novelty(b) - novelty(a))
      return { metric, rows: specificFirst(sorted, ({ cause }) => cause) }
    })
}

const size = (row: CauseRow) =>
  Math.max(0, ...[...row.deltas.values()].map(({ delta }) => Math.abs(delta ?? 0)))

/** If sizes are unknown, new causes come before changed ones. */
const novelty = ({ cause }: CauseRow) => Number(cause.change.type === 'added')

/** Whether any of these causes has an amount: a change of the base image, for example, has none. */
export function hasAmounts(rows: readonly CauseRow[]): boolean {
  return rows.some(({ deltas }) => [...deltas.values()].some(({ delta }) => delta !== null))
}
