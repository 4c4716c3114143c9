// Parts of a newer Docker than the distribution's, for tests: the engine with the containerd image store, and buildx.
import { existsSync } from 'node:fs'
import { mkdir, rename, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { unpackPackages } from './distribution.ts'
import { ask, timed } from './process.ts'
import { shared } from './shared.ts'

/** The release of Debian that contains the packages. */
const RELEASE = 'trixie'
const PACKAGES = ['docker.io', 'containerd', 'runc', 'docker-buildx']

/** The directory with the unpacked packages. All are fetched at once, because the package list takes longer than the packages. */
export async function newerDocker(root: string): Promise<string> {
  const folder = join(root, '.tools', `docker-${RELEASE}`)
  if (!existsSync(folder))
    await timed(`Docker of ${RELEASE}, packages`, () => unpackPackages(folder, PACKAGES, [RELEASE]))
  return folder
}

/**
 * A directory for DOCKER_CONFIG that adds buildx, and so BuildKit, to the docker command; undefined if it has buildx. `root` is the
 * checkout, under whose `.tools` it is kept. Throws a SetupError.
 */
export async function buildxFolder(root: string): Promise<string | undefined> {
  if (await ask('docker', ['buildx', 'version'])) return undefined
  const folder = join(root, '.tools', 'buildx')
  const plugin = join(folder, 'cli-plugins', 'docker-buildx')
  if (!existsSync(plugin)) await shared(plugin, () => linkBuildx(root, folder, plugin))
  return folder
}

async function linkBuildx(root: string, folder: string, plugin: string): Promise<void> {
  const unpacked = join(await newerDocker(root), 'usr/libexec/docker/cli-plugins/docker-buildx')
  await mkdir(join(folder, 'cli-plugins'), { recursive: true })
  const partial = `${plugin}.${process.pid}`
  await symlink(unpacked, partial)
  await rename(partial, plugin)
}

/** The directory of a `runc` that runs here, because the newer one may need a newer C library than this machine's. */
export async function runcFolder(root: string): Promise<string> {
  const newer = join(await newerDocker(root), 'usr/sbin')
  if (await ask(join(newer, 'runc'), ['--version'])) return newer
  const folder = join(root, '.tools', 'runc')
  await unpackPackages(folder, ['runc'])
  return join(folder, 'usr/sbin')
}
