/** Whether the linker leaves out unused methods of head, since when, and what the program would be if it did. */
import type { DeadCode } from '../../findings/dead-code.ts'
import { type Finding, finding } from '../../findings/finding.ts'
import { isBuilt, type UnbuiltVariant } from '../../images/built-variant.ts'
import { relink } from '../../images/go-build/relink.ts'
import { withUpgrades } from '../../images/go-build/upgraded.ts'
import type { InspectedVariant } from '../../images/inspect-variants.ts'
import type { VariantSet } from '../../model/variant-set.ts'
import type { Handles } from '../../plan/handles.ts'
import type { Plan } from '../../plan/plan.ts'
import { otherWay } from './known-ways.ts'
import { type PruningOff, pruningOff } from './pruning.ts'
import { type Reachability, reachabilityReader } from './reachability.ts'

type Tools = Pick<Handles, 'world' | 'workspace'>

/** A program as it is linked again. */
export interface LinkedProgram {
  readonly reached: Reachability
  /** In bytes. */
  readonly size: number
}

/** The variants of one mode that linkgate compiles on this machine, where it can see what the linker does. */
export function repeatableBuilds(
  variants: VariantSet<InspectedVariant | UnbuiltVariant>,
): { readonly head: InspectedVariant; readonly base?: InspectedVariant } | undefined {
  const compiled = variants.filter(isBuilt).filter(({ source }) => source === 'built-in')
  const found = compiled.pairs()[0]
  return found === undefined
    ? undefined
    : { head: found.head, ...(found.base === undefined ? {} : { base: found.base }) }
}

/** undefined where it is not linked as before, for a reason that only the log has. */
export async function linkAgain(
  tools: Tools,
  plan: Plan,
  variant: InspectedVariant,
  options: { readonly tags?: readonly string[]; readonly flags?: readonly string[] } = {},
): Promise<LinkedProgram | undefined> {
  const reader = reachabilityReader()
  const linked = await relink(tools, plan, variant, { ...options, takeGraph: reader.add })
  const reached = reader.end()
  if (!linked.ok || reached.names.length === 0 || reached.isCut) return undefined
  return { reached, size: linked.value.size }
}

/** At most one finding. */
export async function deadCodeFindings(
  tools: Tools,
  plan: Plan,
  { head, base }: NonNullable<ReturnType<typeof repeatableBuilds>>,
  linked: LinkedProgram,
): Promise<readonly Finding[]> {
  const off = pruningOff(linked.reached)
  if (off === undefined) return []
  const isNew = base !== undefined && (await prunesUnlessSame(tools, plan, head, base))
  const measured = await measureOther(tools, plan, head, off)
  const { by, chain, others } = off
  const params = { by, chain, others: others.length, ...(measured === undefined ? {} : { measured }) }
  const about = { revision: 'head', mode: head.mode.name } as const
  return [
    isNew
      ? finding('link/dead-code-lost', params, { verdict: 'warn', ...about })
      : finding('link/dead-code-kept', params, { verdict: 'pass', ...about }),
  ]
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

/** Built once as it is known to help; undefined where that is not known, not possible here, or does not help. */
async function measureOther(
  tools: Tools,
  plan: Plan,
  head: InspectedVariant,
  off: PruningOff,
): Promise<DeadCode['measured']> {
  const { log } = tools.world
  const { binary } = head.inspection
  const way = otherWay(off, binary.modules)
  if (way === undefined) return undefined
  const { tags, upgrades = [] } = way
  const upgraded = upgrades.map(({ module, to }) => `${module}@${to}`)
  const using = [...upgraded, `-tags=${tags.join(',')}`].join(' and ')
  const other = await log.step(`build head with ${using} to measure unused methods`, async () => {
    const flags = await withUpgrades(tools, plan, head, upgrades)
    if (flags.ok) return linkAgain(tools, plan, head, { tags, flags: flags.value })
    log.info(`not built: ${flags.problem.message}`)
    return undefined
  })
  if (other === undefined || pruningOff(other.reached) !== undefined || other.size >= binary.size)
    return undefined
  return { way, size: other.size, saved: binary.size - other.size }
}
