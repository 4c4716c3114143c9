/** The lines of the headline that tell by how much a budget is not kept. */
import { type Comparison, type Finding, isMeasured, type Report, type Verdict } from '../model.ts'
import { formatPercent, formatValue } from '../quantity.ts'
import {
  changeText,
  isOver,
  labelOf,
  measuredText,
  measurementOf,
  metricsOf,
  platformsOf,
  unitOf,
  variantOf,
} from './view.ts'
import { enumerate, type Line, lower } from './words.ts'

/** One line for each budget that is not kept, whatever the number of modes and platforms that do not keep it. */
export function budgetLines(report: Report, findings: readonly Finding[]): readonly Line[] {
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
    else push(others, `${finding.verdict}\n${finding.metric}\n${finding.message}`, finding)
  }
  return [
    ...[...compared.values()].flatMap((group) => comparedLines(report, [...new Set(group)])),
    ...[...others.values()].map(([first]) => lineOf(first as Finding)),
    ...[...unmeasured.values()].map((group) => unmeasuredLine(report, group)),
  ]
}

function push<T>(groups: Map<string, T[]>, key: string, ...items: readonly T[]): void {
  groups.set(key, [...(groups.get(key) ?? []), ...items])
}

/** The comparisons that a finding is about: findings do not name a platform. */
function judgedBy(report: Report, finding: Finding): readonly Comparison[] {
  return report.comparisons.filter(
    (one) =>
      one.metric === finding.metric &&
      (finding.mode === undefined || one.mode === finding.mode) &&
      one.verdict === finding.verdict &&
      one.head !== null,
  )
}

function reasonOf(report: Report, finding: Finding): string | undefined {
  for (const platform of platformsOf(report)) {
    const head = variantOf(report, 'head', finding.mode ?? '', platform)
    const found = measurementOf(head, finding.metric ?? '')
    if (found !== undefined && !isMeasured(found)) return found.unmeasured
  }
  return undefined
}

function lineOf({ verdict, metric, message }: Finding): Line {
  return { verdict, subject: metric === undefined ? 'Budget' : labelOf(metric), text: message }
}

function unmeasuredLine(report: Report, group: readonly Finding[]): Line {
  const [first] = group as [Finding]
  const labels = [...new Set(group.map(({ metric }) => labelOf(metric ?? '')))]
  const modes = enumerate(group.flatMap(({ mode }) => (mode === undefined ? [] : [mode])))
  return {
    verdict: first.verdict,
    subject: labels.map((label, index) => (index === 0 ? label : lower(label))).join(' · '),
    text: `${modes}${modes === '' ? '' : ' '}not measured: ${reasonOf(report, first)}`,
  }
}

function comparedLines(report: Report, all: readonly Comparison[]): readonly Line[] {
  const several = platformsOf(report).length > 1
  return [...Map.groupBy(all, rule)].map(([words, comparisons]): Line => {
    const [{ metric, verdict }] = comparisons as [Comparison]
    const numbers = comparisons.map((one) => {
      const where = several ? `${one.mode} on ${one.platform}` : one.mode
      return `${where} ${amount(report, one)}`
    })
    const undecided = verdict === 'inconclusive' ? ', undecided' : ''
    return {
      verdict: verdict as Verdict,
      subject: labelOf(metric),
      text: `${numbers.join(', ')}${undecided}${words === '' ? '' : `; ${words}`}`,
    }
  })
}

/** The part of a budget's text that is broken: `max 20 MB, increase 1% and 64 kB` has two. */
function rule(comparison: Comparison): string {
  const { text, source } = comparison.budget ?? { text: '' }
  const key = isOver(comparison) ? 'max' : 'increase'
  const part = text.split(', ').find((one) => one.startsWith(`${key} `)) ?? text
  const shown = part.replace(/^increase /, '')
  return shown === '' ? '' : `${source === 'default' ? 'default budget' : 'budget'} ${shown}`
}

function amount(report: Report, comparison: Comparison): string {
  const { metric, mode, platform, delta, ratio } = comparison
  const unit = unitOf(report, metric)
  if (isOver(comparison) || delta === null) {
    const head = measurementOf(variantOf(report, 'head', mode, platform), metric)
    return isMeasured(head) ? measuredText(head) : formatValue(comparison.head ?? 0, unit)
  }
  return `${changeText(comparison, unit)}${ratio === null ? '' : ` (${formatPercent(ratio - 1)})`}`
}
