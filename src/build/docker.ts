import { CommandError } from '../errors.ts'
import type { World } from '../world.ts'
import { type ContainerOptions, type Engine, imageReference, runLabel } from './engine.ts'

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
    ...Object.entries(options.env).map(([name, value]) => `--env=${name}=${value}`),
    options.image,
  ]
}

/** The docker command line, Docker's own or Podman's. */
export async function openDocker(world: World): Promise<Engine | { readonly problem: string }> {
  const { exec } = world
  const asked = await exec.tool(['docker', 'version', '--format', '{{.Server.Version}}'])
  if (asked.exitCode === 127) {
    return {
      problem: 'Docker was not found: install it, or run on a runner that has it (ubuntu-latest does)',
    }
  }
  if (asked.exitCode !== 0) {
    const why = asked.stderr.trim().split('\n')[0]
    return { problem: `no Docker engine answers (${why}): start it, or set DOCKER_HOST to one that runs` }
  }

  async function docker(...args: string[]): Promise<string> {
    const { exitCode, stdout, stderr } = await exec.change(['docker', ...args])
    if (exitCode !== 0) {
      throw new CommandError(['docker', ...args], exitCode, stderr.trim().split('\n').slice(-3))
    }
    return stdout.trim()
  }

  async function listed(...args: string[]): Promise<readonly string[]> {
    return [...new Set((await docker(...args)).split('\n').filter((line) => line !== ''))]
  }

  return {
    name: 'docker',
    version: asked.stdout.trim(),
    load: async (archive) => {
      await docker('load', '--quiet', '--input', archive)
    },
    save: async (reference, archive) => {
      await docker('save', '--output', archive, reference)
    },
    async create(options) {
      const [, ...args] = createCommand(options)
      return docker(...args)
    },
    copyInto: async (container, from, to) => {
      await docker('cp', from, `${container}:${to}`)
    },
    start: (container) => exec.session(['docker', 'start', '--attach', '--interactive', container]),
    async removeAll(run) {
      const containers = await listed('ps', '--all', '--quiet', `--filter=label=${runLabel}=${run}`)
      if (containers.length > 0) await docker('rm', '--force', '--volumes', ...containers)
      const images = await listed(
        'images',
        '--format={{.Repository}}:{{.Tag}}',
        `--filter=reference=${imageReference(run, '*')}`,
      )
      if (images.length > 0) await docker('rmi', '--force', ...images)
    },
  }
}
