import { EngineLostError } from '../../../common/errors.ts'
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
      quiet = (await removeOnce(commands, run)) ? 0 : quiet + 1
      failure = undefined
    } catch (error) {
      // such as an image of a container that is ending
      failure = error
      quiet = 0
    }
    if (quiet >= (interrupted ? quietRounds : 1)) return
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
  const labels = await listed('ps', '--all', `--filter=label=${runLabel}`, '--format={{.Labels}}')
  const labelled = labels.flatMap((text) => /linkgate\.run[=:]([^\s,\]]+)/.exec(text)?.[1] ?? [])
  const reference = `--filter=reference=${imageReference('*', '*')}`
  const names = await listed('images', '--format={{.Repository}}', reference)
  const named = names.flatMap((name) => /^(?:localhost\/)?linkgate\/([^/]+)$/.exec(name)?.[1] ?? [])
  return [...new Set([...labelled, ...named])]
}

/** Whether there was something. */
async function removeOnce({ docker, listed }: Commands, run: string): Promise<boolean> {
  const label = `--filter=label=${runLabel}=${run}`
  const containers = await listed('ps', '--all', '--quiet', label)
  if (containers.length > 0) await docker('rm', '--force', '--volumes', ...containers)
  const reference = `--filter=reference=${imageReference(run, '*')}`
  const named = await listed('images', '--format={{.Repository}}:{{.Tag}}', reference)
  // Podman lists all names of an image of which one fits, and has ours under `localhost`
  const ours = named.filter((name) => name.replace(/^localhost\//, '').startsWith(imageReference(run, '')))
  if (ours.length > 0) await docker('rmi', '--force', ...ours)
  // steps of builds: what was made last is listed first, and has to go first
  const steps = await listed('images', '--all', '--quiet', '--no-trunc', label)
  if (steps.length > 0) await docker('rmi', '--force', ...steps)
  return containers.length + ours.length + steps.length > 0
}
