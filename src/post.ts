/** Post step: removes what a step that was killed could not remove itself. Warns, never fails. */
import * as core from '@actions/core'
import { openDocker } from './build/docker.ts'
import { groupsOf, listProcesses } from './leftover-processes.ts'
import { revisions } from './model.ts'
import { openGit } from './plan/git.ts'
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
  for (const group of groupsOf((await world.exec.tool(listProcesses)).stdout, directory)) {
    await world.exec.tool(['kill', '-KILL', '--', `-${group}`])
  }
  const engine = await openDocker(world)
  if (!('problem' in engine)) await engine.removeAll(run, true)
  const git = await openGit(world.exec, repository)
  for (const revision of revisions) {
    // where a Dockerfile asked for one, a repository stands in its place
    await world.files.remove(`${directory}/${revision}/.git`)
    await git.removeWorktree(`${directory}/${revision}`)
  }
  await world.files.remove(directory)
  core.info('removed what an interrupted run left behind')
}

await post().catch((error: unknown) => core.warning(`cleaning up: ${String(error)}`))
