import type { World } from '../../../effects/world.ts'
import { commandPrefix } from './isolate.ts'

/** Where the containers of a run are, in its directory. */
export const containersDirectory = 'containers'

/** Removes the containers of the run with this directory; nothing of them runs any more. */
export async function removeContainers(
  { files, exec }: Pick<World, 'files' | 'exec'>,
  directory: string,
): Promise<void> {
  const containers = `${directory}/${containersDirectory}`
  if ((await files.stat(containers)) === undefined) return
  try {
    await files.remove(containers)
  } catch (error) {
    // root made them, or their programs as root
    const { exitCode } = await exec.commit([...commandPrefix('sudo'), 'rm', '-rf', '--', containers])
    if (exitCode !== 0) throw error
  }
}
