/** The report as comment bodies of decreasing length. */
import { remembered } from '../../common/remembered.ts'
import { exitCodeOf } from '../../document/outcome.ts'
import type { Report } from '../../document/report.ts'
import { headlineOf } from '../headline.ts'
import { isTimed } from '../lookup.ts'
import { name, sentence, whole } from '../text.ts'
import type { ReportLine } from '../words.ts'
import { budgetAdvice } from './budget-advice.ts'
import { type DetailsSection, detailsSection, detailsSections } from './details.ts'
import { marks } from './gfm.ts'
import { hasImproved, shortSha, type TableLimits, tables } from './table.ts'

/** Limits for headline and tables. */
interface TopLimits extends TableLimits {
  readonly lines: number
}

interface Limits {
  readonly top: TopLimits
  readonly sections: readonly DetailsSection[]
  /** Maximum number of findings in the details. */
  readonly findings: number
}

const roomyTop: TopLimits = { lines: 40, platforms: 8, modes: 12 }
const shortTop: TopLimits = { lines: 5, platforms: 4, modes: 6 }
const roomy = { top: roomyTop, sections: detailsSections }
const fewFindings = 30

/** The order of omission if space is short: content of the report file, then explanations, then findings. */
const dropped: readonly DetailsSection[] = [
  'durations',
  'layers',
  'measurements',
  'dockerfile',
  'linkage',
  'contents',
  'runtime',
  'advice',
  'linked',
  'scans',
  'causes',
  'method',
  'vulnerabilities',
  'findings',
]

const steps: readonly Limits[] = [
  { ...roomy, findings: Number.POSITIVE_INFINITY },
  { ...roomy, findings: 200 },
  ...Array.from({ length: dropped.length + 1 }, (_, count) => ({
    ...roomy,
    findings: fewFindings,
    sections: detailsSections.filter((one) => !dropped.slice(0, count).includes(one)),
  })),
  { top: shortTop, findings: 0, sections: [] },
]

/** Where a reader of a shortened text finds the rest. */
export const detailsPlaces = {
  comment: 'the job summary',
  summary: 'the report file (output `report`)',
  /** For a comment on a server without job summaries. */
  withoutSummary: 'the JSON report of the run (output `report`)',
} as const
export type DetailsPlace = (typeof detailsPlaces)[keyof typeof detailsPlaces]

/** Complete texts, each shorter than the previous one. */
export function markdownBodies(
  report: Report,
  rest: DetailsPlace = detailsPlaces.comment,
): readonly string[] {
  const parts = partsOf(report, rest)
  const bodies: string[] = []
  for (const limits of steps) {
    const shown = parts.tables(limits.top)
    const details = limits.sections.flatMap((one) => parts.section(one, limits.findings) ?? [])
    const isShort = detailsSections.some(
      (one) => !limits.sections.includes(one) && parts.section(one, fewFindings) !== undefined,
    )
    const body = [
      heading(report),
      ...parts.headline(limits.top).all,
      ...shown,
      caption(report, shown.length > 0),
      ...budgetAdvice([report]),
      ...details,
      ...(isShort ? [`Details omitted; see ${rest}.`] : []),
    ].join('\n\n')
    const last = bodies.at(-1)
    if (last === undefined || body.length < last.length) bodies.push(body)
  }
  return bodies
}

/** Levels of `sectionBodies`. */
export const sectionLevels = steps.length + 2

/**
 * The text of one app in a combined comment, without heading and commits. Level 0 is the longest. The last two levels have
 * no table: the first of them has all lines of the headline, the second only those that fail the check.
 */
export function sectionBodies(report: Report, rest: DetailsPlace): (level: number) => string {
  const parts = partsOf(report, rest)
  return (level) => {
    const limits = steps[level]
    if (limits === undefined) {
      const { all, failing } = parts.headline(shortTop)
      return (level === steps.length ? all : failing).join('\n\n')
    }
    return [
      ...parts.headline(limits.top).all,
      ...parts.tables(limits.top),
      ...limits.sections.flatMap((one) => parts.section(one, limits.findings) ?? []),
    ].join('\n\n')
  }
}

/** Renders each part only once, although several texts contain it. */
function partsOf(report: Report, rest: DetailsPlace) {
  const few = remembered((one: DetailsSection) => detailsSection(report, one, fewFindings))
  return {
    headline: remembered((limits: TopLimits) => headlineParts(report, limits.lines)),
    tables: remembered((limits: TopLimits) => tables(report, limits)),
    section: (one: DetailsSection, findings: number) => {
      // durations do not matter to reviewers, and the total time is in the details
      if (one === 'durations' && rest !== detailsPlaces.summary) return undefined
      return one === 'findings' && Math.min(findings, report.findings.length) > fewFindings
        ? detailsSection(report, one, findings)
        : few(one)
    },
  }
}

function heading(report: Report): string {
  const { verdict, words } = headlineOf(report)
  return `### ${marks[verdict]} linkgate · ${name(report.app)}: ${sentence(words)}`
}

interface HeadlineParts {
  readonly all: readonly string[]
  /** Only the lines that fail the check. */
  readonly failing: readonly string[]
}

function headlineParts(report: Report, most: number): HeadlineParts {
  const { verdict, lines, state, cause, accepted } = headlineOf(report)
  // if all lines have the verdict of the heading, marks would only repeat it
  const isMixed = lines.some((line) => line.verdict !== verdict)
  const mark = (line: ReportLine) => (isMixed && line.verdict !== 'pass' ? `${marks[line.verdict]} ` : '')
  const subject = (line: ReportLine) => (line.subject === '' ? '' : `**${sentence(line.subject)}** · `)
  const list = (all: readonly ReportLine[]) => {
    const shown = all.slice(0, most).map((line) => `- ${mark(line)}${subject(line)}${whole(line.text)}`)
    if (all.length > most) shown.push(`- … and ${all.length - most} more`)
    return shown.length > 0 ? [shown.join('\n')] : []
  }
  return {
    all: [
      ...(accepted === undefined ? [] : [sentence(accepted)]),
      ...list(lines),
      ...(state === undefined ? [] : [sentence(state)]),
      ...(cause === undefined
        ? []
        : [`${sentence(cause.label)}: ${cause.items.map((item) => sentence(item)).join(' · ')}`]),
    ],
    failing: list(lines.filter((line) => exitCodeOf(line.verdict) !== 0)),
  }
}

export function caption(report: Report, isAboutTable: boolean): string {
  const { base, head } = report
  const now = `Head ${shortSha(head.sha)}${head.dirty ? ' with uncommitted changes' : ''}`
  if (base === null) return `<sub>${now}; no base.</sub>`
  const ofTimes = isTimed(report) ? ', and changes of times are medians over all starts' : ''
  const about = isAboutTable ? `; changes are shown below each value${ofTimes}` : ''
  const improved = isAboutTable && hasImproved(report) ? `. ${marks.improved}: improved` : ''
  return `<sub>${now} against base ${shortSha(base.sha)}${about}${improved}.</sub>`
}
