import { fail, type Result, succeed } from '../../../common/result.ts'
import {
  type Builder,
  type BuildOutcome,
  type BuildRequest,
  type ContainerOptions,
  type Engine,
  runLabel,
} from '../../../effects/engine.ts'
import type { Env, ExecOptions, Output, Session } from '../../../effects/exec.ts'
import type { World } from '../../../effects/world.ts'
import { ArchivedImages } from '../archived-images.ts'
import { DockerBuilder } from './docker-builder.ts'
import { givenAs, hiddenValues } from './hidden-values.ts'
import { requireDone } from './lost.ts'
import { imagesOf } from './pin.ts'
import { type MadeForRun, removeMade, removeRun, runsWithTraces } from './remove.ts'

/** The command for a container that linkgate controls through standard input and output. */
export function createCommand(options: ContainerOptions, hidden: Env = {}): readonly string[] {
  return [
    'docker',
    'create',
    '--interactive',
    `--label=${runLabel}=${options.run}`,
    // standard output carries the answers of the probe: a log file would only grow
    '--log-driver=none',
    `--entrypoint=${options.entrypoint}`,
    ...(options.network === undefined ? [] : [`--network=${options.network}`]),
    ...givenAs('--env', options.env, hidden),
    options.image,
  ]
}

const noDocker = 'Docker was not found: install it, or run on a runner that has it (ubuntu-latest does)'

/** Opens the engine of the `docker` command, or else Podman. */
export async function openDocker(world: World): Promise<Result<Engine>> {
  const { exec } = world
  const ask = (program: string) => exec.ask([program, 'version', '--format', '{{.Server.Version}}'])
  const first = await ask('docker')
  const podman = isSilent(world, first) ? await readyPodman(world) : undefined
  if (podman !== undefined) return succeed(podman)
  const [program, asked] = first.exitCode === 127 ? ['podman', await ask('podman')] : ['docker', first]
  if (asked.exitCode === 127) return fail(noDocker)
  if (asked.exitCode !== 0) {
    const why = asked.stderr.trim().split('\n')[0]
    return fail(`no Docker engine answers (${why}): start it, or set DOCKER_HOST to a running engine`)
  }
  const version = asked.stdout.trim()
  // `docker` may be Podman under another name
  const isPodman =
    !isOfDocker(version) && (await exec.ask([program, '--version'])).stdout.startsWith('podman')
  return succeed(new DockerEngine(world, program, { name: isPodman ? 'podman' : 'docker', version }))
}

/** Whether the client was found, but no engine answers it, and DOCKER_HOST names none. */
function isSilent({ host }: World, { exitCode }: Output): boolean {
  return exitCode !== 0 && exitCode !== 127 && (host.env['DOCKER_HOST'] ?? '') === ''
}

/** Podman has no daemon. `podman info` succeeds if it can run containers on this machine. */
async function readyPodman(world: World): Promise<Engine | undefined> {
  const { exitCode, stdout } = await world.exec.ask(['podman', 'info', '--format', '{{.Version.Version}}'])
  if (exitCode !== 0) return undefined
  return new DockerEngine(world, 'podman', { name: 'podman', version: stdout.trim() })
}

/** Major versions of Docker have been 17 or higher since 2017, and those of Podman are lower. */
const isOfDocker = (version: string) => Number.parseInt(version, 10) >= 17

class DockerEngine implements Engine {
  readonly name: 'docker' | 'podman'
  readonly version: string
  readonly canBuild = async () => true
  readonly #world: World
  readonly #program: string
  readonly #builder: DockerBuilder
  readonly #archived = new ArchivedImages((archive) => this.#docker('load', '--quiet', '--input', archive))
  readonly #created: { readonly run: string; readonly container: Promise<string> }[] = []
  /** Whether the engine may have images or containers of this run whose names this process does not know. */
  #hasOthers: boolean

  constructor(
    world: World,
    program: string,
    { name, version }: { readonly name: 'docker' | 'podman'; readonly version: string },
  ) {
    this.name = name
    this.version = version
    this.#world = world
    this.#program = program
    // some versions of Podman, also behind the client of Docker, give a loaded image more than one name
    this.#hasOthers = name === 'podman' || !isOfDocker(version)
    this.#builder = new DockerBuilder(world, {
      program,
      isPodman: name === 'podman',
      inspect: imagesOf(program),
      fault: () => this.fault(),
    })
  }

  async build(options: BuildRequest): Promise<BuildOutcome> {
    this.#hasOthers = true
    // the build overwrites the archive
    this.#archived.drop(options.reference)
    const built = await this.#builder.build(options)
    if (built.ok && built.value.archive !== undefined)
      this.#archived.take(options.reference, built.value.archive)
    return built
  }

  cacheBackends = () => this.#builder.cacheBackends()
  hasCacheMounts = () => this.#builder.hasCacheMounts()
  builderIdentity = () => this.#builder.builderIdentity()
  runCacheSteps = (...[steps]: Parameters<Builder['runCacheSteps']>) => this.#builder.runCacheSteps(steps)
  pin = (...args: Parameters<Builder['pin']>) => {
    this.#hasOthers = true
    return this.#builder.pin(...args)
  }

  baseImage = (...args: Parameters<Builder['baseImage']>) => this.#builder.baseImage(...args)

  async fault(): Promise<string | undefined> {
    const { exitCode, stderr } = await this.#world.exec.query([
      this.#program,
      'version',
      '--format={{.Server.Version}}',
    ])
    return exitCode === 0 ? undefined : (stderr.trim().split('\n').at(-1) ?? '')
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

  create(options: ContainerOptions): Promise<string> {
    const container = this.#create(options)
    this.#created.push({ run: options.run, container })
    return container
  }

  async #create(options: ContainerOptions): Promise<string> {
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

  async removeAll(run: string, interrupted: boolean = this.#builder.wasInterrupted): Promise<void> {
    const made = await this.#made(run)
    const commands = {
      docker: (...args: string[]) => this.#docker(...args),
      listed: (...args: string[]) => this.#listed(...args),
      sleep: this.#world.clock.sleep,
    }
    const isKnown = made !== undefined && !interrupted && !this.#hasOthers
    if (isKnown && (await removeMade(commands, made))) return
    return removeRun(commands, run, interrupted)
  }

  /** Waits for what is being created. undefined if not everything is known: a failed command may have created something. */
  async #made(run: string): Promise<MadeForRun | undefined> {
    const own = this.#created.filter((one) => one.run === run)
    const ended = await Promise.allSettled(own.map(({ container }) => container))
    const images = await this.#archived.loaded()
    const containers = ended.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    const isAll = containers.length === ended.length && containers.length > 0
    return isAll && images !== undefined ? { containers, images } : undefined
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
