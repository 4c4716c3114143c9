/** Results of the doctor's checks in the log of a run. */
import { CancelledError, messageOf } from '../common/errors.ts'
import type { World } from '../effects/world.ts'
import type { Check, CheckId } from './check.ts'
import { examine } from './doctor.ts'
import { type GatherOptions, gather } from './facts/gather.ts'
import { noticeText } from './text.ts'

/**
 * Checks about the result of a run, or its cost, that the run itself does not show. Not the permission to comment: GitHub's own
 * answer is more reliable than the file.
 */
const shown: ReadonlySet<CheckId> = new Set([
  'cache',
  'config-name',
  'event',
  'go',
  'input',
  'merge-group',
  'noise',
  'publish',
])

/** GitHub shows ten notices of a step, including others. */
const most = 5

/** Hints for a run that ended; additions to a workflow for a run that could not start. */
export function hintsOf(
  checks: readonly Check[],
  { afterRun = false }: Pick<GatherOptions, 'afterRun'>,
): readonly Check[] {
  const wanted = afterRun
    ? checks.filter(({ id, state }) => state !== 'ok' && shown.has(id))
    : checks.filter(({ state, yaml }) => state === 'problem' && yaml !== undefined)
  return wanted
    .toSorted((a, b) => Number(b.state === 'problem') - Number(a.state === 'problem'))
    .slice(0, most)
}

/** Logs the hints. The result is final: an error here does not change it. */
export async function giveHints(world: World, question: GatherOptions): Promise<void> {
  try {
    for (const check of hintsOf(examine(await gather(world, question)), question)) {
      world.log.notice(noticeText(check), { title: 'linkgate doctor' })
    }
  } catch (error) {
    if (error instanceof CancelledError) return
    world.log.info(`skipped hints: ${messageOf(error)}`)
  }
}
