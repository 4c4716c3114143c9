/** What made a metric change: the same cause in several modes, or of several metrics, is told once. */

import { lower } from '../common/english.ts'
import type { Report } from '../document/report.ts'
import type { Cause } from '../model/cause.ts'
import { labelOf } from '../model/metric.ts'
import { formatDelta } from '../model/quantity.ts'
import { causeChangeText, causeTitle } from './cause-words.ts'
import { metricsOf, unitOf } from './lookup.ts'
import { quote } from './text.ts'

/** The same cause in several modes: it reads the same, though the numbers of `change` may differ by what is rounded. */
export interface CauseRow {
  /** In the first of them. */
  readonly cause: Cause
  /** By mode. */
  readonly deltas: ReadonlyMap<string, Cause>
}

export interface CauseGroup {
  readonly metric: string
  readonly rows: readonly CauseRow[]
}

const keyOf = (cause: Cause) => JSON.stringify([cause.kind, cause.name, causeChangeText(cause)])

/** By metric, the biggest first. */
export function causeGroups(report: Report): readonly CauseGroup[] {
  const byMetric = Map.groupBy(report.causes, ({ metric }) => metric)
  const order = metricsOf(report)
  return [...byMetric]
    .toSorted(([a], [b]) => order.indexOf(a) - order.indexOf(b))
    .map(([metric, causes]): CauseGroup => {
      const rows = [...Map.groupBy(causes, keyOf).values()].map((group): CauseRow => {
        const [cause] = group as [Cause]
        return { cause, deltas: new Map(group.map((one) => [one.mode, one])) }
      })
      return { metric, rows: rows.toSorted((a, b) => size(b) - size(a) || novelty(b) - novelty(a)) }
    })
}

const size = (row: CauseRow) =>
  Math.max(0, ...[...row.deltas.values()].map(({ delta }) => Math.abs(delta ?? 0)))

/** Where nobody knows how much, what came is more telling than what went on. */
const novelty = ({ cause }: CauseRow) => Number(cause.change.type === 'added')

export interface CauseLine {
  readonly label: string
  readonly items: readonly string[]
}

const most = 3

/** The main causes of what is broken. */
export function causeLine(report: Report): CauseLine | undefined {
  const broken = report.comparisons.filter(({ verdict }) => verdict === 'fail' || verdict === 'warn')
  const named = new Map<string, { readonly title: string; readonly effects: string[] }>()
  let isMeasured = false
  for (const { metric, rows } of causeGroups(report)) {
    // what makes the program larger makes its image larger
    const affected = metric === 'binary-size' ? ['binary-size', 'image-size', 'pull-size'] : [metric]
    const modes = new Set(broken.filter((one) => affected.includes(one.metric)).map(({ mode }) => mode))
    for (const row of rows) {
      const cause = [...row.deltas.values()].find(({ mode }) => modes.has(mode))
      // one file that holds everything explains nothing
      if (cause === undefined || row.cause.kind === 'file') continue
      // what is less than a tenth of the change is found in the details
      if (cause.share !== null && Math.abs(cause.share) < 0.1) continue
      const known = named.get(row.cause.name) ?? { title: causeTitle(row.cause, quote), effects: [] }
      named.set(row.cause.name, known)
      if (cause.delta === null) continue
      isMeasured = true
      known.effects.push(`${lower(labelOf(metric))} ${formatDelta(cause.delta, unitOf(report, metric))}`)
    }
  }
  if (named.size === 0) return undefined
  const items = [...named.values()]
    .slice(0, most)
    .map(({ title, effects }) => (effects.length === 0 ? title : `${title}: ${effects.join(', ')}`))
  const left = named.size - items.length
  return {
    label: isMeasured ? 'Cause' : 'What changed',
    items: left > 0 ? [...items, `${left} more`] : items,
  }
}
