/** Whether the linker omits unused methods of head, whether that changed, and how large the program would be without them. */
import type { DeadCode } from '../../findings/dead-code.ts'
import { type Finding, finding } from '../../findings/finding.ts'
import { stepText } from '../../findings/link-chain.ts'
import type { LinkChain } from '../../model/linked.ts'
import type { VariantPair } from '../../model/variant-set.ts'
import type { Plan } from '../../plan/plan.ts'
import type { ProgramFile } from '../program-file.ts'
import { packageOfSymbol } from '../symbol-names.ts'
import { isOlder, knownAlternative } from './known-tags.ts'
import type { LinkTools, RepeatableVariant } from './link-again.ts'
import { type LinkedFacts, linkedFacts } from './linked-facts.ts'
import type { Keeper, PruningOff } from './pruning.ts'
import { linkPruned, type MeasuredSaving, measureAlternative } from './saving.ts'

/** A program of head, linked without the unused methods that the linker keeps in head but not in base. */
export interface PrunedProgram extends Omit<ProgramFile, 'embedded'> {
  readonly mode: string
  readonly platform: string
  /** The cause: a function, or `plugin`. */
  readonly name: string
}

export interface DeadCodeCheck {
  /** At most one. */
  readonly findings: readonly Finding[]
  /** One for each mode that keeps methods that base omitted. */
  readonly pruned: readonly PrunedProgram[]
}

/**
 * If both base and head keep unused methods, their size is measured in base, because an earlier run may have kept that result. It is
 * measured in head if the size in base is not valid for head, or if head follows base on the same branch, because then head is the
 * base of later runs.
 *
 * @param facts of the head of the first of `pairs`
 */
export async function checkDeadCode(
  tools: LinkTools,
  plan: Plan,
  pairs: readonly VariantPair<RepeatableVariant>[],
  { off, lookups }: LinkedFacts,
): Promise<DeadCodeCheck> {
  const [pair] = pairs
  if (off === null || pair === undefined) return { findings: [], pruned: [] }
  const head = { variant: pair.head, off, lookups }
  const ofBase = await factsOfBase(tools, plan, pair)
  if (ofBase?.off === null) return keptSinceBase(tools, plan, pairs, head)
  const base = pair.base && ofBase && { variant: pair.base, off: ofBase.off, lookups: ofBase.lookups }
  const isOfBranch = plan.source.revisions.base?.ref !== undefined
  const isAsBefore = base !== undefined && isOfBranch && savingAppliesTo(base, head)
  const saving = await savingOf(tools, plan, isAsBefore ? base : head)
  const params = paramsOf(isAsBefore ? base : head, saving, base?.lookups)
  const inHead = isAsBefore ? newLookups(base, head) : []
  const { revision, mode } = (isAsBefore ? base : head).variant
  return {
    findings: [
      finding(
        'link/dead-code-kept',
        { ...params, ...(inHead.length === 0 ? {} : { inHead }) },
        { verdict: 'pass', revision, mode: mode.name },
      ),
    ],
    pruned: [],
  }
}

/** A program in which the linker keeps unused methods. */
interface UnprunedProgram {
  readonly variant: RepeatableVariant
  readonly off: PruningOff
  readonly lookups: readonly string[]
}

/** Returns undefined if there is no base, if it is the same program, or if it cannot be linked again. */
async function factsOfBase(
  tools: LinkTools,
  plan: Plan,
  { base, head }: VariantPair<RepeatableVariant>,
): Promise<LinkedFacts | undefined> {
  const isDifferent = base !== undefined && base.inspection.binary.sha256 !== head.inspection.binary.sha256
  return isDifferent ? linkedFacts(tools, plan, base) : undefined
}

/**
 * Whether a size measured in base is valid for head: the functions that keep unused methods are in both, and head needs the same
 * upgrades.
 */
function savingAppliesTo(base: UnprunedProgram, head: UnprunedProgram): boolean {
  const symbols = new Set(head.lookups)
  const { modules } = head.variant.inspection.binary
  const { upgrades = [] } = knownAlternative(base.off, base.variant.inspection.binary.modules) ?? {}
  return (
    base.off.by === head.off.by &&
    base.lookups.every((one) => symbols.has(one)) &&
    upgrades.every(({ module, to }) => isOlder(modules[module] ?? '', to))
  )
}

/** Functions that keep unused methods only in head, one for each package. */
function newLookups(base: UnprunedProgram, { off }: UnprunedProgram): LinkChain {
  const known = new Set(base.lookups.map(packageOfSymbol))
  const last = [off.chain, ...off.others].flatMap((chain) => chain.at(-1) ?? [])
  const byPackage = new Map(last.map((one) => [one.package, one]))
  return [...byPackage.values()].filter((one) => !known.has(one.package))
}

async function keptSinceBase(
  tools: LinkTools,
  plan: Plan,
  pairs: readonly VariantPair<RepeatableVariant>[],
  head: UnprunedProgram,
): Promise<DeadCodeCheck> {
  const { variant, off, lookups } = head
  const heads = pairs.map((pair) => pair.head)
  const [built, pruned] = [
    await alternativeSaving(tools, plan, head),
    off.by === 'plugin' ? [] : await linkPruned(tools, plan, heads, lookups),
  ]
  const { mode } = variant
  const ofMode = pruned.find((one) => one.mode === mode.name)
  const params = paramsOf(head, { measured: built ?? ofMode?.measured, keepers: ofMode?.keepers })
  const name = off.by === 'plugin' ? 'plugin' : stepText(off.chain.at(-1))
  const about = { verdict: 'warn', revision: 'head', mode: mode.name } as const
  return {
    findings: [finding('link/dead-code-lost', params, about)],
    pruned: pruned.map((one) => ({ ...one, name })),
  }
}

interface Saving {
  readonly measured?: MeasuredSaving | undefined
  readonly keepers?: readonly Keeper[] | undefined
}

/**
 * Measured with build tags that disable the lookups, if such tags are known; otherwise by linking as if no function looked up
 * methods.
 */
async function savingOf(tools: LinkTools, plan: Plan, program: UnprunedProgram): Promise<Saving> {
  const { variant, off, lookups } = program
  const measured = await alternativeSaving(tools, plan, program)
  if (measured !== undefined || off.by === 'plugin') return { measured }
  const [pruned] = await linkPruned(tools, plan, [variant], lookups)
  return pruned ?? {}
}

async function alternativeSaving(
  tools: LinkTools,
  plan: Plan,
  { variant, off }: UnprunedProgram,
): Promise<MeasuredSaving | undefined> {
  const way = knownAlternative(off, variant.inspection.binary.modules)
  return way && measureAlternative(tools, plan, variant, way)
}

/** @param preferred symbols of the keepers to list first */
function paramsOf(
  { off }: UnprunedProgram,
  { measured, keepers = [] }: Saving,
  preferred: readonly string[] = [],
): DeadCode {
  const rank = ({ symbol }: Keeper) => (preferred.includes(symbol) ? 0 : 1)
  const [keeper, ...rest] = keepers.toSorted((a, b) => rank(a) - rank(b))
  const also = rest.flatMap(({ chain }) => chain.at(-1) ?? [])
  return {
    by: off.by,
    chain: keeper?.chain ?? off.chain,
    others: keeper === undefined ? off.others.length : also.length,
    ...(also.length === 0 ? {} : { also }),
    ...(measured === undefined ? {} : { measured }),
  }
}
