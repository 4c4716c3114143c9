import { CommandError } from '../../../common/errors.ts'
import { fail, type Result, succeed } from '../../../common/result.ts'
import { type ContainerOptions, type Engine, imageReference, runLabel } from '../../../effects/engine.ts'
import type { World } from '../../../effects/world.ts'
import {
  type BuilderKind,
  beyond,
  buildCommand,
  builderOf,
  labelled,
  lastWords,
  seesImages,
} from './build.ts'
import { byDigest, type InspectedImage, parseInspected } from './pin.ts'
import { removeRun } from './remove.ts'

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

  async function docker(...args: string[]): Promise<string> {
    const { exitCode, stdout, stderr } = await exec.commit([program, ...args])
    if (exitCode !== 0) {
      throw new CommandError([program, ...args], exitCode, stderr.trim().split('\n').slice(-3))
    }
    return stdout.trim()
  }

  async function listed(...args: string[]): Promise<readonly string[]> {
    return [...new Set((await docker(...args)).split('\n').filter((line) => line !== ''))]
  }

  async function findBuilder(): Promise<BuilderKind> {
    const hasBuildx = !isPodman && (await exec.query([program, 'buildx', 'version'])).exitCode === 0
    const client = (await exec.query([program, 'version', '--format', '{{.Client.Version}}'])).stdout
    return builderOf({ isPodman, hasBuildx, client })
  }
  let found: Promise<BuilderKind> | undefined
  const builder = () => {
    found ??= findBuilder()
    return found
  }
  let seen: Promise<boolean> | undefined
  const buildsHere = () => {
    seen ??= builder().then(
      async (one) =>
        one !== 'buildx' || seesImages((await exec.query([program, 'buildx', 'inspect'])).stdout),
    )
    return seen
  }
  let aliases = 0
  let isInterrupted = false

  async function inspected(reference: string, platform: string): Promise<InspectedImage | undefined> {
    const found = await exec.query([program, 'image', 'inspect', '--format={{json .}}', reference])
    const image = found.exitCode === 0 ? parseInspected(found.stdout) : undefined
    // an image of another platform is in the place of the one that is wanted
    return image !== undefined && `${image.Os}/${image.Architecture}` === platform ? image : undefined
  }

  return succeed({
    name: isPodman ? 'podman' : 'docker',
    version: asked.stdout.trim(),
    async build(options) {
      const by = await builder()
      const problem = beyond(by, options)
      if (problem !== undefined) return { ok: false, problem: [problem] }
      if (by === 'engine' || by === 'podman') {
        await world.files.write(options.dockerfile, labelled(options.text, `${runLabel}=${options.run}`))
      }
      const since = world.clock.now()
      isInterrupted = true
      const { exitCode, stdout, stderr } = await exec.run([program, ...buildCommand(by, options).slice(1)], {
        cwd: options.context,
        env: { ...world.host.env, ...(by === 'buildkit' ? { DOCKER_BUILDKIT: '1' } : {}) },
        // there is no engine behind Podman that would notice
        ...(isPodman ? { tidies: true } : {}),
      })
      isInterrupted = false
      if (exitCode === 0) return succeed({ milliseconds: world.clock.now() - since })
      // BuildKit says everything on standard error, the engine's own builder its steps on standard output
      return { ok: false, problem: lastWords(`${stdout}\n${stderr}`) }
    },
    async pin(reference, run, platform) {
      let image = await inspected(reference, platform)
      if (image === undefined) {
        const pulled = await exec.run([program, 'pull', '--quiet', `--platform=${platform}`, reference])
        if (pulled.exitCode !== 0) {
          const why = pulled.stderr.trim().split('\n').at(-1) ?? 'no reason was given'
          return fail(`the base image \`${reference}\` could not be pulled: ${why}`)
        }
        image = await inspected(reference, platform)
      }
      if (image === undefined) return fail(`the base image \`${reference}\` is not for ${platform}`)
      const { pinned, ...found } = byDigest(reference, image)
      if (!(await buildsHere())) {
        if (pinned !== undefined) return succeed({ pinned, ...found })
        const fix = 'push it to a registry, or build with `docker buildx use default`'
        return fail(`the builder of buildx does not see the base image \`${reference}\`: ${fix}`)
      }
      // by its digest some builders ask the registry for an image that is here, or that is nowhere else
      const alias = imageReference(run, `from-${aliases++}`)
      await docker('tag', reference, alias)
      return succeed({ pinned: alias, ...found })
    },
    load: async (archive) => {
      await docker('load', '--quiet', '--input', archive)
    },
    save: async (reference, archive) => {
      await docker('save', '--output', archive, reference)
    },
    async servicesNetwork() {
      const made = await listed('network', 'ls', '--filter=name=github_network_', '--format={{.Name}}')
      const [network, ...more] = made
      const fix = 'give `startup: { network: … }` the name of the network'
      if (network === undefined)
        return fail(`this job has no service containers: add \`services:\` to the job, or ${fix}`)
      if (more.length > 0)
        return fail(`several jobs here have service containers (${made.join(', ')}): ${fix}`)
      return succeed(network)
    },
    async create(options) {
      const [, ...args] = createCommand(options)
      return docker(...args)
    },
    copyInto: async (container, from, to) => {
      await docker('cp', from, `${container}:${to}`)
    },
    start: (container) => exec.open([program, 'start', '--attach', '--interactive', container]),
    removeAll: (run, interrupted = isInterrupted) =>
      removeRun({ docker, listed, sleep: world.clock.sleep }, run, interrupted),
  })
}
