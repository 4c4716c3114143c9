/** The step of a check that explains its programs: what was linked and why, and the bytes of each mode. */
import type { Phases } from '../common/phases.ts'
import { settleAll } from '../common/settle.ts'
import type { UnbuiltVariant } from '../images/built-variant.ts'
import type { ReadVariant } from '../images/inspect-variants.ts'
import type { ProgramComparison } from '../model/program-comparison.ts'
import type { VariantSet } from '../model/variant-set.ts'
import type { Plan } from '../plan/plan.ts'
import { compareModes } from './compare-modes.ts'
import type { LinkTools } from './linked/link-again.ts'
import { checkLinking, type LinkingCheck } from './linked/linked.ts'
import { sourcesIn } from './program-sources.ts'

export interface Explanation {
  readonly linked: Omit<LinkingCheck, 'pruned'>
  readonly programs: readonly ProgramComparison[]
}

/** Where the engine was lost, there is nothing to explain. */
export const nothingExplained: Explanation = { linked: { findings: [] }, programs: [] }

/** Needs the programs alone, and no engine. */
export async function explainCheck(
  tools: LinkTools,
  plan: Plan,
  variants: VariantSet<ReadVariant | UnbuiltVariant>,
  phases: Pick<Phases, 'run'>,
): Promise<Explanation> {
  const { world, results } = tools
  const linking = phases.run('link', () => checkLinking(tools, plan, variants))
  const pruned = async () => (await linking).pruned
  // the linker runs meanwhile
  const [{ pruned: _, ...linked }, programs] = await settleAll([
    linking,
    phases.run('attribute', () =>
      compareModes(world, variants, { sources: sourcesIn(world, plan), pruned, results }),
    ),
  ])
  return { linked, programs }
}
