import { EngineLostError } from '../../../common/errors.ts'
import { settleAll } from '../../../common/settle.ts'
import { imageReference, runLabel } from '../../../effects/engine.ts'

/** The engine's command line. */
export interface Commands {
  /** Throws a CommandError when the command fails. */
  docker(...args: string[]): Promise<string>
  /** The lines that it printed, each once. */
  listed(...args: string[]): Promise<readonly string[]>
  sleep(ms: number): Promise<void>
}

/** How often it is tried to remove what is in use, or has images made on it. */
const attempts = 12
const pauseMs = 150
/** So often, and with such pauses, besides, where the connection to the engine was lost: it may come back. */
const lostAttempts = 10
const lostPauseMs = 1_000
/** After a build was interrupted, the engine may still be at the end of a step: so often nothing must be found. */
const quietRounds = 3

/** What was made for a run, all of it. */
export interface MadeForRun {
  readonly containers: readonly string[]
  /** Their references. */
  readonly images: readonly string[]
}

/** Removes it without listing anything, as the engine is busy with containers that end; false where that fails. */
export async function removeMade(
  { docker }: Pick<Commands, 'docker'>,
  { containers, images }: MadeForRun,
): Promise<boolean> {
  try {
    await docker('rm', '--force', '--volumes', ...containers)
    if (images.length > 0) await docker('rmi', '--force', ...images)
    return true
  } catch {
    return false
  }
}

/**
 * Removes every container and image of a run: by its label, which containers of build steps have from their image, and by
 * its names. Throws the CommandError of what cannot be removed.
 */
export async function removeRun(commands: Commands, run: string, interrupted: boolean): Promise<void> {
  let failure: unknown
  let quiet = 0
  let lost = 0
  for (let attempt = 0; attempt < attempts; attempt++) {
    try {
      const hadTraces = await removeOnce(commands, run)
      failure = undefined
      // nothing is made any more that could come later
      if (!interrupted) return
      quiet = hadTraces ? 0 : quiet + 1
    } catch (error) {
      // such as an image of a container that is ending
      failure = error
      quiet = 0
    }
    if (quiet >= quietRounds) return
    if (failure instanceof EngineLostError && lost < lostAttempts) {
      lost++
      attempt--
      await commands.sleep(lostPauseMs)
    } else if (interrupted || failure !== undefined) await commands.sleep(pauseMs)
  }
  if (failure !== undefined) throw failure
}

/** Names of runs that have left containers or images that have a name. */
export async function runsWithTraces(listed: Commands['listed']): Promise<readonly string[]> {
  // Docker prints labels as `name=value`, Podman as `map[name:value]`
  const reference = `--filter=reference=${imageReference('*', '*')}`
  const [labels, names] = await settleAll([
    listed('ps', '--all', `--filter=label=${runLabel}`, '--format={{.Labels}}'),
    listed('images', '--format={{.Repository}}', reference),
  ])
  const labelled = labels.flatMap((text) => /linkgate\.run[=:]([^\s,\]]+)/.exec(text)?.[1] ?? [])
  const named = names.flatMap((name) => /^(?:localhost\/)?linkgate\/([^/]+)$/.exec(name)?.[1] ?? [])
  return [...new Set([...labelled, ...named])]
}

/** Whether there was something. */
async function removeOnce({ docker, listed }: Commands, run: string): Promise<boolean> {
  const label = `--filter=label=${runLabel}=${run}`
  const reference = `--filter=reference=${imageReference(run, '*')}`
  const labelled = () => listed('images', '--all', '--quiet', '--no-trunc', label)
  const [containers, named, before] = await settleAll([
    listed('ps', '--all', '--quiet', label),
    listed('images', '--format={{.Repository}}:{{.Tag}}', reference),
    labelled(),
  ])
  if (containers.length > 0) await docker('rm', '--force', '--volumes', ...containers)
  // Podman lists all names of an image of which one fits, and has ours under `localhost`
  const ours = named.filter((name) => name.replace(/^localhost\//, '').startsWith(imageReference(run, '')))
  if (ours.length > 0) await docker('rmi', '--force', ...ours)
  // steps of builds: what was made last is listed first, and has to go first
  const steps = before.length > 0 ? await labelled() : []
  if (steps.length > 0) await docker('rmi', '--force', ...steps)
  return containers.length + ours.length + steps.length > 0
}
