import { messageOf } from '../../common/errors.ts'
import { fail, succeed } from '../../common/result.ts'
import { openWorkspace } from '../../effects/workspace.ts'
import type { World } from '../../effects/world.ts'
import { openBuilder } from '../../images/engines/builders/open-builder.ts'
import { findIsolation } from '../../images/engines/embedded/isolate.ts'
import { containersDirectory, removeContainers } from '../../images/engines/embedded/remove.ts'
import { buildProbe } from '../../startup/probe/build.ts'
import type { EmbeddedFacts, GoFacts } from './facts.ts'

/**
 * How a check would work here without a container engine. Determined by trying, as in a check.
 *
 * @param probeSource directory of the probe's source
 */
export async function embeddedFacts(world: World, go: GoFacts, probeSource: string): Promise<EmbeddedFacts> {
  const workspace = await openWorkspace(world)
  const { directory } = workspace
  workspace.onClose('engine', () => removeContainers(world, directory))
  try {
    const canBuild = await (await openBuilder(world, directory)).canBuild()
    const platform = world.host.arch === 'arm64' ? 'linux/arm64' : 'linux/amd64'
    const probe = await buildProbe(world, { source: probeSource, directory, platform, go, withTls: false })
    const { found, refused } = await findIsolation(world, probe, `${directory}/${containersDirectory}/trial`)
    const isolation =
      found === undefined ? fail(refused.at(-1)?.because ?? '') : succeed({ ...found, refused })
    return { canBuild, isolation }
  } catch (error) {
    // a check would fail in the same way, with a better message
    return { canBuild: false, isolation: fail(messageOf(error)) }
  } finally {
    await workspace.close()
  }
}
