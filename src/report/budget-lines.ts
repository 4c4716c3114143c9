/** The lines of the headline about budgets that are not kept. */

import { lower } from '../common/english.ts'
import type { Report } from '../document/report.ts'
import { type Finding, findingMessage } from '../findings/finding.ts'
import { unmeasuredBrief } from '../findings/unmeasured.ts'
import type { Comparison } from '../model/comparison.ts'
import { isMeasured } from '../model/measurement.ts'
import { definitionOf, labelOf } from '../model/metric.ts'
import { formatValue, withShare } from '../model/quantity.ts'
import type { Verdict } from '../model/verdict.ts'
import { changeText, isOver } from './change.ts'
import { measurementOf, metricsOf, platformsOf, unitOf, variantOf } from './lookup.ts'
import { measuredText } from './view.ts'
import { modesText, type ReportLine, variantsText } from './words.ts'

/** One line for each budget that is not kept, regardless of the number of affected modes and platforms. */
export function budgetLines(report: Report, findings: readonly Finding[]): readonly ReportLine[] {
  const order = metricsOf(report)
  const sorted = findings.toSorted((a, b) => order.indexOf(a.metric ?? '') - order.indexOf(b.metric ?? ''))
  const compared = new Map<string, Comparison[]>()
  const unmeasured = new Map<string, Finding[]>()
  const others = new Map<string, Finding[]>()
  for (const finding of sorted) {
    const comparisons = judgedBy(report, finding)
    const reason = reasonOf(report, finding)
    if (comparisons.length > 0) push(compared, `${finding.verdict}\n${finding.metric}`, ...comparisons)
    else if (reason !== undefined) push(unmeasured, `${finding.verdict}\n${reason}`, finding)
    else push(others, `${finding.verdict}\n${finding.metric}\n${findingMessage(finding)}`, finding)
  }
  return [
    ...[...compared.values()].flatMap((group) => comparedLines(report, [...new Set(group)])),
    ...[...others.values()].map(lineOf),
    ...[...unmeasured.values()].map((group) => unmeasuredLine(report, group)),
  ]
}

function push<T>(groups: Map<string, T[]>, key: string, ...items: readonly T[]): void {
  groups.set(key, [...(groups.get(key) ?? []), ...items])
}

const ofComparisons: ReadonlySet<Finding['id']> = new Set([
  'budget/max-exceeded',
  'budget/increase-exceeded',
  'budget/undecided',
] as const)

/** The comparisons that a finding is about. */
function judgedBy(report: Report, finding: Finding): readonly Comparison[] {
  // other findings have no comparison
  if (!ofComparisons.has(finding.id)) return []
  if (finding.verdict !== 'fail' && finding.verdict !== 'warn') return []
  return report.comparisons.filter(
    (one) =>
      one.metric === finding.metric &&
      (finding.mode === undefined || one.mode === finding.mode) &&
      (finding.platform ?? one.platform) === one.platform &&
      one.verdict === finding.verdict &&
      one.head !== null,
  )
}

function reasonOf(report: Report, finding: Finding): string | undefined {
  const { platform: own } = finding
  for (const platform of own === undefined ? platformsOf(report) : [own]) {
    const head = variantOf(report, 'head', finding.mode ?? '', platform)
    const found = measurementOf(head, finding.metric ?? '')
    if (found !== undefined && !isMeasured(found)) return unmeasuredBrief(found.unmeasured)
  }
  return undefined
}

function lineOf(group: readonly Finding[]): ReportLine {
  const [one] = group as [Finding]
  return {
    verdict: one.verdict,
    subject: modesText(group),
    text: findingMessage(one),
    ...(isUnchecked(one) ? { isUnmeasured: true } : {}),
  }
}

const isUnchecked = ({ id }: Finding) => id === 'budget/unmeasured' || id === 'budget/reference-unmeasured'

function unmeasuredLine(report: Report, group: readonly Finding[]): ReportLine {
  const [first] = group as [Finding]
  const labels = [...new Set(group.map(({ metric }) => labelOf(metric ?? '')))]
  const modes = variantsText(group)
  return {
    verdict: first.verdict,
    subject: labels.map((label, index) => (index === 0 ? label : lower(label))).join(' · '),
    text: `${modes}${modes === '' ? '' : ' '}not measured: ${reasonOf(report, first)}`,
    isUnmeasured: true,
  }
}

function comparedLines(report: Report, all: readonly Comparison[]): readonly ReportLine[] {
  const several = platformsOf(report).length > 1
  const isOneMode = new Set(report.variants.map(({ mode }) => mode)).size === 1
  const broken = all.flatMap((one) => brokenParts(one).map((part) => ({ one, part })))
  const groups = Map.groupBy(broken, ({ one, part }) => ruleText(one, part))
  return [...groups].map(([words, group]): ReportLine => {
    const [{ one: first }] = group as [(typeof group)[number]]
    const sorted = several ? group.toSorted((a, b) => excess(b.one) - excess(a.one)) : group
    const shown = sorted.length > mostNumbers && several ? sorted.slice(0, 1) : sorted
    const left = sorted.length - shown.length
    const numbers = shown.map(({ one, part }) => {
      const on = isOneMode ? one.platform : `${one.mode} on ${one.platform}`
      return `${several ? on : one.mode} ${amount(report, one, part)}`
    })
    return {
      verdict: first.verdict as Verdict,
      subject: labelOf(first.metric),
      text: `${numbers.join(', ')}${left > 0 ? ` and ${left} more` : ''}${words === '' ? '' : `; ${words}`}`,
    }
  })
}

/** Above this, a line shows only the worst platform, because each takes a line or two on a phone. */
const mostNumbers = 2

/** Sorts comparisons with the same budget. */
function excess({ delta, head }: Comparison): number {
  return delta ?? head ?? 0
}

type Part = 'max' | 'increase'

/** Only for numbers without noise is it certain whether the increase is broken, too. */
function brokenParts(comparison: Comparison): readonly Part[] {
  if (!isOver(comparison)) return ['increase']
  const { relative, absolute } = comparison.budget?.increase ?? {}
  const { base, delta, metric } = comparison
  if (definitionOf(metric)?.noise !== 'exact' || base === null || delta === null) return ['max']
  if (relative === undefined && absolute === undefined) return ['max']
  const grew = delta > (relative ?? 0) * base && delta > (absolute ?? 0)
  return grew ? ['max', 'increase'] : ['max']
}

/** The part of a budget's text that is broken: `max 20 MB, increase 1% and 64 kB` has two. */
function ruleText(comparison: Comparison, part: Part): string {
  const { text, source } = comparison.budget ?? { text: '' }
  const shown = (text.split(', ').find((one) => one.startsWith(`${part} `)) ?? text).replace(/^increase /, '')
  return shown === '' ? '' : `${source === 'default' ? 'default budget' : 'budget'} ${shown}`
}

/** By how much a comparison breaks its budget, without confidence interval. If both parts are broken, the increase. */
export function briefAmount(report: Report, comparison: Comparison): string {
  return amount(report, comparison, brokenParts(comparison).at(-1) ?? 'max', true)
}

function amount(report: Report, comparison: Comparison, part: Part, isBrief = false): string {
  const { metric, mode, platform, delta, ratio } = comparison
  const unit = unitOf(report, metric)
  if (part === 'max' || delta === null) {
    const head = measurementOf(variantOf(report, 'head', mode, platform), metric)
    return isMeasured(head) && !isBrief ? measuredText(head) : formatValue(comparison.head ?? 0, unit)
  }
  return withShare(changeText(comparison, unit, isBrief), delta, ratio)
}
