/** What the linker says about head: why things are in it, and what it does not leave out. */
import type { UnbuiltVariant } from '../../images/built-variant.ts'
import type { InspectedVariant } from '../../images/inspect-variants.ts'
import type { VariantSet } from '../../model/variant-set.ts'
import type { Handles } from '../../plan/handles.ts'
import type { Plan } from '../../plan/plan.ts'
import { checkDeadCode, type DeadCodeCheck, linkAgain, repeatableBuilds } from './dead-code.ts'

const nothing: DeadCodeCheck = { findings: [], pruned: [] }

/** Links the program of head again where linkgate compiled it on this machine, and the configuration does not switch that off. */
export async function checkLinking(
  tools: Pick<Handles, 'world' | 'workspace'>,
  plan: Plan,
  variants: VariantSet<InspectedVariant | UnbuiltVariant>,
): Promise<DeadCodeCheck> {
  const pairs = plan.settings.config.checksDeadCode ? repeatableBuilds(variants) : []
  const [first] = pairs
  if (first === undefined) return nothing
  const { log } = tools.world
  const linked = await log.step('link head again to read what it reaches', () =>
    linkAgain(tools, plan, first.head),
  )
  if (linked === undefined) {
    log.info('the linker did not print what the program reaches, so unused methods are not determined')
    return nothing
  }
  return checkDeadCode(tools, plan, pairs, linked)
}
