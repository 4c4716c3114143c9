/** The collapsed parts of the comment: everything behind a number, for who wants to know. */
import { type Finding, isMeasured, type Report } from '../model.ts'
import { formatDelta, formatPercent, formatSize, formatValue } from '../quantity.ts'
import { causeGroups } from './causes.ts'
import { type Align, details, marks, table } from './gfm.ts'
import { code, fence, name, quote, sentence } from './text.ts'
import {
  changeText,
  comparisonOf,
  labelOf,
  measuredText,
  measurementOf,
  metricsOf,
  modesOf,
  platformsOf,
  unitOf,
  variantOf,
} from './view.ts'
import { enumerate } from './words.ts'

export const sections = ['findings', 'causes', 'measurements', 'linkage', 'layers', 'method'] as const
export type Section = (typeof sections)[number]

const mostRows = 15

export function section(report: Report, which: Section): string | undefined {
  return renderers[which](report)
}

const renderers: Readonly<Record<Section, (report: Report) => string | undefined>> = {
  findings,
  causes,
  measurements,
  linkage,
  layers,
  method,
}

function findings(report: Report): string | undefined {
  const told = report.findings.filter(
    ({ log, mend, verdict, kind }) =>
      (log ?? []).length > 0 || mend !== undefined || (verdict === 'pass' && kind !== 'no-baseline'),
  )
  if (told.length === 0) return undefined
  const same = ({ verdict, kind, revision, message, log, mend }: Finding) =>
    JSON.stringify([verdict, kind, revision, message, log, mend])
  const blocks = [...Map.groupBy(told, same).values()].map((group) => {
    const [{ verdict, message, log = [], mend }] = group as [Finding]
    const modes = enumerate(group.flatMap(({ mode }) => mode ?? []))
    const first = log.length > 40 ? [`… ${log.length - 40} lines before`] : []
    return [
      `${marks[verdict]} ${modes === '' ? '' : `**${sentence(modes)}** · `}${sentence(message)}`,
      ...(log.length > 0 ? [fence([...first, ...log.slice(-40)])] : []),
      ...(mend === undefined ? [] : [`To mend it: ${sentence(mend)}`]),
    ].join('\n\n')
  })
  const isOpen = told.some(({ log, verdict }) => verdict === 'fail' && (log ?? []).length > 0)
  return details('Findings and logs', blocks.join('\n\n'), isOpen)
}

function causes(report: Report): string | undefined {
  const modes = modesOf(report)
  const groups = causeGroups(report)
  if (groups.length === 0) return undefined
  const blocks = groups.map(({ metric, rows }) => {
    const unit = unitOf(report, metric)
    const shown = rows.slice(0, mostRows).map((row) => [
      `${sentence(row.kind)} ${code(row.name)}`,
      sentence(row.change),
      ...modes.map((mode) => {
        const cause = row.deltas.get(mode)
        if (cause === undefined || cause.delta === null) return ''
        const share = cause.share === null ? '' : ` (${Math.round(cause.share * 100)} %)`
        return sentence(`${formatDelta(cause.delta, unit)}${share}`)
      }),
    ])
    const header = [sentence(labelOf(metric)), '', ...modes.map((mode) => name(mode))]
    return more(table(header, columns(2, modes.length), shown), rows.length)
  })
  const note = 'In brackets: the share of the whole change.'
  return details('Why it changed', [...blocks, note].join('\n\n'))
}

const columns = (left: number, right: number): readonly Align[] => [
  ...Array<Align>(left).fill('left'),
  ...Array<Align>(right).fill('right'),
]

const more = (shown: string, rows: number) =>
  rows > mostRows ? `${shown}\n\n… and ${rows - mostRows} more.` : shown

/** Modes with their platform, where that needs to be said. */
function columnsOf(report: Report): readonly { mode: string; platform: string; title: string }[] {
  const platforms = platformsOf(report)
  return platforms.flatMap((platform) =>
    modesOf(report).map((mode) => ({
      mode,
      platform,
      title: platforms.length > 1 ? `${name(mode)} ${name(platform)}` : name(mode),
    })),
  )
}

function measurements(report: Report): string | undefined {
  const rows = metricsOf(report).flatMap((metric) =>
    columnsOf(report).flatMap(({ mode, platform, title }) => {
      const [base, head] = (['base', 'head'] as const).map((revision) =>
        measurementOf(variantOf(report, revision, mode, platform), metric),
      )
      if (base === undefined && head === undefined) return []
      const comparison = comparisonOf(report, metric, mode, platform)
      const unit = unitOf(report, metric)
      const told = [base, head].map((one) =>
        one === undefined
          ? ''
          : sentence(isMeasured(one) ? measuredText(one) : `unmeasured: ${one.unmeasured}`, 120),
      )
      const change = comparison === undefined ? '' : sentence(changeText(comparison, unit))
      const share = comparison?.ratio == null ? '' : sentence(formatPercent(comparison.ratio - 1))
      return [[sentence(labelOf(metric)), title, ...told, change, share]]
    }),
  )
  if (rows.length === 0) return undefined
  const header = ['Metric', 'Mode', 'Base', 'Head', 'Δ', '']
  return details('All measurements', table(header, columns(2, 4), rows.slice(0, 200)))
}

function linkage(report: Report): string | undefined {
  const facts: readonly [string, (linkage: NonNullable<Report['variants'][number]['linkage']>) => string][] =
    [
      ['Kind', ({ kind }) => kind],
      ['Interpreter', ({ interpreter }) => (interpreter === undefined ? 'none' : quote(interpreter))],
      [
        'Libraries',
        ({ needed }) => (needed.length === 0 ? 'none' : needed.slice(0, 30).map(quote).join(' ')),
      ],
      ['C library', ({ libc, glibc }) => [libc ?? 'none', glibc === undefined ? '' : `≥ ${glibc}`].join(' ')],
      ['Position independent', ({ pie }) => (pie ? 'yes' : 'no')],
      ['Machine', ({ machine }) => machine],
      ['Linked by', ({ go }) => go ?? 'unknown'],
    ]
  const all = columnsOf(report)
  const pairs = all.map(({ mode, platform }) => ({
    base: variantOf(report, 'base', mode, platform)?.linkage,
    head: variantOf(report, 'head', mode, platform)?.linkage,
  }))
  if (pairs.every(({ head }) => head === undefined)) return undefined
  const rows = facts.map(([label, fact]) => [
    label,
    ...pairs.map(({ base, head }) => {
      if (head === undefined) return 'not built'
      const was = base === undefined || fact(base) === fact(head) ? '' : `<br>was ${sentence(fact(base))}`
      return `${sentence(fact(head))}${was}`
    }),
  ])
  return details('Linkage', table(['', ...all.map(({ title }) => title)], columns(1 + all.length, 0), rows))
}

function layers(report: Report): string | undefined {
  const blocks = columnsOf(report).flatMap(({ mode, platform, title }) => {
    const head = variantOf(report, 'head', mode, platform)
    if (head?.image === undefined) return []
    const before = new Set(
      variantOf(report, 'base', mode, platform)?.image?.layers.map(({ diffId }) => diffId),
    )
    const { id, entrypoint, user, workingDir } = head.image
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
        formatSize(layer.size),
        formatSize(layer.compressedSize),
        before.size === 0 ? '' : before.has(layer.diffId) ? 'as in base' : 'changed',
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
  const { base, head, runner, engine, noise, phases } = report
  const commit = (one: typeof head) =>
    `${code(one.sha)}${one.ref === undefined ? '' : ` (${code(one.ref)})`}${one.dirty ? ' with uncommitted changes' : ''}`
  const floor =
    noise.floor === null
      ? ''
      : `; base against a second copy of itself came out ${sentence(formatPercent(Math.abs(noise.floor)).slice(1))} apart`
  const lines = [
    `Head: ${commit(head)}`,
    base === null ? 'Base: none' : `Base: ${commit(base)}`,
    'Changes are head − base, sizes in powers of 1000',
    `Built with ${sentence(report.go.version)}, images made by ${sentence(`${engine.name} ${engine.version}`)}`,
    `Runner: ${sentence([`${runner.os}/${runner.arch}`, `${formatValue(runner.cpus, 'count')} CPUs`, runner.image ?? ''].join(' · '))}`,
    ...(noise.rounds === 0
      ? ['Nothing was timed']
      : [`Timed in ${noise.rounds} rounds, every variant once in each${floor}`]),
    ...(phases.length === 0
      ? []
      : [
          `Time taken: ${sentence(phases.map((phase) => `${phase.name} ${phase.seconds.toFixed(1)} s`).join(', '))}`,
        ]),
    `linkgate ${sentence(report.tool.version)}`,
  ]
  return details('How it was measured', lines.map((line) => `- ${line}`).join('\n'))
}
