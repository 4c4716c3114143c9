/** Removes what runs have left behind that were killed. */
import { CancelledError, messageOf } from '../common/errors.ts'
import { leadersIn, listProcesses, startedApart } from '../common/process-table.ts'
import type { Result } from '../common/result.ts'
import { settleAll } from '../common/settle.ts'
import type { Builder, Engine } from '../effects/engine.ts'
import { hasEnded, ownerIn, type RunOwner, thisProcess } from '../effects/run-owner.ts'
import { directoryPrefix, runOf } from '../effects/workspace.ts'
import type { World } from '../effects/world.ts'
import { revisions } from '../model/revision.ts'
import { type Git, removeTree } from '../repository/git/git.ts'
import { removeContainers } from './engines/embedded/remove.ts'

interface Tools {
  readonly engine: Pick<Builder, 'removeAll' | 'runs'> | undefined
  readonly git: Git | undefined
}

interface LeftRun {
  readonly run: string
  readonly directory: string
}

/** Kills commands that an ended run had started, and removes its containers, images, worktrees and directory. */
export async function removeLeftRun(
  world: World,
  { run, directory }: LeftRun,
  { engine, git }: Tools,
): Promise<void> {
  await endCommands(world, directory)
  await engine?.removeAll(run, true)
  await removeContainers(world, directory)
  if (git !== undefined)
    for (const revision of revisions) await removeTree(world.files, git, `${directory}/${revision}`)
  await world.files.remove(directory)
}

/** Where leftovers may be. */
export interface LeftoverPlaces {
  /** Opens the repository. */
  readonly git: () => Promise<Result<Git>>
  /** Parent directory of the directories of runs. */
  readonly temporary: string
  /** Opens the engine; called only if there may be leftovers in it. */
  readonly docker: () => Promise<Result<Engine>>
}

/**
 * Removes leftovers of killed runs that have certainly ended: those of this user, on this machine since its last boot, in this
 * container. Finds them by their directories and worktrees. Warns if it fails; rejects only when cancelled.
 *
 * @returns names of all runs with a directory or a worktree; undefined if unknown
 */
export async function removeLeftovers(
  world: World,
  { git: openCheckout, temporary, docker }: LeftoverPlaces,
): Promise<ReadonlySet<string> | undefined> {
  return orWarn(world, async () => {
    const here = await thisProcess(world.files)
    if (here === undefined) return undefined
    const git = openedOf(await openCheckout())
    const [listed, trees] = await settleAll([world.files.list(temporary), git?.worktrees()])
    const names = listed.filter(({ kind }) => kind === 'directory').map(({ name }) => `${temporary}/${name}`)
    const worktrees = (trees ?? []).map((path) => path.slice(0, path.lastIndexOf('/')))
    const found = new Map([...names, ...worktrees].map((directory) => [runOf(directory), directory]))
    await removeEnded(world, found, here, async () => ({ engine: openedOf(await docker()), git }))
    return new Set(found.keys())
  })
}

/**
 * Like `removeLeftovers`, for runs that have left containers or images, but neither a directory nor a worktree.
 *
 * @param others names of runs to ignore
 */
export async function removeLeftImages(
  world: World,
  { temporary, docker }: Omit<LeftoverPlaces, 'git'>,
  others: ReadonlySet<string>,
): Promise<void> {
  await orWarn(world, async () => {
    const here = await thisProcess(world.files)
    const engine = openedOf(await docker())
    if (here === undefined || engine === undefined) return
    const runs = (await engine.runs()).filter((run) => !others.has(run))
    const found = new Map(runs.map((run) => [run, `${temporary}/${directoryPrefix}${run}`]))
    await removeEnded(world, found, here, async () => ({ engine, git: undefined }))
  })
}

function openedOf<T>(opened: Result<T>): T | undefined {
  return opened.ok ? opened.value : undefined
}

async function orWarn<T>({ log }: World, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof CancelledError) throw error
    log.warning(`clean-up after an interrupted run failed: ${messageOf(error)}`)
    return undefined
  }
}

/**
 * @param found directories by the names of their runs
 * @param open called if there is something to remove
 */
async function removeEnded(
  world: World,
  found: ReadonlyMap<string, string>,
  here: RunOwner,
  open: () => Promise<Tools>,
): Promise<void> {
  for (const [run, directory] of found) {
    if (!(await hasEnded(world.files, ownerIn(run), here)) || !(await isOurs(world.files, directory)))
      continue
    await orWarn(world, async () => {
      await removeLeftRun(world, { run, directory }, await open())
      world.log.info(`removed leftovers of an interrupted run: ${directory}`)
    })
  }
}

/** Whether the directory of a run does not exist or belongs to this user, as only its owner can list it. */
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
      // when a step fails, Podman removes what it has created
      await clock.sleep(1_000)
    }
    await kill(-leader)
  }
}
