/** The report as the body of a comment, from the fullest to the shortest. */
import type { Report } from '../../document/report.ts'
import { headlineOf } from '../headline.ts'
import { name, sentence } from '../text.ts'
import type { ReportLine } from '../words.ts'
import { type DetailsSection, detailsSection, detailsSections } from './details.ts'
import { marks } from './gfm.ts'
import { shortSha, type TableLimits, tables } from './table.ts'

/** Of what stands before the details: headline and tables. */
interface TopLimits extends TableLimits {
  readonly lines: number
}

interface Limits {
  readonly top: TopLimits
  readonly sections: readonly DetailsSection[]
  /** Among the details. */
  readonly findings: number
}

const roomyTop: TopLimits = { lines: 40, platforms: 8, modes: 12 }
const shortTop: TopLimits = { lines: 5, platforms: 4, modes: 6 }
const roomy = { top: roomyTop, sections: detailsSections }
const fewFindings = 30

/** What goes first when room is short: what can be read from the report file, then what explains, then findings. */
const dropped: readonly DetailsSection[] = [
  'layers',
  'measurements',
  'dockerfile',
  'linkage',
  'causes',
  'method',
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
export const fuller = { comment: 'the job summary', summary: 'the report file (output `report`)' } as const
export type Fuller = (typeof fuller)[keyof typeof fuller]

/** Each is whole in itself, and shorter than the one before. */
export function markdownBodies(report: Report, rest: Fuller = fuller.comment): readonly string[] {
  const rendered = new Map(detailsSections.map((one) => [one, detailsSection(report, one, fewFindings)]))
  const tops = new Map([roomyTop, shortTop].map((limits) => [limits, topOf(report, limits)]))
  const bodies: string[] = []
  for (const limits of steps) {
    const findings =
      Math.min(limits.findings, report.findings.length) > fewFindings
        ? detailsSection(report, 'findings', limits.findings)
        : rendered.get('findings')
    const sections = new Map([...rendered, ['findings', findings] as const])
    const body = [...(tops.get(limits.top) ?? []), ...detailsOf(limits, sections, rest)].join('\n\n')
    const last = bodies.at(-1)
    if (last === undefined || body.length < last.length) bodies.push(body)
  }
  return bodies
}

function topOf(report: Report, limits: TopLimits): readonly string[] {
  const shown = tables(report, limits)
  return [...headline(report, limits.lines), ...shown, caption(report, shown.length > 0)]
}

function detailsOf(
  limits: Limits,
  rendered: ReadonlyMap<DetailsSection, string | undefined>,
  rest: Fuller,
): readonly string[] {
  const left = detailsSections.filter(
    (one) => !limits.sections.includes(one) && rendered.get(one) !== undefined,
  )
  return [
    ...limits.sections.flatMap((one) => rendered.get(one) ?? []),
    ...(left.length > 0 ? [`Details are left out here; ${rest} has them.`] : []),
  ]
}

function headline(report: Report, most: number): readonly string[] {
  const { verdict, words, lines, state, cause, accepted } = headlineOf(report)
  // marks tell lines apart; where all are as bad as the heading, they would only repeat it
  const isMixed = lines.some((line) => line.verdict !== verdict)
  const mark = (line: ReportLine) => (isMixed && line.verdict !== 'pass' ? `${marks[line.verdict]} ` : '')
  const subject = (line: ReportLine) => (line.subject === '' ? '' : `**${sentence(line.subject)}** · `)
  const shown = lines.slice(0, most).map((line) => `- ${mark(line)}${subject(line)}${sentence(line.text)}`)
  if (lines.length > most) shown.push(`- … and ${lines.length - most} more`)
  return [
    `### ${marks[verdict]} linkgate · ${name(report.app)}: ${sentence(words)}`,
    ...(accepted === undefined ? [] : [sentence(accepted)]),
    ...(shown.length > 0 ? [shown.join('\n')] : []),
    ...(state === undefined ? [] : [sentence(state)]),
    ...(cause === undefined
      ? []
      : [`${cause.label}: ${cause.items.map((item) => sentence(item)).join(' · ')}`]),
  ]
}

function caption({ base, head }: Report, isAboutTable: boolean): string {
  const now = `Head ${shortSha(head.sha)}${head.dirty ? ' with uncommitted changes' : ''}`
  return base === null
    ? `<sub>${now}; no base.</sub>`
    : `<sub>${now} against base ${shortSha(base.sha)}${isAboutTable ? '; under each value its change' : ''}.</sub>`
}
