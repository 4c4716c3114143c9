/** Whether the linker leaves out unused methods of head, since when, and what the program would be if it did. */
import type { DeadCode, OtherWay } from '../../findings/dead-code.ts'
import { type Finding, finding } from '../../findings/finding.ts'
import { stepText } from '../../findings/link-chain.ts'
import { isBuilt, type UnbuiltVariant } from '../../images/built-variant.ts'
import { relink, withoutLookups } from '../../images/go-build/relink.ts'
import { withUpgrades } from '../../images/go-build/upgraded.ts'
import type { InspectedVariant } from '../../images/inspect-variants.ts'
import type { VariantPair, VariantSet } from '../../model/variant-set.ts'
import type { Handles } from '../../plan/handles.ts'
import type { Plan } from '../../plan/plan.ts'
import { packageOfSymbol } from '../symbol-names.ts'
import { otherWay } from './known-ways.ts'
import { pruningOff } from './pruning.ts'
import { type Reachability, reachabilityReader } from './reachability.ts'

type Tools = Pick<Handles, 'world' | 'workspace'>

/** A program as it is linked again. */
export interface LinkedProgram {
  readonly reached: Reachability
  /** In bytes. */
  readonly size: number
}

interface LinkOptions {
  readonly tags?: readonly string[]
  readonly flags?: readonly string[]
  readonly keep?: string
}

/** Variants by mode that linkgate compiles on this machine, where it can see what the linker does. */
export function repeatableBuilds(
  variants: VariantSet<InspectedVariant | UnbuiltVariant>,
): readonly VariantPair<InspectedVariant>[] {
  return variants
    .filter(isBuilt)
    .filter(({ source }) => source === 'built-in')
    .pairs()
}

/** undefined if it cannot be linked again, or the linker printed no graph or one that is too large. */
export async function linkAgain(
  tools: Tools,
  plan: Plan,
  variant: InspectedVariant,
  options: LinkOptions = {},
): Promise<LinkedProgram | undefined> {
  const reader = reachabilityReader()
  const linked = await relink(tools, plan, variant, { ...options, takeGraph: reader.add })
  const reached = reader.end()
  if (!linked.ok || reached.names.length === 0 || reached.isCut) return undefined
  return { reached, size: linked.value }
}

/** A program of head without the methods that the linker keeps since this pull request. */
export interface PrunedProgram {
  readonly mode: string
  readonly platform: string
  /** Of the file. */
  readonly path: string
  /** What keeps them: a function, or `plugin`. */
  readonly name: string
}

export interface DeadCodeCheck {
  /** At most one. */
  readonly findings: readonly Finding[]
  /** One for each mode where methods are kept that base left out. */
  readonly pruned: readonly PrunedProgram[]
}

/** @param linked the head of the first of `pairs` */
export async function checkDeadCode(
  tools: Tools,
  plan: Plan,
  pairs: readonly VariantPair<InspectedVariant>[],
  linked: LinkedProgram,
): Promise<DeadCodeCheck> {
  const off = pruningOff(linked.reached)
  const [pair] = pairs
  if (off === undefined || pair === undefined) return { findings: [], pruned: [] }
  const { head, base } = pair
  const isNew = base !== undefined && (await prunesUnlessSame(tools, plan, head, base))
  const way = otherWay(off, head.inspection.binary.modules)
  const built = way === undefined ? undefined : await buildOther(tools, plan, head, way)
  const name = off.by === 'plugin' ? 'plugin' : stepText(off.chain.at(-1))
  const pruned =
    off.by === 'method-lookup' && (isNew || built === undefined)
      ? await linkPruned(tools, plan, isNew ? pairs : [pair], { ...linked, name })
      : []
  const measured = built ?? pruned.find(({ mode }) => mode === head.mode.name)?.measured
  const params = {
    by: off.by,
    chain: off.chain,
    others: off.others.length,
    ...(measured === undefined ? {} : { measured }),
  }
  const about = { revision: 'head', mode: head.mode.name } as const
  return {
    findings: [
      isNew
        ? finding('link/dead-code-lost', params, { verdict: 'warn', ...about })
        : finding('link/dead-code-kept', params, { verdict: 'pass', ...about }),
    ],
    pruned: isNew ? pruned : [],
  }
}

async function prunesUnlessSame(
  tools: Tools,
  plan: Plan,
  head: InspectedVariant,
  base: InspectedVariant,
): Promise<boolean> {
  if (base.inspection.binary.sha256 === head.inspection.binary.sha256) return false
  const linked = await tools.world.log.step('link base again to compare its methods', () =>
    linkAgain(tools, plan, base),
  )
  return linked !== undefined && pruningOff(linked.reached) === undefined
}

type Measured = NonNullable<DeadCode['measured']>

/** undefined where that is not possible here, or does not help. */
async function buildOther(
  tools: Tools,
  plan: Plan,
  head: InspectedVariant,
  way: OtherWay,
): Promise<Measured | undefined> {
  const { log } = tools.world
  const { tags, upgrades = [] } = way
  const upgraded = upgrades.map(({ module, to }) => `${module}@${to}`)
  const using = [...upgraded, `-tags=${tags.join(',')}`].join(' and ')
  const other = await log.step(`build head with ${using} to measure unused methods`, async () => {
    const flags = await withUpgrades(tools, plan, head, upgrades)
    if (flags.ok) return linkAgain(tools, plan, head, { tags, flags: flags.value })
    log.info(`not built: ${flags.problem.message}`)
    return undefined
  })
  const saved = savedBy(other, head)
  return saved === undefined ? undefined : { way, ...saved }
}

function savedBy(
  other: LinkedProgram | undefined,
  { inspection }: InspectedVariant,
): Pick<Measured, 'size' | 'saved'> | undefined {
  const saved = inspection.binary.size - (other?.size ?? inspection.binary.size)
  if (other === undefined || saved <= 0 || pruningOff(other.reached) !== undefined) return undefined
  return { size: other.size, saved }
}

/** Links the heads as if no function looked up methods. What that does not help is left out. */
async function linkPruned(
  tools: Tools,
  plan: Plan,
  pairs: readonly VariantPair<InspectedVariant>[],
  { reached, name }: LinkedProgram & Pick<PrunedProgram, 'name'>,
): Promise<readonly (PrunedProgram & { readonly measured: Measured })[]> {
  const packages = new Set(reached.lookups.flatMap((one) => packageOfSymbol(reached.names[one] ?? '') ?? []))
  const found: (PrunedProgram & { readonly measured: Measured })[] = []
  for (const { head } of pairs) {
    const path = `${tools.workspace.directory}/pruned-${head.mode.name}`
    const other = await tools.world.log.step(
      `link head, ${head.mode.name}, without unused methods`,
      async () => {
        const flags = await withoutLookups(tools, plan, head, packages)
        return flags === undefined ? undefined : linkAgain(tools, plan, head, { flags, keep: path })
      },
    )
    const measured = savedBy(other, head)
    if (measured !== undefined)
      found.push({ mode: head.mode.name, platform: head.platform, path, name, measured })
  }
  return found
}
