/** Programs of which it is known what the linker reached. */
import { messageOf } from '../../common/errors.ts'
import { failureText, isBuilt, type UnbuiltVariant } from '../../images/built-variant.ts'
import { type RelinkOptions, relink } from '../../images/go-build/relink.ts'
import type { ReadVariant } from '../../images/inspect-variants.ts'
import type { KeptResults } from '../../images/results/kept-results.ts'
import type { VariantPair, VariantSet } from '../../model/variant-set.ts'
import type { Handles } from '../../plan/handles.ts'
import type { Plan } from '../../plan/plan.ts'
import { type GraphFacts, graphFacts } from './graph-facts.ts'
import { graphTask } from './graph-task.ts'
import { type Reachability, reachabilityReader, usable } from './reachability.ts'

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

/**
 * As it was built, where that was recorded; otherwise linked again. undefined as for `linkAgain`.
 *
 * @param modules whose chains are wanted
 */
export async function graphOf(
  tools: LinkTools,
  plan: Plan,
  variant: RepeatableVariant,
  modules: readonly string[],
): Promise<GraphFacts | undefined> {
  const { revision, mode, image } = variant
  const { log, signal, thread } = tools.world
  try {
    const recorded = image.link && (await thread.run(graphTask, { graph: image.link.graph, modules }))
    if (recorded !== undefined) return recorded
  } catch (error) {
    // an explanation is not worth a check
    if (signal.aborted) throw error
    log.info(`${revision}, ${mode.name}: what the linker reached was not read: ${messageOf(error)}`)
    return undefined
  }
  const linked = await log.step(`link ${revision}, ${mode.name}, again to read what it reaches`, () =>
    linkAgain(tools, plan, variant),
  )
  return linked && graphFacts(linked.reached, modules)
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
