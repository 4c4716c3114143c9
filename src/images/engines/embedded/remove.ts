import type { World } from '../../../effects/world.ts'
import { commandPrefix } from './isolate.ts'

/** Subdirectory of a run's directory for its containers. */
export const containersDirectory = 'containers'

/** Removes the containers of the run with this directory. Their programs must have ended. */
export async function removeContainers(
  { files, exec }: Pick<World, 'files' | 'exec'>,
  directory: string,
): Promise<void> {
  const containers = `${directory}/${containersDirectory}`
  if ((await files.stat(containers)) === undefined) return
  try {
    await files.remove(containers)
  } catch (error) {
    // some files belong to root
    const { exitCode } = await exec.commit([...commandPrefix('sudo'), 'rm', '-rf', '--', containers])
    if (exitCode !== 0) throw error
  }
}
