/** What runs have left behind that were killed, so that they could not remove it themselves. */
import { CancelledError, messageOf } from '../common/errors.ts'
import { leadersIn, listProcesses, startedApart } from '../common/process-table.ts'
import type { Result } from '../common/result.ts'
import { settleAll } from '../common/settle.ts'
import type { Builder, Engine } from '../effects/engine.ts'
import { hasEnded, ownerIn, type RunOwner, thisProcess } from '../effects/run-owner.ts'
import { directoryPrefix, runOf } from '../effects/workspace.ts'
import type { World } from '../effects/world.ts'
import { revisions } from '../model/revision.ts'
import type { Git } from '../repository/git/git.ts'
import { removeContainers } from './engines/embedded/remove.ts'

interface Tools {
  readonly engine: Pick<Builder, 'removeAll' | 'runs'> | undefined
  readonly git: Git | undefined
}

interface LeftRun {
  readonly run: string
  readonly directory: string
}

/** Ends what a run that is over has started, and removes its containers, images, worktrees and its directory. */
export async function removeLeftRun(
  world: World,
  { run, directory }: LeftRun,
  { engine, git }: Tools,
): Promise<void> {
  await endCommands(world, directory)
  await engine?.removeAll(run, true)
  await removeContainers(world, directory)
  for (const revision of git === undefined ? [] : revisions) {
    // where a Dockerfile asked for one, a repository stands in its place
    await world.files.remove(`${directory}/${revision}/.git`)
    await git?.removeWorktree(`${directory}/${revision}`)
  }
  await world.files.remove(directory)
}

/** Where leftovers may be. */
export interface LeftoverPlaces {
  /** Opens the repository, as `docker` the engine. */
  readonly git: () => Promise<Result<Git>>
  /** Where directories of runs are made. */
  readonly temporary: string
  /** Opens the engine; called only if there may be leftovers. */
  readonly docker: () => Promise<Result<Engine>>
}

/**
 * Removes what is left of runs that were killed, and certainly go on no more: of this user's, on this machine since it was
 * started, in this container. Warns where it cannot; rejects only when cancelled.
 */
export async function removeLeftovers(
  world: World,
  { git: openCheckout, temporary, docker: openEngine }: LeftoverPlaces,
): Promise<void> {
  await orWarn(world, async () => {
    const here = await thisProcess(world.files)
    if (here === undefined) return
    const [docker, opened] = await settleAll([openEngine(), openCheckout()])
    const engine = docker.ok ? docker.value : undefined
    const git = opened.ok ? opened.value : undefined
    for (const left of await leftRuns(world, { temporary, here }, { engine, git })) {
      await orWarn(world, async () => {
        await removeLeftRun(world, left, { engine, git })
        world.log.info(`removed leftovers of an interrupted run: ${left.directory}`)
      })
    }
  })
}

async function orWarn({ log }: World, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (error instanceof CancelledError) throw error
    log.warning(`clean-up after an interrupted run failed: ${messageOf(error)}`)
  }
}

async function leftRuns(
  { files }: World,
  { temporary, here }: { readonly temporary: string; readonly here: RunOwner },
  { engine, git }: Tools,
): Promise<readonly LeftRun[]> {
  const [listed, trees, runs] = await Promise.all([files.list(temporary), git?.worktrees(), engine?.runs()])
  const names = listed.filter(({ kind }) => kind === 'directory').map(({ name }) => `${temporary}/${name}`)
  const worktrees = (trees ?? []).map((path) => path.slice(0, path.lastIndexOf('/')))
  const found = new Map([...names, ...worktrees].map((directory) => [runOf(directory), directory]))
  // its directory is gone: nothing is to be found there
  for (const run of runs ?? []) if (!found.has(run)) found.set(run, `${temporary}/${directoryPrefix}${run}`)
  const left: LeftRun[] = []
  for (const [run, directory] of found)
    if ((await hasEnded(files, ownerIn(run), here)) && (await isOurs(files, directory)))
      left.push({ run, directory })
  return left
}

/** Whether the directory of a run is gone or belongs to this user: other users cannot list it. */
async function isOurs(files: World['files'], directory: string): Promise<boolean> {
  return files.list(directory).then(
    () => true,
    () => false,
  )
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
