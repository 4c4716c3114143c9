import type { Step } from '../../effects/step.ts'
import type { World } from '../../effects/world.ts'
import { openBuilder } from '../../images/engines/builders/open-builder.ts'
import { openDocker } from '../../images/engines/docker/docker.ts'
import { removeLeftRun } from '../../images/leftovers.ts'
import { openGit } from '../../repository/git/git.ts'

/** Removes what a killed step left behind. Errors are only logged as warnings. */
export async function cleanUp(step: Pick<Step, 'savedState'>, world: World): Promise<void> {
  try {
    const run = step.savedState('run')
    const directory = step.savedState('directory')
    if (run === '' || directory === '') return
    // the step removes its directory last, so if it is gone, everything else is, too
    if ((await world.files.stat(directory)) === undefined) return
    const docker = await openDocker(world)
    const builder = await openBuilder(world, directory)
    const engine = docker.ok ? docker.value : builder
    const repository = step.savedState('repository')
    // another step may have removed the repository, and with it git's records of the worktrees
    const isThere = (await world.files.stat(repository)) !== undefined
    const git = isThere ? await openGit(world.exec, repository, { trusted: true }) : undefined
    await removeLeftRun(world, { run, directory }, { engine, git: git?.ok === true ? git.value : undefined })
    // with `engine: embedded`, a builder can have left something behind even if an engine answers
    if (docker.ok) await builder.removeAll(run, true)
    world.log.info('removed leftovers of an interrupted run')
  } catch (error) {
    world.log.warning(`clean-up failed: ${String(error)}`)
  }
}
