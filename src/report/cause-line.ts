/** The main causes in one line: intended changes first, then by bytes. */
import { lower, plural } from '../common/english.ts'
import type { Report } from '../document/report.ts'
import { type Cause, isExplainedPhase } from '../model/cause.ts'
import type { Comparison } from '../model/comparison.ts'
import { labelOf } from '../model/metric.ts'
import { formatDelta } from '../model/quantity.ts'
import { causeTitle } from './cause-words.ts'
import { type CauseRow, causeGroups, explainedPart } from './causes.ts'
import { explainedSum } from './explained-sum.ts'
import { unitOf } from './lookup.ts'
import { quote } from './text.ts'

export interface CauseLine {
  /** Must be escaped before printing, because the platform in it is untrusted. */
  readonly label: string
  /** At most three causes, the number of further causes, and how much of the change the shown ones explain. */
  readonly items: readonly string[]
}

const most = 3
/** Causes with a smaller share of the change are only in the details. */
const leastShare = 0.05
/** These contain the program, so its causes are theirs, too. */
const imageSizes = ['image-size', 'pull-size']
const sizes = ['binary-size', ...imageSizes]

/** A cause with its effects. */
interface Candidate {
  readonly title: string
  readonly cause: Cause
  readonly isIntended: boolean
  /** For the mode that changed most, in the unit of the metric; null if unknown. */
  readonly delta: number | null
  readonly share: number | null
  /** The cause itself, and the modules that it brought. */
  readonly rows: readonly CauseRow[]
  readonly effects: readonly string[]
}

/** Causes of broken budgets, or of changed sizes if no budget is broken. */
export function causeLine(whole: Report): CauseLine | undefined {
  const { report, platform } = explainedPart(whole)
  const broken = report.comparisons.filter(({ verdict }) => verdict === 'fail' || verdict === 'warn')
  const changed = report.comparisons.filter(({ metric, delta }) => sizes.includes(metric) && delta !== 0)
  const affected = broken.length > 0 ? broken : changed
  const groups = causeGroups(report)
  const ofSizes = ranked(sizeCandidates(report, affected).map((one) => ofWhole(one, report, affected)))
  const others = groups
    .filter(({ metric }) => !sizes.includes(metric))
    .flatMap(({ metric, rows }) => {
      const modes = new Set([
        ...modesOfMetric(affected, [metric]),
        ...(metric === 'init-bytes' ? modesOfMetric(affected, ['memory']) : []),
      ])
      return rows.flatMap((row) => candidateOf(report, metric, [row], modes) ?? [])
    })
    .filter((one) => one.cause.metric !== 'init-bytes' || isLargeInMemory(one, affected))
    .filter(isLarge)
  const all = joinedWithModules(ofSizes, withoutExplainedPhase(others))
  if (all.length === 0) return undefined
  const shown = choose(all, ofSizes.length)
  const left = all.length - shown.length
  const where = platform === undefined ? '' : ` on ${platform}`
  const items = shown.map(({ title, effects }) =>
    effects.length === 0 ? title : `${title}: ${effects.join(', ')}`,
  )
  const explained = explainedSum(report, {
    causes: shown.filter((one) => ofSizes.some(({ cause }) => cause === one.cause)),
    namesMode: modesOfMetric(affected, sizes).size > 1,
  })
  return {
    label: `${shown.some(({ effects }) => effects.length > 0) ? 'Cause' : 'What changed'}${where}`,
    items: [...items, ...(left > 0 ? [`${left} more`] : []), ...explained],
  }
}

/** Removes the phase of a start if package initialization explains it. */
function withoutExplainedPhase(candidates: readonly Candidate[]): readonly Candidate[] {
  const causes = candidates.flatMap(({ cause, delta }) =>
    cause.metric === 'startup' ? [{ ...cause, delta }] : [],
  )
  return candidates.filter(({ cause, delta }) => !isExplainedPhase({ ...cause, delta }, causes))
}

function modesOfMetric(affected: readonly Comparison[], metrics: readonly string[]): ReadonlySet<string> {
  return new Set(affected.filter(({ metric }) => metrics.includes(metric)).map(({ mode }) => mode))
}

/** Whether allocations before `main` could explain a tenth of the memory change, if all of them are still in use at ready. */
function isLargeInMemory({ cause, delta }: Candidate, affected: readonly Comparison[]): boolean {
  const of = (metric: string) => affected.find((one) => one.metric === metric && one.mode === cause.mode)
  const memory = of('memory')?.delta
  if (of('init-bytes') !== undefined || memory === undefined || memory === null) return true
  return delta !== null && Math.sign(delta) === Math.sign(memory) && Math.abs(delta) >= Math.abs(memory) / 10
}

/** Causes of binary and image sizes together, because all are in bytes. */
function sizeCandidates(report: Report, affected: readonly Comparison[]): readonly Candidate[] {
  return causeGroups(report)
    .filter(({ metric }) => sizes.includes(metric))
    .flatMap(({ metric, rows }) => {
      const modes = modesOfMetric(affected, metric === 'binary-size' ? sizes : imageSizes)
      const shown = rows.filter(({ cause }) => !isProgram(cause, report))
      const alone = shown.filter(({ cause }) => cause.kind !== 'module' || cause.through === undefined)
      return alone.flatMap(
        (row) => candidateOf(report, metric, [row, ...broughtBy(row.cause, shown)], modes) ?? [],
      )
    })
}

/** Makes the share relative to the image's change if the image is affected, because that can be much larger. */
function ofWhole(one: Candidate, { comparisons }: Report, affected: readonly Comparison[]): Candidate {
  const { mode } = one.cause
  const isOfImage = modesOfMetric(affected, imageSizes).has(mode)
  const metric = isOfImage ? ['binary-size', 'image-size'] : ['binary-size']
  const changes = comparisons.filter((other) => other.mode === mode && metric.includes(other.metric))
  const whole = Math.max(0, ...changes.map(({ delta }) => Math.abs(delta ?? 0)))
  return one.delta === null || whole === 0 ? one : { ...one, share: one.delta / whole }
}

/** Whether it is the program file itself, which explains nothing. Older reports do not mark it. */
function isProgram(cause: Cause, { programs }: Report): boolean {
  return cause.kind === 'file' && (cause.program === true || programs === undefined)
}

/** Modules that were added, removed or changed because of this direct requirement. */
function broughtBy({ kind, name }: Cause, rows: readonly CauseRow[]): readonly CauseRow[] {
  if (kind !== 'module') return []
  return rows.filter(({ cause }) => cause.kind === 'module' && cause.through === name)
}

function candidateOf(
  report: Report,
  metric: string,
  [row, ...brought]: readonly [CauseRow, ...CauseRow[]],
  modes: ReadonlySet<string>,
): Candidate | undefined {
  const size = ({ delta }: Cause) => Math.abs(delta ?? 0)
  const [cause] = [...row.deltas.values()]
    .filter(({ mode }) => modes.has(mode))
    .toSorted((a, b) => size(b) - size(a))
  if (cause === undefined) return undefined
  const all = [cause, ...brought.flatMap(({ deltas }) => deltas.get(cause.mode) ?? [])]
  const delta = all.reduce<number | null>((sum, one) => addKnown(sum, one.delta), 0)
  const share = all.reduce<number | null>((sum, one) => addKnown(sum, one.share), 0)
  const change =
    delta === null ? [] : [`${lower(labelOf(metric))} ${formatDelta(delta, unitOf(report, metric))}`]
  const title = causeTitle(cause, quote)
  const came = cause.change.type === 'removed' ? 'required' : 'requires'
  return {
    title: all.length === 1 ? title : `${title} with ${plural(all.length - 1, 'module')} that it ${came}`,
    cause,
    isIntended: isIntended(cause, report),
    delta,
    share,
    rows: [row, ...brought],
    effects: change,
  }
}

const addKnown = (sum: number | null, one: number | null) => (sum === null || one === null ? null : sum + one)

/** Whether a person made the change (a requirement, a setting, a file), as opposed to its consequences. */
function isIntended(cause: Cause, { goMod }: Report): boolean {
  switch (cause.kind) {
    case 'module':
      if (cause.change.type === 'linked') return false
      // an upgrade that no other module brought is one of an indirect requirement itself
      if (cause.change.type === 'changed' && cause.through === undefined) return true
      return cause.direct === true || (goMod !== undefined && Object.hasOwn(goMod.require, cause.name))
    case 'package':
    case 'embedded-file':
    case 'toolchain':
    case 'build-setting':
    case 'build':
    case 'symbols':
    case 'dead-code':
    case 'base-image':
    case 'file':
      return true
    default:
      return false
  }
}

/** The largest intended cause, then all large ones, the largest first. */
function ranked(candidates: readonly Candidate[]): readonly Candidate[] {
  if (candidates.every(({ delta }) => delta === null)) return candidates
  const sorted = candidates.toSorted((a, b) => Math.abs(b.delta ?? 0) - Math.abs(a.delta ?? 0))
  const intended = sorted.filter((one) => one.isIntended)
  // a small requirement or setting can be the cause of large consequences
  const small =
    sorted[0]?.isIntended === true ? undefined : intended.find(({ cause }) => cause.kind !== 'package')
  const first = intended.find(isLarge) ?? small
  const others = sorted.filter((one) => one !== first && isLarge(one))
  return first === undefined ? others : [first, ...others]
}

const isLarge = ({ share }: Candidate) => share === null || Math.abs(share) >= leastShare

/** Merges the initialization of a package into the item of its module. */
function joinedWithModules(
  modules: readonly Candidate[],
  others: readonly Candidate[],
): readonly Candidate[] {
  const joined = new Map(modules.map((one) => [one, [...one.effects]]))
  const own = new Map<string, Candidate>()
  for (const one of others) {
    const home = modules.find(({ cause }) => isPartOf(one.cause, cause))
    if (home !== undefined) joined.get(home)?.push(...one.effects)
    else {
      const known = own.get(one.cause.name)
      own.set(
        one.cause.name,
        known === undefined ? one : { ...known, effects: [...known.effects, ...one.effects] },
      )
    }
  }
  return [...modules.map((one) => ({ ...one, effects: joined.get(one) ?? [] })), ...own.values()]
}

function isPartOf({ kind, name }: Cause, of: Cause): boolean {
  if (kind !== 'init' || (of.kind !== 'module' && of.kind !== 'package')) return false
  return name === of.name || (of.kind === 'module' && name.startsWith(`${of.name}/`))
}

/** Always keeps a cause of slower starts, even if many causes of sizes rank higher. */
function choose(all: readonly Candidate[], ofSizes: number): readonly Candidate[] {
  const others = all.length - ofSizes
  const kept = Math.min(ofSizes, others === 0 ? most : most - 1)
  return [...all.slice(0, kept), ...all.slice(ofSizes, ofSizes + most - kept)]
}
