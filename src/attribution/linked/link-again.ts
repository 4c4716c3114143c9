/** Reads the linker's graph of a program: the one recorded during its build, or that of linking it again. */
import { messageOf } from '../../common/errors.ts'
import { fail, type Result, succeed } from '../../common/result.ts'
import { failureText, hasProgram, type UnbuiltVariant } from '../../images/built-variant.ts'
import { type RelinkOptions, relink } from '../../images/go-build/relink.ts'
import type { ReadVariant } from '../../images/inspect-variants.ts'
import type { KeptResults } from '../../images/results/kept-results.ts'
import type { VariantPair, VariantSet } from '../../model/variant-set.ts'
import type { Handles } from '../../plan/handles.ts'
import type { BuildTarget, Plan } from '../../plan/plan.ts'
import { type GraphFacts, graphFacts, type WantedFacts } from './graph-facts.ts'
import { graphTask, type RecordedGraph } from './graph-task.ts'
import { type Reachability, reachabilityReader, usable } from './reachability.ts'

export type LinkTools = Pick<Handles, 'world' | 'workspace'> & {
  readonly results: Pick<KeptResults, 'of' | 'retain'>
}

/** A variant that linkgate compiles on this machine, where it can read the linker's output. */
export type RepeatableVariant = Extract<ReadVariant, { readonly source: 'built-in' }>

export interface LinkedProgram {
  readonly facts: GraphFacts
  /** In bytes. */
  readonly size: number
}

type LinkOptions = Omit<RelinkOptions, 'graph' | 'takePrinted'> & WantedFacts

/** One pair for each mode, for the first platform. */
export function repeatableBuilds(
  variants: VariantSet<ReadVariant | UnbuiltVariant>,
  { platform }: Pick<BuildTarget, 'platform'>,
): readonly VariantPair<RepeatableVariant>[] {
  return variants
    .filter(hasProgram)
    .filter((one): one is RepeatableVariant => one.source === 'built-in' && one.platform === platform)
    .pairs()
}

/** Reads the graph that was recorded during the build, or else links again. Returns undefined in the same cases as `linkAgain`. */
export async function graphOf(
  tools: LinkTools,
  plan: Plan,
  variant: RepeatableVariant,
  wanted: WantedFacts,
): Promise<GraphFacts | undefined> {
  const { revision, mode, image } = variant
  const { log } = tools.world
  const recorded = image.link && (await recordedFacts(tools, variant, { graph: image.link.graph, ...wanted }))
  if (recorded?.ok === false) return undefined
  if (recorded?.value !== undefined) return recorded.value
  const linked = await log.step(`link ${revision}, ${mode.name}, again to read what it reaches`, () =>
    linkAgain(tools, plan, variant, wanted),
  )
  return linked?.facts
}

/** Returns undefined if the program cannot be linked again, or if the linker printed no graph, or too large a graph. */
export async function linkAgain(
  tools: LinkTools,
  plan: Plan,
  variant: ReadVariant,
  { modules = [], lookups = [], functions = [], ...options }: LinkOptions,
): Promise<LinkedProgram | undefined> {
  const wanted = { modules, lookups, functions }
  const reader = reachabilityReader()
  const graph = `${tools.workspace.directory}/graph-${crypto.randomUUID()}`
  const linked = await relink(tools, plan, variant, { ...options, graph, takePrinted: reader.add })
  const found = reader.end()
  if (!linked.ok) {
    const { log } = tools.world
    const printed = [...linked.problem.output, ...found.others].map((line) => `\n  ${line}`)
    // at once: a secret may be split over lines
    log.info(
      `${variant.revision}, ${variant.mode.name}, was not linked again: ${failureText(linked.problem)}${printed.join('')}`,
    )
    return undefined
  }
  const read =
    linked.value.graph === 'recorded'
      ? await recordedFacts(tools, variant, { graph, ...wanted })
      : succeed(printedFacts(found, wanted))
  await tools.world.files.remove(graph)
  return read.ok && read.value !== undefined ? { facts: read.value, size: linked.value.size } : undefined
}

/** A failed explanation must not fail the check, so problems are only logged. */
async function recordedFacts(
  { world: { log, signal, worker } }: Pick<LinkTools, 'world'>,
  { revision, mode }: Pick<ReadVariant, 'revision' | 'mode'>,
  recorded: RecordedGraph,
): Promise<Result<GraphFacts | undefined>> {
  try {
    return succeed(await worker.run(graphTask, recorded))
  } catch (error) {
    if (signal.aborted) throw error
    const message = messageOf(error)
    log.info(`${revision}, ${mode.name}: what the linker reached was not read: ${message}`)
    return fail(message)
  }
}

function printedFacts(found: Reachability, wanted: WantedFacts): GraphFacts | undefined {
  const reached = usable(found)
  return reached && graphFacts(reached, wanted)
}
