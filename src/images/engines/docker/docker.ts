import { CommandError } from '../../../common/errors.ts'
import { fail, type Result, succeed } from '../../../common/result.ts'
import {
  type BaseImage,
  type BuildOutcome,
  type BuildRequest,
  type ContainerOptions,
  type Engine,
  imageReference,
  type PinProblem,
  runLabel,
} from '../../../effects/engine.ts'
import type { Session } from '../../../effects/exec.ts'
import type { World } from '../../../effects/world.ts'
import { beyond, buildCommand, labelled } from './build.ts'
import { Builders } from './builders.ts'
import { buildFailure } from './failure/failure.ts'
import { pullProblem } from './failure/pull.ts'
import { byDigest, type InspectedImage, parseInspected } from './pin.ts'
import { removeRun, runsWithTraces } from './remove.ts'

/** Arguments of `docker create` for a container that is driven over its standard input. */
export function createCommand(options: ContainerOptions): readonly string[] {
  return [
    'docker',
    'create',
    '--interactive',
    `--label=${runLabel}=${options.run}`,
    // the conversation with the probe belongs to nobody else, and a log file would grow with it
    '--log-driver=none',
    `--entrypoint=${options.entrypoint}`,
    ...(options.network === undefined ? [] : [`--network=${options.network}`]),
    ...Object.entries(options.env).map(([name, value]) => `--env=${name}=${value}`),
    options.image,
  ]
}

/** The docker command line, Docker's own or Podman's. */
export async function openDocker(world: World): Promise<Result<Engine>> {
  const { exec } = world
  const ask = (program: string) => exec.query([program, 'version', '--format', '{{.Server.Version}}'])
  const first = await ask('docker')
  const [program, asked] = first.exitCode === 127 ? ['podman', await ask('podman')] : ['docker', first]
  if (asked.exitCode === 127) {
    return fail('Docker was not found: install it, or run on a runner that has it (ubuntu-latest does)')
  }
  if (asked.exitCode !== 0) {
    const why = asked.stderr.trim().split('\n')[0]
    return fail(`no Docker engine answers (${why}): start it, or set DOCKER_HOST to one that runs`)
  }
  // `docker` may be Podman under another name
  const isPodman = (await exec.query([program, '--version'])).stdout.startsWith('podman')
  const version = asked.stdout.trim()
  return succeed(new DockerEngine(world, program, { name: isPodman ? 'podman' : 'docker', version }))
}

class DockerEngine implements Engine {
  readonly name: 'docker' | 'podman'
  readonly version: string
  readonly #world: World
  readonly #program: string
  readonly #builders: Builders
  /** A build is under way, or was killed. */
  #isBuilding = false
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
  }

  async build(options: BuildRequest): Promise<BuildOutcome> {
    const { exec, files, clock, host } = this.#world
    const by = await this.#builders.kind()
    const problem = beyond(by, options)
    if (problem !== undefined) {
      const fault = { kind: 'builder', because: 'needs-buildkit', detail: problem } as const
      return { ok: false, problem: { fault, output: [] } }
    }
    const label = by === 'engine' || by === 'podman' ? `${runLabel}=${options.run}` : undefined
    if (label !== undefined) await files.write(options.dockerfile, labelled(options.text, label))
    const since = clock.now()
    this.#isBuilding = true
    const [, ...args] = buildCommand(by, options)
    const output = await exec.run([this.#program, ...args], {
      cwd: options.context,
      env: { ...host.env, ...(by === 'buildkit' ? { DOCKER_BUILDKIT: '1' } : {}) },
      // there is no engine behind Podman that would notice
      ...(this.name === 'podman' ? { tidies: true } : {}),
    })
    this.#isBuilding = false
    if (output.exitCode === 0) return succeed({ milliseconds: clock.now() - since })
    return { ok: false, problem: buildFailure(by, output, { text: options.text, label }) }
  }

  async pin(reference: string, run: string, platform: string): Promise<Result<BaseImage, PinProblem>> {
    const available = await this.#available(reference, platform)
    if (!available.ok) return available
    const { pinned, ...found } = byDigest(reference, available.value)
    if (!(await this.#builders.seeImages())) {
      if (pinned !== undefined) return succeed({ pinned, ...found })
      const fix = 'push it to a registry, or build with `docker buildx use default`'
      const detail = `the builder of buildx does not see the base image \`${reference}\`: ${fix}`
      return { ok: false, problem: { because: 'not-visible', detail } }
    }
    // by its digest some builders ask the registry for an image that is here, or that is nowhere else
    const alias = imageReference(run, `from-${this.#aliases++}`)
    await this.#docker('tag', reference, alias)
    return succeed({ pinned: alias, ...found })
  }

  /** The image for the platform, pulled unless it is here. */
  async #available(reference: string, platform: string): Promise<Result<InspectedImage, PinProblem>> {
    const here = await this.#inspected(reference, platform)
    if (here !== undefined) return succeed(here)
    const pull = [this.#program, 'pull', '--quiet', `--platform=${platform}`, reference]
    const { exitCode, stderr } = await this.#world.exec.run(pull)
    if (exitCode !== 0) {
      return { ok: false, problem: pullProblem(stderr) }
    }
    const pulled = await this.#inspected(reference, platform)
    if (pulled !== undefined) return succeed(pulled)
    const detail = `the base image \`${reference}\` is not for ${platform}`
    return { ok: false, problem: { because: 'other-platform', detail } }
  }

  async #inspected(reference: string, platform: string): Promise<InspectedImage | undefined> {
    const inspect = [this.#program, 'image', 'inspect', '--format={{json .}}', reference]
    const found = await this.#world.exec.query(inspect)
    const image = found.exitCode === 0 ? parseInspected(found.stdout) : undefined
    // an image of another platform is in the place of the one that is wanted
    return image !== undefined && `${image.Os}/${image.Architecture}` === platform ? image : undefined
  }

  async load(archive: string): Promise<void> {
    await this.#docker('load', '--quiet', '--input', archive)
  }

  async save(reference: string, archive: string): Promise<void> {
    await this.#docker('save', '--output', archive, reference)
  }

  async servicesNetwork(): Promise<Result<string>> {
    const made = await this.#listed('network', 'ls', '--filter=name=github_network_', '--format={{.Name}}')
    const [network, ...more] = made
    const fix = 'give `startup: { network: … }` the name of the network'
    if (network === undefined)
      return fail(`this job has no service containers: add \`services:\` to the job, or ${fix}`)
    if (more.length > 0) return fail(`several jobs here have service containers (${made.join(', ')}): ${fix}`)
    return succeed(network)
  }

  async create(options: ContainerOptions): Promise<string> {
    const [, ...args] = createCommand(options)
    return this.#docker(...args)
  }

  async copyInto(container: string, from: string, to: string): Promise<void> {
    await this.#docker('cp', from, `${container}:${to}`)
  }

  start(container: string): Session {
    return this.#world.exec.open([this.#program, 'start', '--attach', '--interactive', container])
  }

  removeAll(run: string, interrupted: boolean = this.#isBuilding): Promise<void> {
    const commands = {
      docker: (...args: string[]) => this.#docker(...args),
      listed: (...args: string[]) => this.#listed(...args),
      sleep: this.#world.clock.sleep,
    }
    return removeRun(commands, run, interrupted)
  }

  async runs(): Promise<readonly string[]> {
    return runsWithTraces((...args) => this.#listed(...args))
  }

  async #docker(...args: string[]): Promise<string> {
    const command = [this.#program, ...args]
    const { exitCode, stdout, stderr } = await this.#world.exec.commit(command)
    if (exitCode !== 0) throw new CommandError(command, exitCode, stderr.trim().split('\n').slice(-3))
    return stdout.trim()
  }

  async #listed(...args: string[]): Promise<readonly string[]> {
    return [...new Set((await this.#docker(...args)).split('\n').filter((line) => line !== ''))]
  }
}
