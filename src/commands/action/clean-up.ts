import { requireInput } from '../../common/errors.ts'
import { leadersIn, listProcesses, startedApart } from '../../common/process-table.ts'
import type { Step } from '../../effects/step.ts'
import type { World } from '../../effects/world.ts'
import { openDocker } from '../../images/engines/docker/docker.ts'
import { revisions } from '../../model/variant.ts'
import { openGit } from '../../repository/git/git.ts'

/** Removes what a step that was killed could not remove itself. Warns, never rejects. */
export async function cleanUp(step: Pick<Step, 'savedState'>, world: World): Promise<void> {
  try {
    const run = step.savedState('run')
    const directory = step.savedState('directory')
    if (run === '' || directory === '') return
    // the step removes its directory last: where it is gone, so is everything else
    if ((await world.files.stat(directory)) === undefined) return
    await endCommands(world, directory)
    const engine = await openDocker(world)
    if (engine.ok) await engine.value.removeAll(run, true)
    await removeWorktrees(world, directory, step.savedState('repository'))
    await world.files.remove(directory)
    world.log.info('removed what an interrupted run left behind')
  } catch (error) {
    world.log.warning(`cleaning up: ${String(error)}`)
  }
}

async function removeWorktrees(world: World, directory: string, repository: string): Promise<void> {
  const git = requireInput(await openGit(world.exec, repository, { trusted: true }))
  for (const revision of revisions) {
    // where a Dockerfile asked for one, a repository stands in its place
    await world.files.remove(`${directory}/${revision}/.git`)
    await git.removeWorktree(`${directory}/${revision}`)
  }
}

async function endCommands({ exec, clock }: World, directory: string): Promise<void> {
  const printed = (await exec.query(listProcesses)).stdout
  const kill = (...ids: readonly number[]) => exec.query(['kill', '-KILL', '--', ...ids.map(String)])
  for (const leader of leadersIn(printed, directory)) {
    const apart = startedApart(printed, leader)
    if (apart.length > 0) {
      await kill(...apart)
      // Podman removes what it has made when a step has failed
      await clock.sleep(1_000)
    }
    await kill(-leader)
  }
}
