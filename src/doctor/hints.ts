/** What a run says in its log of the doctor's checks. */
import { CancelledError, messageOf } from '../common/errors.ts'
import type { World } from '../effects/world.ts'
import type { Check, CheckId } from './check.ts'
import { examine } from './doctor.ts'
import { type GatherOptions, gather } from './facts/gather.ts'
import { noticeText } from './text.ts'

/**
 * What changes the result of a run, or its cost, and cannot be seen from it. The permission to comment is not among
 * them: GitHub's own answer is better than what the file says of it.
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

/** GitHub shows ten notices of a step, and there are others. */
const most = 5

/** Hints for a run that came to its end; what to add to a workflow, for one that could not start. */
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

/** Says what is off. The result stands already: nothing that goes wrong here changes it. */
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
