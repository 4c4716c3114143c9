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
  if ((host.env['BUILDKIT_HOST'] ?? '') !== '' && (await buildKitAnswers(world)))
    return new BuildctlBuilder(world, directory)
  const { exitCode, stdout } = await exec.query(['docker', 'buildx', 'inspect'])
  if (exitCode === 0 && !seesImages(stdout)) return remoteBuildx(world)
  const buildah = await exec.query(['buildah', '--version'])
  return buildah.exitCode === 0 ? new BuildahBuilder(world) : noBuilder
}

/** Whether the daemon that BUILDKIT_HOST names answers. Warns if not: the report alone would say that there is no builder. */
async function buildKitAnswers({ exec, log }: Pick<World, 'exec' | 'log'>): Promise<boolean> {
  const { exitCode, stderr } = await exec.query(['buildctl', 'debug', 'workers'])
  if (exitCode === 0) return true
  const why = stderr.trim().split('\n').at(-1) ?? ''
  log.warning(`BUILDKIT_HOST is not used, because \`buildctl debug workers\` failed: ${why}`)
  return false
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
