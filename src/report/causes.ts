/** What made a metric change: the same cause in several modes, or of several metrics, is told once. */
import type { Cause, Comparison, Report } from '../model.ts'
import { formatDelta } from '../quantity.ts'
import { quote } from './text.ts'
import { labelOf, metricsOf, unitOf } from './view.ts'
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
      return { metric, rows: rows.toSorted((a, b) => size(b) - size(a)) }
    })
}

const size = (row: CauseRow) =>
  Math.max(0, ...[...row.deltas.values()].map(({ delta }) => Math.abs(delta ?? 0)))

/** `module x` that is `new` reads as `new module x`; a change of version follows the name. */
export function causeName(row: CauseRow): string {
  const isWord = /^\p{L}+$/u.test(row.change)
  return isWord
    ? `${row.change} ${row.kind} ${quote(row.name)}`
    : `${row.kind} ${quote(row.name)}${row.change === '' ? '' : ` ${row.change}`}`
}

const most = 3

/** The main causes of what is broken, one sentence each. */
export function causeLines(report: Report, broken: readonly Comparison[]): readonly string[] {
  const named = new Map<string, { readonly title: string; readonly effects: string[] }>()
  for (const { metric, rows } of causeGroups(report)) {
    const modes = new Set(broken.filter((one) => one.metric === metric).map(({ mode }) => mode))
    for (const row of rows.slice(0, most)) {
      const cause = [...row.deltas.values()].find(({ mode }) => modes.has(mode))
      if (cause === undefined || row.kind === 'file') continue
      // what is less than a tenth of the change is found in the details
      if (cause.share !== null && Math.abs(cause.share) < 0.1) continue
      const delta = cause.delta === null ? '' : ` ${formatDelta(cause.delta, unitOf(report, metric))}`
      const known = named.get(row.name) ?? { title: causeName(row), effects: [] }
      named.set(row.name, known)
      known.effects.push(`${lower(labelOf(metric))}${delta}`)
    }
  }
  return [...named.values()].slice(0, most).map(({ title, effects }) => `${title}: ${effects.join(', ')}`)
}
