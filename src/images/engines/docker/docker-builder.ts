import { fail, type Result, succeed } from '../../../common/result.ts'
import {
  type BaseImage,
  type Builder,
  type BuildOutcome,
  type BuildProblem,
  type BuildRequest,
  type CacheBackends,
  type CacheSteps,
  imageReference,
  type PinProblem,
  runLabel,
} from '../../../effects/engine.ts'
import type { World } from '../../../effects/world.ts'
import { watchingSteps } from '../build-progress.ts'
import { BaseImages } from './base-images.ts'
import { buildCommand, labelled, needsBuildKit, usesCacheService } from './build.ts'
import { Builders } from './builders.ts'
import { buildxCommands, runCacheSteps } from './cache-steps.ts'
import { buildFailure } from './failure/failure.ts'
import { hiddenValues } from './hidden-values.ts'
import type { InspectImage } from './pin.ts'

/** The command-line client. */
interface Client {
  /** `docker` or `podman`. */
  readonly program: string
  readonly isPodman: boolean
  readonly inspect: InspectImage
  /** Why the engine does not answer; undefined if it does, or if none is needed. */
  fault(): Promise<string | undefined>
}

/** The builder of `docker build`: the engine's own, or a remote one of buildx. */
export class DockerBuilder implements Omit<Builder, 'removeAll' | 'runs'> {
  readonly #world: World
  readonly #client: Client
  readonly #builders: Builders
  readonly #baseImages: BaseImages
  /** Number of builds that are in progress or were killed. */
  #building = 0
  /** Set as soon as the builder could not be reached: the failure. */
  #unreachable: BuildProblem | undefined
  #aliases = 0

  constructor(world: World, client: Client) {
    this.#world = world
    this.#client = client
    this.#builders = new Builders(world, client.program, client.isPodman)
    this.#baseImages = new BaseImages(world.exec, client.program, client.inspect)
  }

  canBuild = async () => true

  /** Whether the builder may still be ending an interrupted build. */
  get wasInterrupted(): boolean {
    return this.#building > 0
  }

  async build(options: BuildRequest): Promise<BuildOutcome> {
    const { exec, files, clock, host } = this.#world
    const { program, isPodman } = this.#client
    if (this.#unreachable !== undefined) return { ok: false, problem: this.#unreachable }
    const by = await this.#builders.kind()
    const problem = needsBuildKit(by, options)
    if (problem !== undefined) {
      const fault = { kind: 'builder', because: 'needs-buildkit', detail: problem } as const
      return { ok: false, problem: { fault, output: [] } }
    }
    const label = by === 'engine' || by === 'podman' ? `${runLabel}=${options.run}` : undefined
    if (label !== undefined) await files.write(options.dockerfile, labelled(options.text, label))
    const since = clock.now()
    this.#building++
    const hidden = hiddenValues(this.#world, options.buildArgs)
    const archive = (await this.#builders.seeImages()) ? undefined : options.archive
    const [, ...args] = buildCommand(by, options, { hidden, archive })
    const output = await exec.run([program, ...args], {
      cwd: options.context,
      env: {
        ...host.env,
        ...(usesCacheService(options) ? host.cacheService : {}),
        ...hidden,
        ...(by === 'buildkit' ? { DOCKER_BUILDKIT: '1' } : {}),
      },
      // if Podman is killed, no engine cleans up after it
      ...(isPodman ? { tidies: true } : {}),
      ...(options.watched === undefined ? {} : { watchErrors: watchingSteps(options.watched) }),
    })
    this.#building--
    const milliseconds = clock.now() - since
    if (output.exitCode === 0) {
      return succeed({
        milliseconds,
        ...(label === undefined ? {} : { label: runLabel }),
        ...(archive === undefined ? {} : { archive }),
      })
    }
    const failure = await this.#unlessEngineStopped(buildFailure(by, output, { text: options.text, label }))
    // otherwise, each further build would wait for the builder again
    if (failure.fault.kind === 'builder' && failure.fault.because === 'unreachable')
      this.#unreachable = failure
    return { ok: false, problem: failure }
  }

  /** If the engine has stopped, for example while it loaded the image, the Dockerfile is not the reason. */
  async #unlessEngineStopped(problem: BuildProblem): Promise<BuildProblem> {
    if (problem.fault.kind !== 'refused') return problem
    const detail = await this.#client.fault()
    return detail === undefined
      ? problem
      : { ...problem, fault: { kind: 'builder', because: 'stopped', detail } }
  }

  cacheBackends(): Promise<CacheBackends> {
    return this.#builders.cacheBackends()
  }

  async hasCacheMounts(): Promise<boolean> {
    const kind = await this.#builders.kind()
    return kind === 'buildx' || kind === 'buildkit'
  }

  builderIdentity(): ReturnType<Builder['builderIdentity']> {
    return this.#builders.identity()
  }

  async runCacheSteps(steps: CacheSteps): Promise<Result<undefined>> {
    const kind = await this.#builders.kind()
    if (kind !== 'buildx') return fail('this needs the buildx plugin')
    return runCacheSteps(this.#world.exec, steps, buildxCommands(this.#client.program, steps))
  }

  async pin(reference: string, run: string, platform: string): Promise<Result<BaseImage, PinProblem>> {
    if (!(await this.#builders.seeImages())) return this.#baseImages.elsewhere(reference, platform)
    // an alias, because some builders query the registry for a digest, even if the image is local or in no registry
    const alias = imageReference(run, `from-${this.#aliases++}`)
    return this.#baseImages.named(reference, alias, platform)
  }

  async baseImage(reference: string, platform: string): ReturnType<BaseImages['known']> {
    return this.#baseImages.known(reference, platform, await this.#builders.seeImages())
  }
}
