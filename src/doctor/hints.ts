/** Results of the doctor's checks in the log of a run. */
import { CancelledError, messageOf } from '../common/errors.ts'
import type { World } from '../effects/world.ts'
import type { Check, CheckId } from './check.ts'
import { examine } from './doctor.ts'
import { type GatherOptions, gather } from './facts/gather.ts'
import { noticeText } from './text.ts'

/**
 * Checks about the result or the cost of a run that the run itself does not show. Permission to comment is not included, because
 * GitHub's own answer is more reliable than the workflow file.
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

/** GitHub shows at most ten notices of a step, and other parts of linkgate need some. */
const most = 5

/** After a run: hints. For a run that could not start: additions to the workflow. */
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
