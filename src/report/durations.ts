/** How long the phases of a run took, what caches saved, and what they will save in the next run. */
import { enumerate, plural } from '../common/english.ts'
import type { Report } from '../document/report.ts'
import type { GoCaches, RunPhase } from '../model/phase.ts'
import { formatSize } from '../model/quantity.ts'
import { jobNames, measuringJobs } from './jobs.ts'
import { quote } from './text.ts'

/** One phase in words; names are in backticks. */
export interface PhaseRow {
  /** The job in which it ran, if the report has several. */
  readonly job?: string
  readonly name: string
  readonly time: string
  /** It is part of the phase above. */
  readonly isPart: boolean
  /** Parts that came from a cache or were done only once; empty if unknown. */
  readonly cached: string
  /** Work that the next run will skip; empty if unknown. */
  readonly next: string
}

/** A map, because reports of other jobs can have any name, even one of `Object.prototype`. */
const names: ReadonlyMap<string, string> = new Map([
  ['builder', '`go build` and image builders'],
  ['starts', 'starts of the app'],
  ['vulnerabilities', 'known vulnerabilities'],
  ['restore-caches', 'restoring compile caches into the builder'],
  ['keep-caches', 'saving compile caches of the builder'],
])

const phaseName = (name: string): string => names.get(name) ?? name

const phaseTime = ({ seconds }: Pick<RunPhase, 'seconds'>): string => `${seconds.toFixed(1)} s`

/** A check has about ten phases for each job, but a report of another job can have any number. */
const mostRows = 200

export function phaseRows(report: Report): readonly PhaseRow[] {
  const jobs = measuringJobs(report)
  if (jobs.length === 1) return rowsOf(report, report.phases).slice(0, mostRows)
  const names = jobNames(jobs)
  return jobs
    .flatMap(({ phases }, index) =>
      rowsOf(report, phases).map((row) => ({ ...row, job: names[index] ?? '' })),
    )
    .slice(0, mostRows)
}

function rowsOf(report: Report, all: Report['phases']): readonly PhaseRow[] {
  const phases = all.slice(0, mostRows)
  return phases.map((phase, at) => ({
    name: phaseName(phase.name),
    time: phaseTime(phase),
    isPart: phase.within !== undefined,
    cached: [
      ...cachedIn(phase),
      ...(isBuilder(phase) ? sharedBuilds(report) : []),
      ...(phase.name === 'restore-caches' ? restoredCaches(report) : []),
    ].join('; '),
    next: nextOf(phase, phases.slice(at + 1), report),
  }))
}

/** Phases that are part of another one follow it in parentheses. */
export function durationText(phases: Report['phases']): string {
  const text = (phase: (typeof phases)[number]) => `${phaseName(phase.name)} ${phaseTime(phase)}`
  const found: { readonly phase: string; readonly parts: string[] }[] = []
  for (const phase of phases) {
    const last = phase.within === undefined ? undefined : found.at(-1)
    if (last === undefined) found.push({ phase: text(phase), parts: [] })
    else last.parts.push(text(phase))
  }
  return found
    .map(({ phase, parts }) => (parts.length === 0 ? phase : `${phase} (including ${parts.join(' and ')})`))
    .join(', ')
}

/** Durations and caches in one line, for the log. */
export function durationLine(report: Report): string {
  const caches = phaseRows(report).flatMap(({ cached, next }) => [
    ...(cached === '' ? [] : [cached]),
    ...(next === '' ? [] : [`the next run ${next}`]),
  ])
  return [durationText(report.phases), ...caches].join('; ')
}

const isBuilder = ({ name, within }: RunPhase) => name === 'builder' && within === 'build'

function cachedIn({ goCaches, results = nothingKept }: RunPhase): readonly string[] {
  return [
    ...(goCaches === undefined ? [] : [sources[goCaches.from](goCaches)]),
    ...(results.taken === 0 ? [] : [`${plural(results.taken, 'result')} of earlier runs used`]),
  ]
}

const nothingKept: NonNullable<RunPhase['results']> = { taken: 0, added: 0 }

const sources: Readonly<Record<GoCaches['from'], (found: GoCaches) => string>> = {
  machine: () => 'Go modules were on the machine already',
  cache: ({ key, saves }) =>
    key === undefined || saves
      ? 'Go modules and build cache of other `go.sum` files restored'
      : `Go modules and build cache restored from ${quote(key)}`,
  none: () => 'no cache: cold build',
}

/** Lines about work that several variants share. */
function sharedBuilds({ findings, variants }: Report): readonly string[] {
  const once = findings.flatMap(({ id, mode }) => (id === 'dockerfile/built-once' ? (mode ?? []) : []))
  const hasMounts = variants.some(({ dockerfile }) => dockerfile?.compileCaches !== undefined)
  const own = variants.filter(({ source }) => source === 'built-in')
  return [
    ...(once.length === 0
      ? []
      : [`one build for base and head in ${plural(once.length, 'mode')} (${enumerate(once.map(quote))})`]),
    ...(hasMounts ? ["builds share Go's caches through cache mounts"] : []),
    ...(own.length > 1 ? ['built-in images share the Go build cache'] : []),
  ]
}

/** Lines about caches that the builder restored from an earlier run. */
function restoredCaches({ findings }: Report): readonly string[] {
  return findings.flatMap((one) => {
    if (one.id !== 'dockerfile/caches-restored') return []
    const { bytes, modules } = one.params
    const downloaded =
      modules === undefined ? [] : [`${modules.downloaded} of ${plural(modules.all, 'module')} downloaded`]
    return [`${formatSize(bytes)} restored`, ...downloaded]
  })
}

/** Phases whose results are stored for the next run. */
const computed: readonly string[] = ['link', 'attribute']

/** @param later phases that follow it */
function nextOf(phase: RunPhase, later: Report['phases'], { variants }: Report): string {
  const { goCaches, results = nothingKept } = phase
  if (results.added > 0) {
    const computing = computed.flatMap(
      (part) => later.find(({ name, within }) => within === phase.name && name === part) ?? [],
    )
    const took = enumerate(computing.map((one) => `${one.name} ${phaseTime(one)}`))
    return `uses ${plural(results.added, 'new result')} if the programs are the same${took === '' ? '' : ` (${took})`}`
  }
  if (goCaches?.saves !== true) return ''
  // a builder has its own caches, so this phase does not matter to it
  const isCompiledHere = variants.every(({ source }) => source === undefined || source === 'built-in')
  const builder = isCompiledHere ? later.find(isBuilder) : undefined
  // the time saved is unknown, so the time without caches is shown
  const without =
    goCaches.from === 'none' && builder !== undefined ? `; builds without it took ${phaseTime(builder)}` : ''
  return `restores ${quote(goCaches.key ?? '')}${without}`
}
