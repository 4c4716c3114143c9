import { enumerate, plural } from '../../common/english.ts'
import type { Report } from '../../document/report.ts'
import { conditionText } from '../../findings/start-conditions.ts'
import type { Cause } from '../../model/cause.ts'
import { labelOf } from '../../model/metric.ts'
import { formatDelta, formatPercent, formatSize } from '../../model/quantity.ts'
import type { StartCondition } from '../../model/start-condition.ts'
import { causeChangeText, causeSubject } from '../cause-words.ts'
import { type CauseGroup, causeGroups } from '../causes.ts'
import { toldFindings } from '../findings.ts'
import { modesOf, unitOf, variantOf } from '../lookup.ts'
import { code, fence, name, quote, sentence, whole } from '../text.ts'
import { columns, columnsOf } from './columns.ts'
import { dockerfileSection } from './dockerfile.ts'
import { details, marks, table } from './gfm.ts'
import { linkageSection } from './linkage.ts'
import { linkedSection } from './linked.ts'
import { measurementsSection } from './measurements.ts'

export const detailsSections = [
  'findings',
  'causes',
  'linked',
  'measurements',
  'linkage',
  'dockerfile',
  'layers',
  'method',
] as const
export type DetailsSection = (typeof detailsSections)[number]

const mostRows = 15

/** @param most findings that are told; the log of one may be as long as everything else */
export function detailsSection(report: Report, which: DetailsSection, most: number): string | undefined {
  return renderers[which](report, most)
}

const renderers: Readonly<Record<DetailsSection, (report: Report, most: number) => string | undefined>> = {
  findings,
  causes,
  linked: linkedSection,
  measurements: measurementsSection,
  linkage: linkageSection,
  dockerfile: dockerfileSection,
  layers,
  method,
}

function findings(report: Report, most: number): string | undefined {
  const told = toldFindings(report)
  if (told.length === 0) return undefined
  const blocks = told.slice(0, most).map(({ id, verdict, modes, message, log, fix }) => {
    const mark = verdict === 'pass' ? '' : `${marks[verdict]} `
    const about = modes === '' ? '' : `**${sentence(modes)}** · `
    return [
      `${mark}${about}${whole(message)} · ${code(id)}`,
      ...(log.length > 0 ? [fence(log)] : []),
      ...(fix === undefined ? [] : [`Fix: ${whole(fix)}`]),
    ].join('\n\n')
  })
  if (told.length > most) blocks.push(`… and ${told.length - most} more; see the report.`)
  // whoever has nothing but a log wants to see it at once
  const isOpen = report.verdict !== 'pass' && told.some(({ log }) => log.length > 0)
  return details('Findings and logs', blocks.join('\n\n'), isOpen)
}

function causes(report: Report): string | undefined {
  const groups = causeGroups(report)
  if (groups.length === 0) return undefined
  const hasShares = report.causes.some(({ delta, share }) => delta !== null && share !== null)
  return details(
    'Why it changed',
    [
      ...groups.map((group) => causeTable(report, group)),
      ...(hasShares ? ['In parentheses: the share of the whole change.'] : []),
    ].join('\n\n'),
  )
}

/** Of the whole change, which can be less than its parts: `70 %`, `−20 %`. */
function shareOfChange(share: number): string {
  const percent = Math.round(Math.abs(share) * 100)
  if (percent === 0) return share === 0 ? '0 %' : 'below 1 %'
  return `${share < 0 ? '−' : ''}${percent} %`
}

function subjectText(cause: Cause): string {
  const { kind, name: of } = causeSubject(cause)
  return of === undefined ? sentence(kind) : `${sentence(kind)} ${code(of)}`
}

function causeTable(report: Report, { metric, rows }: CauseGroup): string {
  const modes = modesOf(report)
  const unit = unitOf(report, metric)
  const hasDeltas = rows.some((row) => [...row.deltas.values()].some(({ delta }) => delta !== null))
  const amount = ({ delta, share }: Pick<Cause, 'delta' | 'share'>) => {
    if (delta === null) return ''
    return sentence(`${formatDelta(delta, unit)}${share === null ? '' : ` (${shareOfChange(share)})`}`)
  }
  const shown = rows
    .slice(0, mostRows)
    .map((row) => [
      subjectText(row.cause),
      sentence(causeChangeText(row.cause)),
      ...(hasDeltas
        ? modes.map((mode) => amount(row.deltas.get(mode) ?? { delta: null, share: null }))
        : [sentence(enumerate([...row.deltas.keys()]))]),
    ])
  const header = [sentence(labelOf(metric)), '', ...(hasDeltas ? modes.map((mode) => name(mode)) : ['Modes'])]
  const align = hasDeltas ? columns(2, modes.length) : columns(3, 0)
  return more(table(header, align, shown), rows.length)
}

const more = (shown: string, rows: number, most = mostRows) =>
  rows > most ? `${shown}\n\n… and ${rows - most} more.` : shown

function layers(report: Report): string | undefined {
  const blocks = columnsOf(report).flatMap(({ mode, platform, title }) => {
    const head = variantOf(report, 'head', mode, platform)
    if (head?.image === undefined) return []
    const before = new Set(
      variantOf(report, 'base', mode, platform)?.image?.layers.map(({ diffId }) => diffId),
    )
    const { id, entrypoint, user, workingDir } = head.image
    const timesOnly = head.image.changes?.timesOnly ?? []
    const run = [
      `entry point ${code(JSON.stringify(entrypoint), 120)}`,
      user === '' ? 'no user' : `user ${code(user)}`,
      ...(workingDir === '' ? [] : [`in ${code(workingDir)}`]),
    ]
    const shown = head.image.layers
      .slice(0, mostRows)
      .map((layer, index) => [
        `${index + 1}`,
        layer.createdBy === undefined ? '' : code(layer.createdBy, 60),
        sentence(formatSize(layer.size)),
        sentence(formatSize(layer.compressedSize)),
        before.size === 0
          ? ''
          : before.has(layer.diffId)
            ? 'as in base'
            : timesOnly.includes(index)
              ? 'times only'
              : 'changed',
      ])
    const header = ['', 'Layer', 'Unpacked', 'Pulled', '']
    return [
      `**${title}** · ${head.source} image ${code(id.replace(/^sha256:/, '').slice(0, 12))}, ${run.join(', ')}`,
      more(table(header, ['left', 'left', 'right', 'right', 'left'], shown), head.image.layers.length),
    ]
  })
  return blocks.length === 0 ? undefined : details('Layers and images', blocks.join('\n\n'))
}

function method(report: Report): string {
  const { base, head, go, engine, noise, phases, tool } = report
  const { os, arch, cpus, image } = report.runner
  // their full length is what a reader copies
  const commit = ({ sha, ref, dirty }: typeof head) =>
    `${quote(sha)}${ref === undefined ? '' : ` (${quote(ref)})`}${dirty ? ' with uncommitted changes' : ''}`
  const floor = noise.floor === null ? '' : formatPercent(Math.abs(noise.floor)).replace('+', '')
  const atMost = noise.limit === undefined || noise.limit <= noise.rounds ? '' : ` of at most ${noise.limit}`
  const lines = [
    `Head: ${commit(head)}`,
    base === null ? 'Base: none' : `Base: ${commit(base)}`,
    'Changes are head − base, sizes in powers of 1000',
    `Built with ${go.version}, images made by ${engine.name} ${engine.version}`,
    `Runner: ${os}/${arch}, ${plural(cpus, 'CPU')}${image === undefined ? '' : `, ${image}`}`,
    noise.rounds === 0
      ? 'No starts were timed'
      : `Timed in ${plural(noise.rounds, 'round')}${atMost}, each variant once per round, in random order`,
    ...conditionLines(report),
    ...(floor === ''
      ? []
      : [`Noise floor of start-up: ${floor}; two copies of base differ by up to this much`]),
    ...(phases.length === 0
      ? []
      : [`Duration: ${phases.map(({ name, seconds }) => `${name} ${seconds.toFixed(1)} s`).join(', ')}`]),
    `linkgate ${tool.version}`,
  ]
  return details('How it was measured', lines.map((line) => `- ${sentence(line)}`).join('\n'))
}

function conditionLines({ conditions }: Report): readonly string[] {
  if (conditions === undefined) return []
  // each has a clause of its own
  const list = (all: readonly StartCondition[]) => all.map(conditionText).join(', and ')
  const { added, leftOut } = conditions
  return [
    ...(added.length === 0 ? [] : [`Started with ${list(added)}`]),
    ...(leftOut.length === 0
      ? []
      : [`Started without ${list(leftOut)}, because the app does not start otherwise`]),
  ]
}
