import { fail, type Result, succeed } from '../../../common/result.ts'
import {
  type BaseImage,
  type Builder,
  type BuildOutcome,
  type BuildRequest,
  imageReference,
  type PinProblem,
  runLabel,
} from '../../../effects/engine.ts'
import type { World } from '../../../effects/world.ts'
import { BaseImages } from '../docker/base-images.ts'
import { labelled, requestArguments } from '../docker/build.ts'
import { buildFailure } from '../docker/failure/failure.ts'
import { hiddenValues } from '../docker/hidden-values.ts'
import { buildahInspection } from './buildah-images.ts'
import { buildahRuns, removeBuildahRun } from './buildah-remove.ts'

/** The command of a build whose image is put into Buildah's storage. */
export function buildahCommand(
  build: BuildRequest,
  hidden: Readonly<Record<string, string>> = {},
): readonly string[] {
  return [
    'buildah',
    // older versions do not have its newer name `build`
    'bud',
    '--force-rm',
    '--layers',
    ...requestArguments(build, hidden),
    build.context,
  ]
}

/** Buildah, which builds like Podman, but cannot start containers. */
export class BuildahBuilder implements Builder {
  readonly #world: World
  readonly #baseImages: BaseImages
  #aliases = 0

  constructor(world: World) {
    this.#world = world
    this.#baseImages = new BaseImages(world.exec, 'buildah', buildahInspection)
  }

  canBuild = async () => true

  async build(options: BuildRequest): Promise<BuildOutcome> {
    const { exec, files, clock, host } = this.#world
    const { reference, archive, text } = options
    const label = `${runLabel}=${options.run}`
    await files.write(options.dockerfile, labelled(text, label))
    // `buildah push` does not overwrite an archive
    await files.remove(archive)
    const since = clock.now()
    const hidden = hiddenValues(this.#world, options.buildArgs)
    const run = (command: readonly string[]) =>
      exec.run(command, { cwd: options.context, env: { ...host.env, ...hidden }, tidies: true })
    const built = await run(buildahCommand(options, hidden))
    const failed =
      built.exitCode === 0
        ? await run(['buildah', 'push', '--quiet', reference, `docker-archive:${archive}:${reference}`])
        : built
    if (failed.exitCode !== 0) return { ok: false, problem: buildFailure('podman', failed, { text, label }) }
    return succeed({ milliseconds: clock.now() - since, label: runLabel, archive })
  }

  cacheBackends = async () => ({ reads: [], writes: [] })

  hasCacheMounts = async () => false

  async builderIdentity(): Promise<readonly string[] | undefined> {
    const { exitCode, stdout } = await this.#world.exec.ask(['buildah', '--version'])
    return exitCode === 0 ? ['buildah', stdout.trim()] : undefined
  }

  runCacheSteps = async () => fail('this needs BuildKit')

  pin(reference: string, run: string, platform: string): Promise<Result<BaseImage, PinProblem>> {
    return this.#baseImages.named(reference, imageReference(run, `from-${this.#aliases++}`), platform)
  }

  async baseImage(reference: string, platform: string): Promise<Omit<BaseImage, 'pinned'> | undefined> {
    return this.#baseImages.here(reference, platform)
  }

  removeAll = (run: string) => removeBuildahRun(this.#world.exec, run)

  runs = () => buildahRuns(this.#world.exec)
}
