import { type Result, succeed } from '../../common/result.ts'
import type { Engine, EngineChoice } from '../../effects/engine.ts'
import type { World } from '../../effects/world.ts'
import { openBuilder } from './builders/open-builder.ts'
import { openDocker } from './docker/docker.ts'
import { EmbeddedEngine } from './embedded/embedded.ts'

/**
 * Opens Docker or Podman if one answers, or else linkgate's own engine. If DOCKER_HOST is set, there is no fallback: the user has
 * chosen that engine.
 *
 * @param directory of the run
 */
export async function openEngine(
  world: World,
  choice: EngineChoice,
  directory: string,
): Promise<Result<Engine>> {
  const docker = choice === 'embedded' ? undefined : await openDocker(world)
  const isRequired = choice === 'docker' || (world.host.env['DOCKER_HOST'] ?? '') !== ''
  if (docker?.ok === true || (docker !== undefined && isRequired)) return docker
  if (docker !== undefined)
    world.log.info('using the embedded engine, because no Docker engine and no Podman answers')
  return succeed(new EmbeddedEngine(world, directory, await openBuilder(world, directory)))
}
