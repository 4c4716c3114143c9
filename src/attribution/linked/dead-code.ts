/** Whether the linker omits unused methods of head, whether that changed, and how large the program would be without them. */
import type { DeadCode } from '../../findings/dead-code.ts'
import { type Finding, finding } from '../../findings/finding.ts'
import { stepText } from '../../findings/link-chain.ts'
import type { LinkChain } from '../../model/linked.ts'
import type { VariantPair } from '../../model/variant-set.ts'
import type { Plan } from '../../plan/plan.ts'
import type { ProgramFile } from '../program-file.ts'
import { packageOfSymbol } from '../symbol-names.ts'
import { isOlder, otherWay } from './known-ways.ts'
import type { LinkTools, RepeatableVariant } from './link-again.ts'
import { type LinkedFacts, linkedFacts } from './linked-facts.ts'
import type { Keeper, PruningOff } from './pruning.ts'
import { buildOther, linkPruned, type MeasuredSaving } from './saving.ts'

/** A program of head without the methods that the linker keeps since this pull request. */
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
 * If both base and head keep them, base is measured, because an earlier run may have its result; if head follows base on the same
 * branch, head is measured, because it is the base of later runs.
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
  const isAsBefore = base !== undefined && isOfBranch && standsFor(base, head)
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

/** A program whose unused methods are kept. */
interface Keeping {
  readonly variant: RepeatableVariant
  readonly off: PruningOff
  readonly lookups: readonly string[]
}

/** undefined if there is no base, if it is the same program, or if it cannot be linked again. */
async function factsOfBase(
  tools: LinkTools,
  plan: Plan,
  { base, head }: VariantPair<RepeatableVariant>,
): Promise<LinkedFacts | undefined> {
  const isOther = base !== undefined && base.inspection.binary.sha256 !== head.inspection.binary.sha256
  return isOther ? linkedFacts(tools, plan, base) : undefined
}

/** Whether the measurement of base is valid for head: the same functions keep unused methods, and no module is newer. */
function standsFor(base: Keeping, head: Keeping): boolean {
  const symbols = new Set(head.lookups)
  const { modules } = head.variant.inspection.binary
  const { upgrades = [] } = otherWay(base.off, base.variant.inspection.binary.modules) ?? {}
  return (
    base.off.by === head.off.by &&
    base.lookups.every((one) => symbols.has(one)) &&
    upgrades.every(({ module, to }) => isOlder(modules[module] ?? '', to))
  )
}

/** Additional functions that keep them in head, one of each package. */
function newLookups(base: Keeping, { off }: Keeping): LinkChain {
  const known = new Set(base.lookups.map(packageOfSymbol))
  const last = [off.chain, ...off.others].flatMap((chain) => chain.at(-1) ?? [])
  const byPackage = new Map(last.map((one) => [one.package, one]))
  return [...byPackage.values()].filter((one) => !known.has(one.package))
}

async function keptSinceBase(
  tools: LinkTools,
  plan: Plan,
  pairs: readonly VariantPair<RepeatableVariant>[],
  head: Keeping,
): Promise<DeadCodeCheck> {
  const { variant, off, lookups } = head
  const heads = pairs.map((pair) => pair.head)
  const [built, pruned] = [
    await builtOther(tools, plan, head),
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

/** Measured with a known build option, or else as if no function looked up methods. */
async function savingOf(tools: LinkTools, plan: Plan, program: Keeping): Promise<Saving> {
  const { variant, off, lookups } = program
  const measured = await builtOther(tools, plan, program)
  if (measured !== undefined || off.by === 'plugin') return { measured }
  const [pruned] = await linkPruned(tools, plan, [variant], lookups)
  return pruned ?? {}
}

async function builtOther(
  tools: LinkTools,
  plan: Plan,
  { variant, off }: Keeping,
): Promise<MeasuredSaving | undefined> {
  const way = otherWay(off, variant.inspection.binary.modules)
  return way && buildOther(tools, plan, variant, way)
}

/** @param first symbols of functions that come first, if they keep unused methods */
function paramsOf(
  { off }: Keeping,
  { measured, keepers = [] }: Saving,
  first: readonly string[] = [],
): DeadCode {
  const rank = ({ symbol }: Keeper) => (first.includes(symbol) ? 0 : 1)
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
