/** The step of a check that explains its programs: the linked modules with their reasons, and the bytes of each mode. */
import type { Phases } from '../common/phases.ts'
import { settleAll } from '../common/settle.ts'
import type { UnbuiltVariant } from '../images/built-variant.ts'
import type { ReadVariant } from '../images/inspect-variants.ts'
import type { ProgramComparison } from '../model/program-comparison.ts'
import { VariantSet } from '../model/variant-set.ts'
import type { Plan } from '../plan/plan.ts'
import { keyOf } from '../plan/planned-variant.ts'
import { compareEarly, compareModes } from './compare-modes.ts'
import { type LinkTools, repeatableBuilds } from './linked/link-again.ts'
import { checkLinking, type LinkingCheck, linkReader } from './linked/linked.ts'
import { programComparer } from './program-comparer.ts'
import { sourcesIn } from './program-sources.ts'

export interface Explanation {
  readonly linked: Omit<LinkingCheck, 'pruned'>
  readonly programs: readonly ProgramComparison[]
}

/** The explanation if the engine was lost. */
export const nothingExplained: Explanation = { linked: { findings: [] }, programs: [] }

export interface Explainer {
  /** Takes a variant while others are built: once base and head of a mode are complete, work that needs only these begins. */
  take(variant: ReadVariant): void
  /** Resolves or rejects only after all work has ended. */
  explain(
    variants: VariantSet<ReadVariant | UnbuiltVariant>,
    phases: Pick<Phases, 'run'>,
  ): Promise<Explanation>
}

/** Needs only the programs, no engine. */
export function openExplainer(tools: LinkTools, plan: Plan): Explainer {
  const { world, results, workspace } = tools
  const about = { sources: sourcesIn(world, plan), compare: programComparer(world, results) }
  const readLink = linkReader(tools, plan)
  const taken: ReadVariant[] = []
  const begun: Promise<unknown>[] = []
  let isClosed = false
  const begin = (work: Promise<unknown>) => {
    // a caller that awaits the result gets the failure; this prevents an unhandled rejection
    work.catch(() => {})
    begun.push(work)
  }
  const ended = async () => {
    await Promise.allSettled(begun)
    await world.worker.close()
  }
  workspace.onClose('worker', async () => {
    isClosed = true
    await world.worker.close()
    await ended()
  })

  return {
    take(variant) {
      // if the run fails, a program may become ready only during the cleanup
      if (isClosed) return
      taken.push(variant)
      const pair = VariantSet.of(taken, keyOf).pair(variant.mode.name, variant.platform)
      if (pair?.base === undefined) return
      // without a recorded graph, linking again would delay the builds
      const [linked] = repeatableBuilds(VariantSet.of([pair.base, pair.head], keyOf), plan.target)
      if (plan.settings.config.relinks && linked?.head.image.link !== undefined) begin(readLink(linked))
      begin(compareEarly({ base: pair.base, head: pair.head }, about))
    },
    async explain(variants, phases) {
      try {
        const linking = phases.run('link', () => checkLinking(tools, plan, variants, readLink))
        const pruned = async () => (await linking).pruned
        // in parallel with the linker
        const [{ pruned: _, ...linked }, programs] = await settleAll([
          linking,
          phases.run('attribute', () => compareModes(world, variants, { ...about, pruned })),
        ])
        return { linked, programs }
      } finally {
        await ended()
      }
    },
  }
}
