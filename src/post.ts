/** Post step: removes what a step that was killed could not remove itself. Warns, never fails. */
import * as core from '@actions/core'
import { requireInput } from './common/errors.ts'
import { leadersIn, listProcesses, startedApart } from './common/process-table.ts'
import type { World } from './effects/world.ts'
import { openDocker } from './images/engines/docker/docker.ts'
import { revisions } from './model/variant.ts'
import { openGit } from './repository/git/git.ts'
import { actionsLog, realClock } from './world/log.ts'
import { openWorld } from './world/open.ts'
import { stateNames } from './world/state.ts'

async function post(): Promise<void> {
  const run = core.getState(stateNames.run)
  const directory = core.getState(stateNames.directory)
  const repository = core.getState(stateNames.repository)
  if (run === '' || directory === '') return
  const signal = new AbortController().signal
  const log = actionsLog(realClock, signal)
  const world = openWorld({
    env: process.env,
    temporaryRoot: process.env['RUNNER_TEMP'] ?? '/tmp',
    log,
    signal,
  })
  // the step removes its directory last: where it is gone, so is everything else
  if ((await world.files.stat(directory)) === undefined) return
  await endCommands(world, directory)
  const engine = await openDocker(world)
  if (!('problem' in engine)) await engine.removeAll(run, true)
  const git = requireInput(await openGit(world.exec, repository))
  for (const revision of revisions) {
    // where a Dockerfile asked for one, a repository stands in its place
    await world.files.remove(`${directory}/${revision}/.git`)
    await git.removeWorktree(`${directory}/${revision}`)
  }
  await world.files.remove(directory)
  core.info('removed what an interrupted run left behind')
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

await post().catch((error: unknown) => core.warning(`cleaning up: ${String(error)}`))
