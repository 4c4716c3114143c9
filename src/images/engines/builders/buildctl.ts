import { type Result, succeed } from '../../../common/result.ts'
import { settleAll } from '../../../common/settle.ts'
import type {
  BaseImage,
  Builder,
  BuildOutcome,
  BuildProblem,
  BuildRequest,
  CacheSteps,
  PinProblem,
} from '../../../effects/engine.ts'
import type { World } from '../../../effects/world.ts'
import { contentOf, parse, resolveLayout } from '../../../inspect/image/layout.ts'
import { buildOutput } from '../build-output.ts'
import { watchingSteps } from '../build-progress.ts'
import { usesCacheService } from '../docker/build.ts'
import { runCacheSteps } from '../docker/cache-steps.ts'
import { buildFailure } from '../docker/failure/failure.ts'
import { pullProblem } from '../docker/failure/pull.ts'
import { byDigest, repositoryOf } from '../docker/pin.ts'
import { type RegistryImage, registryImageSchema } from '../docker/registry.ts'
import { buildctlBuild, buildctlCommand } from './buildctl-command.ts'

/** BuildKit through its own client, which finds the daemon by BUILDKIT_HOST. */
export class BuildctlBuilder implements Builder {
  readonly #world: World
  readonly #directory: string
  readonly #bases = new Map<string, Promise<Result<BaseImage, PinProblem>>>()
  /** Set as soon as the daemon could not be reached: the failure. */
  #unreachable: BuildProblem | undefined

  /** @param directory of the run */
  constructor(world: World, directory: string) {
    this.#world = world
    this.#directory = directory
  }

  canBuild = async () => true

  async build(options: BuildRequest): Promise<BuildOutcome> {
    const { exec, clock, host } = this.#world
    if (this.#unreachable !== undefined) return { ok: false, problem: this.#unreachable }
    const since = clock.now()
    const output = await exec.run(buildctlCommand(options), {
      cwd: options.context,
      env: { ...host.env, ...(usesCacheService(options) ? host.cacheService : {}) },
      ...(options.watched === undefined ? {} : { watchErrors: watchingSteps(options.watched) }),
    })
    const milliseconds = clock.now() - since
    if (output.exitCode === 0) return succeed({ milliseconds, archive: options.archive })
    const problem = buildFailure('buildkit', output, { text: options.text, label: undefined })
    // otherwise, each further build would wait for the daemon again
    if (problem.fault.kind === 'builder' && problem.fault.because === 'unreachable')
      this.#unreachable = problem
    return { ok: false, problem }
  }

  cacheBackends = async () => ({ reads: 'all', writes: 'all' }) as const

  hasCacheMounts = async () => true

  async builderIdentity(): Promise<readonly string[] | undefined> {
    const { exec } = this.#world
    const [info, workers] = await settleAll([
      exec.ask(['buildctl', 'debug', 'info']),
      exec.ask(['buildctl', 'debug', 'workers']),
    ])
    // without the ID of a worker, which is random; the first platform is that of the worker's machine
    const platform = /^\S+\t+(\w+\/[\w/.-]+)/m.exec(workers.stdout)?.[1]
    return info.exitCode === 0 && platform !== undefined
      ? ['buildctl', info.stdout.trim(), platform]
      : undefined
  }

  runCacheSteps(steps: CacheSteps): Promise<Result<undefined>> {
    return runCacheSteps(this.#world.exec, steps, {
      build: buildctlBuild({ ...steps, output: buildOutput('local', { dest: steps.output }) }),
      list: ['buildctl', 'du', '--verbose'],
      remove: (id) => ['buildctl', 'prune', `--filter=id==${id}`],
    })
  }

  pin(reference: string, _run: string, platform: string): Promise<Result<BaseImage, PinProblem>> {
    const key = `${platform} ${reference}`
    const found = this.#bases.get(key) ?? this.#findBase(reference, platform, this.#bases.size)
    this.#bases.set(key, found)
    return found
  }

  async baseImage(reference: string, platform: string): Promise<BaseImage | undefined> {
    const found = await this.pin(reference, '', platform)
    return found.ok ? found.value : undefined
  }

  /** BuildKit has no command that resolves an image, so this builds an image that consists only of the base image. */
  async #findBase(
    reference: string,
    platform: string,
    index: number,
  ): Promise<Result<BaseImage, PinProblem>> {
    const { exec, files } = this.#world
    const context = `${this.#directory}/base-image-${index}`
    const dockerfile = `${context}/Dockerfile`
    const archive = `${this.#directory}/base-image-${index}.tar`
    await files.write(dockerfile, `FROM ${reference}\n`)
    const output = buildOutput('oci', { dest: archive })
    try {
      const built = await exec.run(buildctlBuild({ context, dockerfile, platform, output }))
      if (built.exitCode !== 0) return { ok: false, problem: pullProblem(built.stderr) }
      const digest = /\bFROM \S+@(sha256:[0-9a-f]{64})/.exec(built.stderr)?.[1]
      const image = await this.#configIn(archive, platform)
      if (digest === undefined || image === undefined)
        return unknown(`BuildKit does not report which image \`${reference}\` is`)
      return this.#pinned(reference, digest, image)
    } finally {
      await files.remove(archive)
      await files.remove(context)
    }
  }

  #pinned(reference: string, digest: string, image: RegistryImage): Result<BaseImage, PinProblem> {
    const { pinned = reference, ...found } = byDigest(reference, {
      RepoDigests: [`${repositoryOf(reference)}@${digest}`],
      RootFS: { Layers: image.rootfs?.diff_ids ?? [] },
      Config: image.config,
    })
    return succeed({ pinned, ...found })
  }

  /** Reads the image config without reading the layers. */
  async #configIn(archive: string, platform: string): Promise<RegistryImage | undefined> {
    let found: RegistryImage | undefined
    await this.#world.archives.read(archive, {
      signal: this.#world.signal,
      choose: async (files) => {
        const layout = await resolveLayout(files, platform)
        const bytes = layout.ok ? await contentOf(files, layout.value.config) : undefined
        found = bytes && parse(bytes, registryImageSchema)
        return []
      },
    })
    return found
  }

  // BuildKit does not keep an image that it exports to a file, and manages its cache itself
  removeAll = async () => {}
  runs = async () => []
}

function unknown(detail: string): { readonly ok: false; readonly problem: PinProblem } {
  return { ok: false, problem: { because: 'unknown', detail } }
}
