import { enumerate } from '../../common/english.ts'
import type { Report } from '../../document/report.ts'
import type { Cause } from '../../model/cause.ts'
import { labelOf } from '../../model/metric.ts'
import { formatDelta } from '../../model/quantity.ts'
import { causeChangeText, causeSubject, shareOfChange } from '../cause-words.ts'
import { type CauseGroup, causeGroups, explainedPart, hasAmounts } from '../causes.ts'
import { detailedFindings } from '../findings.ts'
import { modesOf, unitOf } from '../lookup.ts'
import { methodLines } from '../method.ts'
import { code, fence, name, sentence, whole } from '../text.ts'
import { adviceSection } from './advice.ts'
import { contentsSection } from './contents.ts'
import { dockerfileSection } from './dockerfile.ts'
import { durationsSection } from './durations.ts'
import { alignments, details, marks, table } from './gfm.ts'
import { layersSection } from './layers.ts'
import { linkageSection } from './linkage.ts'
import { linkedSection } from './linked.ts'
import { measurementsSection } from './measurements.ts'
import { runtimeSection } from './runtime.ts'
import { scansSection } from './scans.ts'
import { vulnerabilitySection } from './vulnerabilities.ts'

export const detailsSections = [
  'findings',
  'vulnerabilities',
  'causes',
  'linked',
  'scans',
  'advice',
  'runtime',
  'contents',
  'measurements',
  'linkage',
  'dockerfile',
  'layers',
  'durations',
  'method',
] as const
export type DetailsSection = (typeof detailsSections)[number]

const mostRows = 15

/** @param most maximum number of findings, because a single log can be as long as everything else */
export function detailsSection(report: Report, which: DetailsSection, most: number): string | undefined {
  return renderers[which](report, most)
}

const renderers: Readonly<Record<DetailsSection, (report: Report, most: number) => string | undefined>> = {
  findings,
  vulnerabilities: vulnerabilitySection,
  causes,
  linked: linkedSection,
  scans: scansSection,
  advice: adviceSection,
  runtime: runtimeSection,
  contents: contentsSection,
  measurements: measurementsSection,
  linkage: linkageSection,
  dockerfile: dockerfileSection,
  layers: layersSection,
  durations: durationsSection,
  method,
}

function findings(report: Report, most: number): string | undefined {
  const all = detailedFindings(report)
  if (all.length === 0) return undefined
  const blocks = all.slice(0, most).map(({ id, verdict, modes, message, log, fix }) => {
    const mark = verdict === 'pass' ? '' : `${marks[verdict]} `
    const about = modes === '' ? '' : `**${sentence(modes)}** · `
    return [
      `${mark}${about}${whole(message)} · ${code(id)}`,
      ...(log.length > 0 ? [fence(log)] : []),
      ...(fix === undefined ? [] : [`Fix: ${whole(fix)}`]),
    ].join('\n\n')
  })
  if (all.length > most) blocks.push(`… and ${all.length - most} more; see the report.`)
  // logs are expanded unless the report passes
  const isOpen = report.verdict !== 'pass' && all.some(({ log }) => log.length > 0)
  return details('Findings and logs', blocks.join('\n\n'), isOpen)
}

function causes(report: Report): string | undefined {
  const groups = causeGroups(report)
  const { platform } = explainedPart(report)
  if (groups.length === 0) return undefined
  const hasShares = report.causes.some(({ delta, share }) => delta !== null && share !== null)
  return details(
    'Why it changed',
    [
      ...(platform === undefined ? [] : [`On ${name(platform)}:`]),
      ...groups.map((group) => causeTable(report, group)),
      ...(hasShares ? ['In parentheses: the share of the whole change.'] : []),
    ].join('\n\n'),
  )
}

function subjectText(cause: Cause): string {
  const { kind, name: of } = causeSubject(cause)
  return of === undefined ? sentence(kind) : `${sentence(kind)} ${code(of)}`
}

function causeTable(report: Report, { metric, rows }: CauseGroup): string {
  const modes = modesOf(report)
  const unit = unitOf(report, metric)
  const showsAmounts = hasAmounts(rows)
  const amount = ({ delta, share }: Pick<Cause, 'delta' | 'share'>) => {
    if (delta === null) return ''
    return sentence(`${formatDelta(delta, unit)}${share === null ? '' : ` (${shareOfChange(share)})`}`)
  }
  const shown = rows
    .slice(0, mostRows)
    .map((row) => [
      subjectText(row.cause),
      sentence(causeChangeText(row.cause)),
      ...(showsAmounts
        ? modes.map((mode) => amount(row.deltas.get(mode) ?? { delta: null, share: null }))
        : [sentence(enumerate([...row.deltas.keys()]))]),
    ])
  const header = [
    sentence(labelOf(metric)),
    '',
    ...(showsAmounts ? modes.map((mode) => name(mode)) : ['Modes']),
  ]
  const align = showsAmounts ? alignments(2, modes.length) : alignments(3, 0)
  return more(table(header, align, shown), rows.length)
}

const more = (shown: string, rows: number, most = mostRows) =>
  rows > most ? `${shown}\n\n… and ${rows - most} more.` : shown

function method(report: Report): string {
  const lines = methodLines(report).map((line) => `- ${sentence(line)}`)
  return details('How it was measured', lines.join('\n'))
}
