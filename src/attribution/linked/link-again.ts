/** Programs of which it is known what the linker reached. */
import { failureText, isBuilt, type UnbuiltVariant } from '../../images/built-variant.ts'
import { readGraph } from '../../images/go-build/link-record.ts'
import type { LinkRecord } from '../../images/go-build/linker-script.ts'
import { type RelinkOptions, relink } from '../../images/go-build/relink.ts'
import type { ReadVariant } from '../../images/inspect-variants.ts'
import type { KeptResults } from '../../images/results/kept-results.ts'
import type { VariantPair, VariantSet } from '../../model/variant-set.ts'
import type { Handles } from '../../plan/handles.ts'
import type { Plan } from '../../plan/plan.ts'
import { type Reachability, reachabilityReader } from './reachability.ts'

export type LinkTools = Pick<Handles, 'world' | 'workspace'> & { readonly results: Pick<KeptResults, 'of'> }

/** A variant that linkgate compiles on this machine, where it can see what the linker does. */
export type RepeatableVariant = Extract<ReadVariant, { readonly source: 'built-in' }>

export interface LinkedProgram {
  readonly reached: Reachability
  /** In bytes. */
  readonly size: number
}

type LinkOptions = Omit<RelinkOptions, 'takeGraph'>

/** By mode. */
export function repeatableBuilds(
  variants: VariantSet<ReadVariant | UnbuiltVariant>,
): readonly VariantPair<RepeatableVariant>[] {
  return variants
    .filter(isBuilt)
    .filter((one): one is RepeatableVariant => one.source === 'built-in')
    .pairs()
}

/** As it was built, where that was recorded; otherwise linked again. undefined as for `linkAgain`. */
export async function linkedProgram(
  tools: LinkTools,
  plan: Plan,
  variant: RepeatableVariant,
): Promise<LinkedProgram | undefined> {
  const { link } = variant.image
  const { log } = tools.world
  const reached = link === undefined ? undefined : await recordedGraph(tools, link)
  if (reached !== undefined) return { reached, size: variant.inspection.binary.size }
  const { revision, mode } = variant
  return log.step(`link ${revision}, ${mode.name}, again to read what it reaches`, () =>
    linkAgain(tools, plan, variant),
  )
}

async function recordedGraph({ world }: LinkTools, link: LinkRecord): Promise<Reachability | undefined> {
  const reader = reachabilityReader()
  await readGraph(world, link, reader.add)
  return usable(reader.end())
}

/** undefined if it cannot be linked again, or the linker printed no graph or one that is too large. */
export async function linkAgain(
  tools: LinkTools,
  plan: Plan,
  variant: ReadVariant,
  options: LinkOptions = {},
): Promise<LinkedProgram | undefined> {
  const reader = reachabilityReader()
  const linked = await relink(tools, plan, variant, { ...options, takeGraph: reader.add })
  const found = reader.end()
  if (!linked.ok) {
    const { log } = tools.world
    log.info(
      `${variant.revision}, ${variant.mode.name}, was not linked again: ${failureText(linked.problem)}`,
    )
    for (const line of [...linked.problem.output, ...found.others]) log.info(`  ${line}`)
    return undefined
  }
  const reached = usable(found)
  return reached && { reached, size: linked.value }
}

function usable(reached: Reachability): Reachability | undefined {
  return reached.names.length === 0 || reached.isCut ? undefined : reached
}
