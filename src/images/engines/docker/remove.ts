import { EngineLostError } from '../../../common/errors.ts'
import { settleAll } from '../../../common/settle.ts'
import { imageReference, runLabel } from '../../../effects/engine.ts'

/** The engine's command line. */
export interface Commands {
  /** Throws a CommandError when the command fails. */
  docker(...args: string[]): Promise<string>
  /** The distinct lines of its output. */
  listed(...args: string[]): Promise<readonly string[]>
  sleep(ms: number): Promise<void>
}

/** Number of attempts to remove something that is still in use, or on which another image is based. */
const attempts = 12
const pauseMs = 150
/** More attempts, with longer pauses, after the connection to the engine was lost. */
const lostAttempts = 10
const lostPauseMs = 1_000
/** After an interrupted build, the engine may still finish a step. Removing ends after this number of attempts that found nothing. */
const quietRounds = 3

/** Everything that was created for a run. */
export interface MadeForRun {
  readonly containers: readonly string[]
  /** References. */
  readonly images: readonly string[]
}

/** Removes it by name. Listing would wait for the engine, which is busy with containers that end. Returns false if it fails. */
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
 * Removes every container and image of a run. It finds them by label, which containers of build steps inherit from their image, and by
 * name.
 *
 * @throws {CommandError} if something cannot be removed
 */
export async function removeRun(commands: Commands, run: string, interrupted: boolean): Promise<void> {
  let failure: unknown
  let quiet = 0
  let lost = 0
  for (let attempt = 0; attempt < attempts; attempt++) {
    try {
      const hadTraces = await removeOnce(commands, run)
      failure = undefined
      // nothing can be created any more
      if (!interrupted) return
      quiet = hadTraces ? 0 : quiet + 1
    } catch (error) {
      // for example, an image whose container is still ending
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

/** Names of runs that left labelled containers or named images. */
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

/** Returns whether there was something to remove. */
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
  // Podman lists all names of an image if one matches, and prefixes ours with `localhost/`
  const ours = named.filter((name) => name.replace(/^localhost\//, '').startsWith(imageReference(run, '')))
  if (ours.length > 0) await docker('rmi', '--force', ...ours)
  // intermediate images of builds: the newest is listed first, and must be removed first
  const steps = before.length > 0 ? await labelled() : []
  if (steps.length > 0) await docker('rmi', '--force', ...steps)
  return containers.length + ours.length + steps.length > 0
}
