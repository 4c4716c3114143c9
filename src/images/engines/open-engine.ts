import { type Result, succeed } from '../../common/result.ts'
import type { Engine, EngineChoice } from '../../effects/engine.ts'
import type { World } from '../../effects/world.ts'
import { openBuilder } from './builders/open-builder.ts'
import { openDocker } from './docker/docker.ts'
import { EmbeddedEngine } from './embedded/embedded.ts'

/**
 * Docker or Podman where one answers, else the engine that linkgate has itself. An engine that DOCKER_HOST names is meant, and
 * its absence is a problem.
 *
 * @param directory of the run
 */
export async function openEngine(
  world: World,
  choice: EngineChoice,
  directory: string,
): Promise<Result<Engine>> {
  const docker = choice === 'embedded' ? undefined : await openDocker(world)
  const isMeant = choice === 'docker' || (world.host.env['DOCKER_HOST'] ?? '') !== ''
  if (docker?.ok === true || (docker !== undefined && isMeant)) return docker
  if (docker !== undefined)
    world.log.info('using the embedded engine, because no Docker engine and no Podman answers')
  return succeed(new EmbeddedEngine(world, directory, await openBuilder(world, directory)))
}
