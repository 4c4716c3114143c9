import type { Builder } from '../../../effects/engine.ts'
import type { World } from '../../../effects/world.ts'
import { seesImages } from '../docker/build.ts'
import { DockerBuilder } from '../docker/docker-builder.ts'
import { noImages } from '../docker/pin.ts'
import { noBuilder } from '../embedded/no-builder.ts'
import { BuildahBuilder } from './buildah.ts'
import { BuildctlBuilder } from './buildctl.ts'

/**
 * Opens a builder of Dockerfiles for a machine without an engine: the BuildKit at BUILDKIT_HOST, a remote builder of buildx, or
 * Buildah.
 *
 * @param directory of the run
 */
export async function openBuilder(world: World, directory: string): Promise<Builder> {
  const { exec, host } = world
  if ((host.env['BUILDKIT_HOST'] ?? '') !== '' && (await buildKitAnswers(world)))
    return new BuildctlBuilder(world, directory)
  const { exitCode, stdout } = await exec.query(['docker', 'buildx', 'inspect'])
  if (exitCode === 0 && !seesImages(stdout)) return remoteBuildx(world)
  const buildah = await exec.query(['buildah', '--version'])
  return buildah.exitCode === 0 ? new BuildahBuilder(world) : noBuilder
}

/** Whether the daemon at BUILDKIT_HOST responds. Warns if not, because the report only contains that there is no builder. */
async function buildKitAnswers({ exec, log }: Pick<World, 'exec' | 'log'>): Promise<boolean> {
  const { exitCode, stderr } = await exec.query(['buildctl', 'debug', 'workers'])
  if (exitCode === 0) return true
  const why = stderr.trim().split('\n').at(-1) ?? ''
  log.warning(`BUILDKIT_HOST is not used, because \`buildctl debug workers\` failed: ${why}`)
  return false
}

/** Nothing must be removed from a remote builder, because it keeps only its cache. */
function remoteBuildx(world: World): Builder {
  const builder = new DockerBuilder(world, {
    program: 'docker',
    isPodman: false,
    inspect: noImages,
    fault: async () => undefined,
  })
  return Object.assign(builder, { removeAll: async () => {}, runs: async () => [] })
}
