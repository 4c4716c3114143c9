/** What made a metric change: the same cause in several modes, or of several metrics, is told once. */

import type { Report } from '../document/report.ts'
import type { Cause } from '../model/cause.ts'
import { formatDelta } from '../model/quantity.ts'
import { labelOf, metricsOf, unitOf } from './lookup.ts'
import { quote } from './text.ts'
import { lower } from './words.ts'

export interface CauseRow {
  readonly kind: string
  readonly name: string
  readonly change: string
  /** By mode. */
  readonly deltas: ReadonlyMap<string, Cause>
}

export interface CauseGroup {
  readonly metric: string
  readonly rows: readonly CauseRow[]
}

const keyOf = (cause: Cause) => [cause.kind, cause.name, cause.change].join('\n')

/** By metric, the biggest first. */
export function causeGroups(report: Report): readonly CauseGroup[] {
  const byMetric = Map.groupBy(report.causes, ({ metric }) => metric)
  const order = metricsOf(report)
  return [...byMetric]
    .toSorted(([a], [b]) => order.indexOf(a) - order.indexOf(b))
    .map(([metric, causes]): CauseGroup => {
      const rows = [...Map.groupBy(causes, keyOf).values()].map((group): CauseRow => {
        const [{ kind, name, change }] = group as [Cause]
        return { kind, name, change, deltas: new Map(group.map((cause) => [cause.mode, cause])) }
      })
      return { metric, rows: rows.toSorted((a, b) => size(b) - size(a) || novelty(b) - novelty(a)) }
    })
}

const size = (row: CauseRow) =>
  Math.max(0, ...[...row.deltas.values()].map(({ delta }) => Math.abs(delta ?? 0)))

/** Where nobody knows how much, what came is more telling than what went on. */
const novelty = ({ change }: CauseRow) => Number(change.startsWith('new'))

/**
 * `module x` that is `new v1.2.0` reads as `new module x v1.2.0`; a change of version follows the name, and one of the
 * name itself takes its place.
 */
function causeName({ kind, name, change }: CauseRow): string {
  const before = change.endsWith(` → ${name}`) ? change.slice(0, -` → ${name}`.length) : undefined
  if (before !== undefined) return `${kind.replaceAll('-', ' ')} ${quote(before)} → ${quote(name)}`
  const [, sort = '', rest = change] = /^(new|removed)(?:$| +)(.*)$/s.exec(change) ?? []
  return [sort, kind.replaceAll('-', ' '), quote(name), rest].filter((word) => word !== '').join(' ')
}

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
    const modes = new Set(broken.filter((one) => one.metric === metric).map(({ mode }) => mode))
    for (const row of rows) {
      const cause = [...row.deltas.values()].find(({ mode }) => modes.has(mode))
      // one file that holds everything explains nothing
      if (cause === undefined || row.kind === 'file') continue
      // what is less than a tenth of the change is found in the details
      if (cause.share !== null && Math.abs(cause.share) < 0.1) continue
      const known = named.get(row.name) ?? { title: causeName(row), effects: [] }
      named.set(row.name, known)
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
