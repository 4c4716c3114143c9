/**
 * The content of the report's tables as plain text, which Markdown and terminal output must escape and lay out.
 */

import type { Report } from '../document/report.ts'
import type { Comparison } from '../model/comparison.ts'
import type { Linkage } from '../model/image.ts'
import { isMeasured, type Measured } from '../model/measurement.ts'
import type { Metric } from '../model/metric.ts'
import { definitionOf, labelOf } from '../model/metric.ts'
import { formatInterval, formatValue } from '../model/quantity.ts'
import type { ReportVariant } from '../model/variant.ts'
import { type Verdict, verdicts } from '../model/verdict.ts'
import type { ModePair } from './build-differences.ts'
import { changeText, isImproved, isOver, isWithinNoise } from './change.ts'
import {
  columnNote,
  comparisonOf,
  measurementOf,
  metricsOf,
  modesOf,
  platformsOf,
  unitOf,
  variantOf,
} from './lookup.ts'
import { comparedModes, type Gap, gapBetween } from './mode-gaps.ts'
import { isSkippedAsUnchanged, isUnmeasurable, unmeasuredWord } from './unmeasured-cells.ts'
import { vulnerabilityRows } from './vulnerability-rows.ts'

export interface Cell {
  readonly value: string
  /** The value of base without confidence interval, if there are both. */
  readonly base?: string
  /** Change from base to head; empty if there is nothing to show. */
  readonly change: string
  /** Value and change without confidence intervals, if space is short. */
  readonly brief?: { readonly value: string; readonly change: string }
  /** A mark next to whichever of value and change breaks the budget. */
  readonly mark?: { readonly verdict: CellVerdict; readonly on: 'value' | 'change' }
}

export interface Row {
  readonly label: string
  /** `change` has a description of the value, not a change. */
  readonly isFact?: true
  readonly cells: readonly Cell[]
  /** With two modes: the other mode minus the reference mode, at head. */
  readonly gap?: Gap
  /** With more modes: each mode minus the reference mode; undefined if nothing is shown. */
  readonly gaps?: readonly (Gap | undefined)[]
}

export interface Grid {
  readonly platform: string
  readonly modes: readonly string[]
  /** A note after the name of each mode; usually empty. */
  readonly notes: readonly string[]
  /** Sentences: how modes differ from the reference mode besides linking. */
  readonly gapNote?: string
  /** The two modes whose gap is shown. */
  readonly gap?: ModePair
  /** With more modes: the mode that the others are compared with. */
  readonly reference?: string
  readonly rows: readonly Row[]
}

/** `improved`: a decrease as large as an increase that breaks the budget. */
export type CellVerdict = Verdict | 'improved'

const empty: Cell = { value: '', change: '' }

/** Metrics that are only in the details, unless a budget finding is about them. */
const minor: ReadonlySet<string> = new Set<Metric>([
  'layers',
  'listen',
  'startup-cpu',
  'init-allocs',
  'init-bytes',
  'run-delay',
  'first-start',
  'engine-start',
  'build-time',
])

export function measuredText({ value, low, high, unit }: Measured): string {
  if (low === undefined || high === undefined) return formatValue(value, unit)
  return formatInterval(value, low, high, unit)
}

function cellOf(report: Report, metric: string, mode: string, platform: string): Cell {
  const comparison = comparisonOf(report, metric, mode, platform)
  const head = measurementOf(variantOf(report, 'head', mode, platform), metric)
  const base = measurementOf(variantOf(report, 'base', mode, platform), metric)
  const unit = unitOf(report, metric)
  const known = isMeasured(head)
    ? measuredText(head)
    : comparison !== undefined && comparison.head !== null
      ? formatValue(comparison.head, unit)
      : undefined
  if (known === undefined && head === undefined && base === undefined && comparison === undefined)
    return empty
  const verdict = verdictOf(report, comparison)
  // the comment mentions a missing base once, not in every row
  const changed = (brief: boolean) => {
    if (known === undefined || comparison === undefined || report.base === null) return ''
    return isWithinNoise(report, comparison) ? 'within noise' : changeText(comparison, unit, brief)
  }
  const change = changed(false)
  const on = change === '' || (comparison !== undefined && isOver(comparison)) ? 'value' : 'change'
  return {
    value: known ?? unmeasuredWord(head),
    ...(known !== undefined && isMeasured(base) ? { base: formatValue(base.value, base.unit) } : {}),
    change,
    ...(isMeasured(head)
      ? { brief: { value: formatValue(head.value, head.unit), change: changed(true) } }
      : {}),
    ...(verdict === undefined ? {} : { mark: { verdict, on } }),
  }
}

/** The verdict, if it needs a mark; an unmeasured metric without a budget does not. */
function verdictOf(report: Report, comparison: Comparison | undefined): CellVerdict | undefined {
  if (comparison !== undefined && isImproved(report, comparison)) return 'improved'
  const found = verdicts.find((verdict) => verdict === comparison?.verdict)
  if (found === 'pass' || (found === 'unmeasured' && comparison?.budget === undefined)) return undefined
  return found
}

/** `glibc 2.34`: the C library with the oldest version that suffices, or the C library that is linked into a static program. */
function libcText({ libc, glibc, staticLibc }: Linkage): string {
  if (staticLibc !== undefined) return staticLibc
  const name = libc ?? (glibc === undefined ? '' : 'glibc')
  return [name === 'other' ? '' : name, glibc ?? ''].filter((text) => text !== '').join(' ')
}

function linkageText(linkage: Linkage): string {
  const libc = libcText(linkage)
  return libc === '' ? linkage.kind : `${linkage.kind}, ${libc}`
}

/** Whether no finding reports that the program is not linked as the mode promises. */
function isAchieved(report: Report, mode: string, platform: string): boolean {
  return !report.findings.some(
    (finding) =>
      finding.id === 'link/mode-not-achieved' &&
      finding.mode === mode &&
      (finding.platform ?? platform) === platform &&
      finding.revision !== 'base',
  )
}

function linkageRow(report: Report, modes: readonly string[], platform: string): Row | undefined {
  if (report.variants.every((variant) => variant.linkage === undefined)) return undefined
  const cells = modes.map((mode): Cell => {
    const head = variantOf(report, 'head', mode, platform)
    const base = variantOf(report, 'base', mode, platform)?.linkage
    if (head === undefined) return empty
    if (head.linkage === undefined) return { value: 'not built', change: '' }
    const now = linkageText(head.linkage)
    const was = base === undefined ? now : linkageText(base)
    const libc = libcText(head.linkage)
    return {
      value: `${head.linkage.kind} ${isAchieved(report, mode, platform) ? '✓' : '✗'}`,
      change: [libc, was === now ? '' : `was ${was}`].filter((text) => text !== '').join(', '),
    }
  })
  return { label: 'Linkage', isFact: true, cells }
}

const sourceWords: Readonly<Record<ReportVariant['source'], string>> = {
  shipped: 'as shipped',
  configured: 'configured',
  derived: 'Dockerfile, changed',
  'built-in': 'built-in image',
}

/** The sources of the images, if at least one is not the plain built-in image. */
function sourceRow(report: Report, modes: readonly string[], platform: string): Row | undefined {
  if (report.variants.every(({ source, on }) => source === 'built-in' && on === undefined)) return undefined
  const cells = modes.map((mode): Cell => {
    const head = variantOf(report, 'head', mode, platform)
    const base = variantOf(report, 'base', mode, platform)
    if (head === undefined || isSkippedAsUnchanged(head.metrics['binary-size'])) return empty
    const was =
      base?.image === undefined || base.source === head.source ? '' : `was ${sourceWords[base.source]}`
    const on = head.on === undefined ? '' : ` on ${head.on.name}`
    // files are those of the user's own build, but the image config has the additional label
    const isLabelled = head.source === 'shipped' && head.dockerfile?.label !== undefined
    const label = isLabelled ? ' + label' : ''
    return { value: `${sourceWords[head.source]}${on}${label}`, change: was }
  })
  return { label: 'Image', isFact: true, cells }
}

/** For more than two modes: the gap of one mode in each row; undefined if no row has one. */
export function gapsOf({ reference, rows }: Grid, index: number): readonly (Gap | undefined)[] | undefined {
  const gaps = rows.map((row) => row.gaps?.[index])
  return reference === undefined || gaps.every((gap) => gap === undefined) ? undefined : gaps
}

/** One grid for each platform, without rows that have nothing to show. */
export function grids(report: Report): readonly Grid[] {
  const known = metricsOf(report).filter((metric) => definitionOf(metric) !== undefined)
  return platformsOf(report).flatMap((platform): readonly Grid[] => {
    const heads = report.variants.filter((one) => one.revision === 'head' && one.platform === platform)
    // a table with only `unmeasured` adds nothing to the headline
    if (heads.every((head) => Object.values(head.metrics).every((one) => !isMeasured(one)))) return []
    const modes = modesOf(report).filter((mode) =>
      [...report.variants, ...report.comparisons].some(
        (one) => one.mode === mode && one.platform === platform,
      ),
    )
    const { pairs, notes, reference } = comparedModes(report, modes, platform)
    const gap = modes.length === 2 ? pairs.values().next().value : undefined
    const rows = known.flatMap((metric): readonly Row[] => {
      const cells = modes.map((mode) => cellOf(report, metric, mode, platform))
      if (minor.has(metric) && cells.every((cell) => cell.mark === undefined)) return []
      if (cells.every((cell) => cell.value === '')) return []
      if (modes.every((mode) => isUnmeasurable(report, metric, mode, platform))) return []
      const label = labelOf(metric)
      if (modes.length !== 2) {
        const gaps = modes.map((mode) => gapBetween(report, metric, pairs.get(mode), platform))
        return [{ label, cells, gaps }]
      }
      const between = gapBetween(report, metric, gap, platform)
      return [{ label, cells, ...(between === undefined ? {} : { gap: between }) }]
    })
    const facts = [linkageRow(report, modes, platform), sourceRow(report, modes, platform)]
    const vulnerabilities = vulnerabilityRows(report, modes, platform)
    const all: readonly Row[] = [...rows, ...vulnerabilities, ...facts.filter((row) => row !== undefined)]
    return [
      {
        platform,
        modes,
        notes: modes.map((mode) => columnNote(report, mode, platform)),
        ...(gap === undefined || all.every((row) => row.gap === undefined) ? {} : { gap }),
        ...(modes.length > 2 && reference !== undefined ? { reference } : {}),
        ...(notes.length === 0 ? {} : { gapNote: notes.join(' ') }),
        rows: all,
      },
    ]
  })
}
