import type { Builder } from '../../../effects/engine.ts'
import type { World } from '../../../effects/world.ts'
import { seesImages } from '../docker/build.ts'
import { DockerBuilder } from '../docker/docker-builder.ts'
import { noImages } from '../docker/pin.ts'
import { noBuilder } from '../embedded/no-builder.ts'
import { BuildahBuilder } from './buildah.ts'
import { BuildctlBuilder } from './buildctl.ts'

/**
 * What builds Dockerfiles where no engine does: the BuildKit that BUILDKIT_HOST names, the builder that buildx runs elsewhere,
 * or Buildah.
 *
 * @param directory of the run
 */
export async function openBuilder(world: World, directory: string): Promise<Builder> {
  const { exec, host } = world
  const answers = async (...command: readonly string[]) => (await exec.query(command)).exitCode === 0
  const hasAddress = (host.env['BUILDKIT_HOST'] ?? '') !== ''
  if (hasAddress && (await answers('buildctl', 'debug', 'workers')))
    return new BuildctlBuilder(world, directory)
  const { exitCode, stdout } = await exec.query(['docker', 'buildx', 'inspect'])
  if (exitCode === 0 && !seesImages(stdout)) return remoteBuildx(world)
  return (await answers('buildah', '--version')) ? new BuildahBuilder(world) : noBuilder
}

/** Nothing of a run stays in it but the cache, which is its own. */
function remoteBuildx(world: World): Builder {
  const builder = new DockerBuilder(world, {
    program: 'docker',
    isPodman: false,
    inspect: noImages,
    fault: async () => undefined,
  })
  return Object.assign(builder, { removeAll: async () => {}, runs: async () => [] })
}
