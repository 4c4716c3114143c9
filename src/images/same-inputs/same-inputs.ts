/** Whether there is anything to compare: where base and head give the builder the same, nothing that is built can differ. */

import { settleAll } from '../../common/settle.ts'
import type { World } from '../../effects/world.ts'
import type { Revision } from '../../model/revision.ts'
import type { Plan } from '../../plan/plan.ts'
import type { BuildContexts } from '../dockerfile/repository-use.ts'
import type { Unprepared } from '../prepare.ts'
import { type RevisionInputs, revisionInputs } from './inputs.ts'

/** Events about one change. On others, such as a schedule, what is measured is a baseline, which has every mode. */
const changeEvents = ['pull_request', 'merge_group']

/** Of head. */
export interface KnownInputs extends RevisionInputs {
  /** Whether base has the same. */
  readonly isSame: boolean
}

/**
 * @param event undefined outside of a workflow
 * @returns undefined where they are not known exactly, or are of no use: where base and head differ, everything is compared, and
 * no later run can take what this one finds
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
