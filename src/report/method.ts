/** How the numbers of a report were measured. */
import { enumerate, plural } from '../common/english.ts'
import type { MeasuringJob, Report } from '../document/report.ts'
import { conditionText } from '../findings/start-conditions.ts'
import { isMeasured, type UnmeasuredReason } from '../model/measurement.ts'
import { formatProportion } from '../model/quantity.ts'
import type { StartCondition } from '../model/start-condition.ts'
import { durationText } from './durations.ts'
import { engineText, isolationLines } from './isolation.ts'
import { jobNames, measuringJobs } from './jobs.ts'
import { quote } from './text.ts'

/**
 * Sentences about the run that a reader needs to judge its numbers; names are in backticks. Facts that are the same in all
 * jobs are one sentence.
 */
export function methodLines(report: Report): readonly string[] {
  const { base, head } = report
  // in full, because readers copy commit ids
  const commit = ({ sha, ref, dirty }: typeof head) =>
    `${quote(sha)}${ref === undefined ? '' : ` (${quote(ref)})`}${dirty ? ' with uncommitted changes' : ''}`
  const jobs = measuringJobs(report)
  const lines = jobs.map((job) => jobLines(job, report))
  const shared = (line: string) => lines.every((all) => all.includes(line))
  const names = jobNames(jobs)
  return [
    `Head: ${commit(head)}`,
    base === null ? 'Base: none' : `Base: ${commit(base)}`,
    'Changes are head − base, sizes in powers of 1000',
    ...(lines[0] ?? []).filter(shared),
    ...lines.flatMap((all, index) =>
      all.filter((line) => !shared(line)).map((line) => `${names[index] ?? ''}: ${line}`),
    ),
  ]
}

function jobLines(job: MeasuringJob, report: Report): readonly string[] {
  const { go, engine, noise, phases, tool } = job
  const { os, arch, cpus, image } = job.runner
  const floor = noise.floor === null ? '' : formatProportion(noise.floor)
  const atMost = noise.limit === undefined || noise.limit <= noise.rounds ? '' : ` of at most ${noise.limit}`
  const variants = report.variants.filter(isOf(job))
  return [
    `Built with ${go.version}, images made by ${engine.name === 'embedded' ? 'the ' : ''}${engineText(engine)}`,
    ...isolationLines(engine),
    `Runner: ${os}/${arch}, ${plural(cpus, 'CPU')}${image === undefined ? '' : `, ${image}`}`,
    noise.rounds === 0
      ? 'No starts were timed'
      : `Timed in ${plural(noise.rounds, 'round')}${atMost}, each variant once per round, in random order${controlText(noise)}${earlyText(noise, variants, report.comparisons.filter(isOf(job)))}`,
    ...untimedLines(variants),
    ...waitLines(variants),
    ...placementLines(noise),
    ...pressureLines(noise),
    ...conditionLines(job),
    ...(floor === ''
      ? []
      : [`Noise floor of start-up: ${floor}; two copies of base differ by up to this much`]),
    ...(phases.length === 0 ? [] : [`Duration: ${durationText(phases)}`]),
    `linkgate ${tool.version}`,
  ]
}

const isOf =
  ({ platforms, modes }: MeasuringJob) =>
  ({ platform, mode }: { readonly platform: string; readonly mode: string }) =>
    platforms.includes(platform) && modes.includes(mode)

function controlText({ control }: Report['noise']): string {
  return control?.every === undefined || control.every === 1
    ? ''
    : `, and a second copy of base in 1 of ${control.every} rounds`
}

/** Modes that stopped early because more rounds would not have changed their timing verdicts. */
function earlyText(
  noise: Report['noise'],
  variants: Report['variants'],
  comparisons: Report['comparisons'],
): string {
  if (noise.limit === undefined) return ''
  const heads = variants.filter(
    ({ revision, metrics }) => revision === 'head' && isMeasured(metrics['startup']),
  )
  const isOne = new Set(heads.map(({ platform }) => platform)).size <= 1
  const left = heads.flatMap(({ mode, platform, metrics: { startup } }) => {
    const rounds = isMeasured(startup) ? (startup.samples?.length ?? noise.rounds) : noise.rounds
    if (rounds >= noise.rounds) return []
    const isUndecided = comparisons.some(
      (one) => one.mode === mode && one.platform === platform && one.verdict === 'inconclusive',
    )
    const because = isUndecided
      ? 'more rounds would not decide its timing budgets'
      : 'its timing budgets were kept by then'
    return [
      `${quote(mode)}${isOne ? '' : ` on ${quote(platform)}`} only in the first ${rounds}, as ${because}`,
    ]
  })
  return left.map((text) => `; ${text}`).join('')
}

const whyUntimed = [
  ['emulated', 'which this runner emulates'],
  ['other-architecture', 'because this runner times only programs of its own architecture'],
  ['other-platform', 'whose programs this runner does not run'],
] as const satisfies readonly (readonly [UnmeasuredReason['kind'], string])[]

/** Platforms on which the runner does not time starts, so budgets for starts do not apply. */
function untimedLines(variants: Report['variants']): readonly string[] {
  return whyUntimed.flatMap(([kind, why]) => {
    const untimed = variants.filter(({ metrics: { startup } }) => {
      return startup !== undefined && !isMeasured(startup) && startup.unmeasured.kind === kind
    })
    if (untimed.length === 0) return []
    const names = enumerate(untimed.map(({ platform }) => quote(platform)))
    const hasAllocations = untimed.some(({ metrics }) => isMeasured(metrics['init-allocs']))
    return [
      `Start-up is not measured on ${names}, ${why}, so its budgets do not apply there${hasAllocations ? '; allocations before `main` are measured' : ''}`,
    ]
  })
}

/** Needed because the medians next to these changes do include the wait. */
function waitLines(variants: Report['variants']): readonly string[] {
  return variants.some(({ metrics }) => isMeasured(metrics['run-delay']))
    ? [
        'Changes of start-up and listening times are without the wait for a CPU, unless that wait clearly differs between base and head',
      ]
    : []
}

function placementLines({ placement }: Report['noise']): readonly string[] {
  if (placement === undefined) return []
  if (placement.kind === 'random')
    return [
      `Each start drew one of ${placement.copies} copies of its program: its place in memory and on disk is noise, not bias`,
    ]
  const { because, detail } = placement
  const reason = {
    'few-rounds': 'there was no time for many rounds',
    'too-large': 'copies would take too much disk space',
    refused: `no copies could be made in the container${detail === undefined ? '' : `: ${quote(detail)}`}`,
  }[because]
  return [
    `Each program was started from one file, so its place in memory and on disk can bias a timing (${reason})`,
  ]
}

function pressureLines({ pressure }: Report['noise']): readonly string[] {
  if (pressure === undefined) return []
  const { cpu, io } = pressure
  return [
    `During the rounds, some process of the runner waited for a CPU ${formatProportion(cpu)} of the time, and for the disk ${formatProportion(io)}`,
  ]
}

function conditionLines({ conditions }: MeasuringJob): readonly string[] {
  if (conditions === undefined) return []
  // a condition can contain "and", so a comma separates them
  const list = (all: readonly StartCondition[]) => all.map(conditionText).join(', and ')
  const { added, leftOut } = conditions
  return [
    ...(added.length === 0 ? [] : [`Started with ${list(added)}`]),
    ...(leftOut.length === 0
      ? []
      : [`Started without ${list(leftOut)}, because the app does not start otherwise`]),
  ]
}
