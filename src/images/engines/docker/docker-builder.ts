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

/** The client that builds. */
interface Client {
  /** `docker` or `podman`. */
  readonly program: string
  readonly isPodman: boolean
  readonly inspect: InspectImage
  /** Why the engine does not answer; undefined where it does, or where none is needed. */
  fault(): Promise<string | undefined>
}

/** What `docker build` makes images with: the engine's own builder, or one that buildx runs elsewhere. */
export class DockerBuilder implements Omit<Builder, 'removeAll' | 'runs'> {
  readonly #world: World
  readonly #client: Client
  readonly #builders: Builders
  readonly #baseImages: BaseImages
  /** Builds that are under way, or were killed. */
  #building = 0
  /** How the builder could not be reached, once it could not. */
  #unreachable: BuildProblem | undefined
  #aliases = 0

  constructor(world: World, client: Client) {
    this.#world = world
    this.#client = client
    this.#builders = new Builders(world, client.program, client.isPodman)
    this.#baseImages = new BaseImages(world.exec, client.program, client.inspect)
  }

  canBuild = async () => true

  /** Whether something may be ending only now that was begun for a build. */
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
      // there is no engine behind Podman that would notice
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
    const failure = await this.#unlessGone(buildFailure(by, output, { text: options.text, label }))
    // every build would wait for it again
    if (failure.fault.kind === 'builder' && failure.fault.because === 'unreachable')
      this.#unreachable = failure
    return { ok: false, problem: failure }
  }

  /** An engine that has gone while the image came into it is no refusal of the Dockerfile. */
  async #unlessGone(problem: BuildProblem): Promise<BuildProblem> {
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
    // by its digest some builders ask the registry for an image that is here, or that is nowhere else
    const alias = imageReference(run, `from-${this.#aliases++}`)
    return this.#baseImages.named(reference, alias, platform)
  }

  async baseImage(reference: string, platform: string): ReturnType<BaseImages['known']> {
    return this.#baseImages.known(reference, platform, await this.#builders.seeImages())
  }
}
