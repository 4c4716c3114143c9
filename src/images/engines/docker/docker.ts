import { fail, type Result, succeed } from '../../../common/result.ts'
import { settleAll } from '../../../common/settle.ts'
import {
  type BaseImage,
  type BuildOutcome,
  type BuildProblem,
  type BuildRequest,
  type CacheBackends,
  type CacheSteps,
  type ContainerOptions,
  type Engine,
  imageReference,
  type PinProblem,
  runLabel,
} from '../../../effects/engine.ts'
import type { Env, ExecOptions, Session } from '../../../effects/exec.ts'
import type { World } from '../../../effects/world.ts'
import { ArchivedImages } from '../archived-images.ts'
import { BaseImages } from './base-images.ts'
import { beyond, buildCommand, labelled, usesCacheService } from './build.ts'
import { Builders } from './builders.ts'
import { runCacheSteps } from './cache-steps.ts'
import { buildFailure } from './failure/failure.ts'
import { givenAs, hiddenValues } from './hidden-values.ts'
import { requireDone } from './lost.ts'
import { removeRun, runsWithTraces } from './remove.ts'

/** Arguments of `docker create` for a container that is driven over its standard input. */
export function createCommand(options: ContainerOptions, hidden: Env = {}): readonly string[] {
  return [
    'docker',
    'create',
    '--interactive',
    `--label=${runLabel}=${options.run}`,
    // the conversation with the probe belongs to nobody else, and a log file would grow with it
    '--log-driver=none',
    `--entrypoint=${options.entrypoint}`,
    ...(options.network === undefined ? [] : [`--network=${options.network}`]),
    ...givenAs('--env', options.env, hidden),
    options.image,
  ]
}

/** The problem of a machine that has neither `docker` nor `podman`. */
export const noDocker =
  'Docker was not found: install it, or run on a runner that has it (ubuntu-latest does)'

/** The docker command line, Docker's own or Podman's. */
export async function openDocker(world: World): Promise<Result<Engine>> {
  const { exec } = world
  const ask = (program: string) => exec.ask([program, 'version', '--format', '{{.Server.Version}}'])
  // `docker` may be Podman under another name
  const isPodmanAs = async (program: string) =>
    (await exec.ask([program, '--version'])).stdout.startsWith('podman')
  const [first, isDockerPodman] = await settleAll([ask('docker'), isPodmanAs('docker')])
  const [program, asked] = first.exitCode === 127 ? ['podman', await ask('podman')] : ['docker', first]
  if (asked.exitCode === 127) return fail(noDocker)
  if (asked.exitCode !== 0) {
    const why = asked.stderr.trim().split('\n')[0]
    return fail(`no Docker engine answers (${why}): start it, or set DOCKER_HOST to a running engine`)
  }
  const isPodman = program === 'docker' ? isDockerPodman : await isPodmanAs(program)
  const version = asked.stdout.trim()
  return succeed(new DockerEngine(world, program, { name: isPodman ? 'podman' : 'docker', version }))
}

class DockerEngine implements Engine {
  readonly name: 'docker' | 'podman'
  readonly version: string
  readonly canBuild = async () => true
  readonly #world: World
  readonly #program: string
  readonly #builders: Builders
  readonly #baseImages: BaseImages
  readonly #archived = new ArchivedImages((archive) => this.#docker('load', '--quiet', '--input', archive))
  /** Builds that are under way, or were killed. */
  #building = 0
  /** How the builder could not be reached, once it could not. */
  #unreachable: BuildProblem | undefined
  #aliases = 0

  constructor(
    world: World,
    program: string,
    { name, version }: { readonly name: 'docker' | 'podman'; readonly version: string },
  ) {
    this.name = name
    this.version = version
    this.#world = world
    this.#program = program
    this.#builders = new Builders(world.exec, program, name === 'podman')
    this.#baseImages = new BaseImages(world.exec, program)
  }

  async build(options: BuildRequest): Promise<BuildOutcome> {
    const { exec, files, clock, host } = this.#world
    if (this.#unreachable !== undefined) return { ok: false, problem: this.#unreachable }
    const by = await this.#builders.kind()
    const problem = beyond(by, options)
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
    // an archive is overwritten as soon as a build begins
    this.#archived.drop(options.reference)
    const [, ...args] = buildCommand(by, options, { hidden, archive })
    const output = await exec.run([this.#program, ...args], {
      cwd: options.context,
      env: {
        ...host.env,
        ...(usesCacheService(options) ? host.cacheService : {}),
        ...hidden,
        ...(by === 'buildkit' ? { DOCKER_BUILDKIT: '1' } : {}),
      },
      // there is no engine behind Podman that would notice
      ...(this.name === 'podman' ? { tidies: true } : {}),
    })
    this.#building--
    const milliseconds = clock.now() - since
    if (output.exitCode === 0) {
      if (archive !== undefined) this.#archived.take(options.reference, archive)
      return succeed({ milliseconds, ...(label === undefined ? {} : { label: runLabel }) })
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
    const detail = await this.fault()
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

  async runCacheSteps(steps: CacheSteps): Promise<Result<undefined>> {
    const kind = await this.#builders.kind()
    if (kind !== 'buildx') return fail('this needs the buildx plugin')
    return runCacheSteps(this.#world.exec, this.#program, steps)
  }

  async fault(): Promise<string | undefined> {
    const { exitCode, stderr } = await this.#world.exec.query([
      this.#program,
      'version',
      '--format={{.Server.Version}}',
    ])
    return exitCode === 0 ? undefined : (stderr.trim().split('\n').at(-1) ?? '')
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

  take(reference: string, archive: string): void {
    this.#archived.take(reference, archive)
  }

  load(reference: string): Promise<void> {
    return this.#archived.load(reference)
  }

  async archiveOf(reference: string, archive: string): Promise<string> {
    const own = this.#archived.archiveOf(reference)
    if (own === undefined) await this.#docker('save', '--output', archive, reference)
    return own ?? archive
  }

  async servicesNetwork(): Promise<Result<string>> {
    const made = await this.#listed('network', 'ls', '--filter=name=github_network_', '--format={{.Name}}')
    const [network, ...more] = made
    const fix = 'set `startup: { network: … }` to the name of the network'
    if (network === undefined)
      return fail(`this job has no service containers: add \`services:\` to the job, or ${fix}`)
    if (more.length > 0)
      return fail(`several jobs on this machine have service containers (${made.join(', ')}): ${fix}`)
    return succeed(network)
  }

  async create(options: ContainerOptions): Promise<string> {
    await this.load(options.image)
    const hidden = hiddenValues(this.#world, options.env)
    const [, ...args] = createCommand(options, hidden)
    return this.#given({ variables: hidden }, args)
  }

  async copyInto(container: string, from: string, to: string): Promise<void> {
    await this.#docker('cp', from, `${container}:${to}`)
  }

  start(container: string): Session {
    return this.#world.exec.open([this.#program, 'start', '--attach', '--interactive', container])
  }

  enter(container: string, program: string): Session {
    return this.#world.exec.open([this.#program, 'exec', '--interactive', '--user=0', container, program])
  }

  async removeAll(run: string, interrupted: boolean = this.#building > 0): Promise<void> {
    await this.#archived.settled()
    const commands = {
      docker: (...args: string[]) => this.#docker(...args),
      listed: (...args: string[]) => this.#listed(...args),
      sleep: this.#world.clock.sleep,
    }
    return removeRun(commands, run, interrupted)
  }

  runs = () => runsWithTraces((...args) => this.#listed(...args))

  #docker(...args: string[]): Promise<string> {
    return this.#given({}, args)
  }

  async #given(options: ExecOptions, args: readonly string[]): Promise<string> {
    const command = [this.#program, ...args]
    return requireDone(command, await this.#world.exec.commit(command, options))
  }

  async #listed(...args: string[]): Promise<readonly string[]> {
    return [...new Set((await this.#docker(...args)).split('\n').filter((line) => line !== ''))]
  }
}
