// What tests need of a Docker newer than the distribution's own: the engine with the containerd image store, and buildx.
import { existsSync } from 'node:fs'
import { mkdir, rename, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { unpackPackages } from './distribution.mjs'
import { ask, timed } from './process.mjs'

/** The distribution's release that has them. */
const RELEASE = 'trixie'
const PACKAGES = ['docker.io', 'containerd', 'runc', 'docker-buildx']

/** The folder with the unpacked packages; all at once, because the list of packages takes longer than they do. */
export async function newerDocker(root) {
  const folder = join(root, '.tools', `docker-${RELEASE}`)
  if (!existsSync(folder))
    await timed(`Docker of ${RELEASE}, packages`, () => unpackPackages(folder, PACKAGES, [RELEASE]))
  return folder
}

export async function buildxFolder(root) {
  if (await ask('docker', ['buildx', 'version'])) return undefined
  const folder = join(root, '.tools', 'buildx')
  const plugin = join(folder, 'cli-plugins', 'docker-buildx')
  if (existsSync(plugin)) return folder
  const unpacked = join(await newerDocker(root), 'usr/libexec/docker/cli-plugins/docker-buildx')
  await mkdir(join(folder, 'cli-plugins'), { recursive: true })
  const partial = `${plugin}.${process.pid}`
  await symlink(unpacked, partial)
  await rename(partial, plugin)
  return folder
}
