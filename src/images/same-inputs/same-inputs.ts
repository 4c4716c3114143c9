/** Determines whether there is anything to compare: if base and head give the builder the same inputs, their images are the same. */

import { settleAll } from '../../common/settle.ts'
import type { World } from '../../effects/world.ts'
import type { Revision } from '../../model/revision.ts'
import type { Plan } from '../../plan/plan.ts'
import type { BuildContexts } from '../dockerfile/repository-use.ts'
import type { Unprepared } from '../prepare.ts'
import { type RevisionInputs, revisionInputs } from './inputs.ts'

/** Events about one change. On others, such as a schedule, a run measures a baseline with every mode. */
const changeEvents = ['pull_request', 'merge_group']

/** The inputs of head. */
export interface KnownInputs extends RevisionInputs {
  /** Whether base has the same inputs. */
  readonly isSame: boolean
}

/**
 * @param event undefined outside of a workflow
 * @returns undefined if the inputs are not known exactly, or if base and head differ: then everything is compared, and no later run
 * can use the results of this one
 */
export async function knownInputs(
  world: Pick<World, 'files'>,
  plan: Plan,
  contexts: Pick<BuildContexts, 'prepare'>,
  { event, unprepared }: { readonly event: string | undefined; readonly unprepared: Unprepared },
): Promise<KnownInputs | undefined> {
  const { settings, source, images } = plan
  const hasDockerfile = images.shipped !== undefined || images.configured.length > 0
  if (!settings.config.skipsUnchanged || !hasDockerfile || unprepared.head !== undefined) return undefined
  const inputs = async (revision: Revision) =>
    revisionInputs(world, plan, revision, await contexts.prepare(revision))
  if (event !== undefined && !changeEvents.includes(event)) {
    const found = await inputs('head')
    return found && { ...found, isSame: false }
  }
  if (source.checkouts.base === undefined || unprepared.base !== undefined) return undefined
  const [base, head] = await settleAll([inputs('base'), inputs('head')])
  return head === undefined || base?.key !== head.key ? undefined : { ...head, isSame: true }
}
