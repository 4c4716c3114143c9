/** Root file systems with only git, Node 20, npm, Go and certificates. */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { removeBridgesOf, startTime } from '../engine/remains.ts'
import { packagePlaces, unpackPackages } from '../tools/distribution.ts'
import { ask, exec, SetupError, timed } from '../tools/process.ts'
import { aptProxy, writeHostSettings } from './host-settings.ts'
import { namespaces } from './namespace.ts'

/** The oldest Node that can start the set-up, and its npm. */
const NODE = [`node-${process.platform}-${process.arch}@20`, 'npm@10'] as const
const PACKAGES = ['git', 'ca-certificates'] as const
const USED = /^run-(\d+)-(\d+)$/

/** The checkout in a root file system of `freshRoot`. */
export const checkoutInside = '/root/linkgate'

/**
 * A new root file system with a clone of HEAD, to be removed with `removeRoot`.
 *
 * @param checkout its HEAD is cloned, into its `.cache`
 */
export async function freshRoot(checkout: string): Promise<string> {
  const folder = join(checkout, '.cache', 'fresh')
  await removeStaleRoots(folder)
  const base = await baseRoot(checkout, folder)
  const rootFs = join(folder, `run-${process.pid}-${await startTime(process.pid)}`)
  try {
    await timed('root file system', async () => {
      await exec('cp', ['--archive', '--reflink=auto', base, rootFs])
      await writeHostSettings(rootFs)
      const to = join(rootFs, checkoutInside)
      await exec('git', ['clone', '--quiet', '--no-local', '--no-checkout', checkout, to])
      await exec('git', ['-C', to, 'checkout', '--quiet', '--detach', await head(checkout)])
    })
  } catch (error) {
    await removeRoot(rootFs)
    throw error
  }
  return rootFs
}

/** Call it only when no process is left in the root file system. */
export async function removeRoot(rootFs: string): Promise<void> {
  await removeBridgesOf(rootFs)
  await rm(rootFs, { recursive: true, force: true })
}

const head = (checkout: string) => exec('git', ['-C', checkout, 'rev-parse', 'HEAD'])

/** Removes the root file systems of killed runs. Their processes and mounts have ended with the run. */
async function removeStaleRoots(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const [, pid, start] = USED.exec(name) ?? []
    if (pid !== undefined && (await startTime(pid)) !== start) await removeRoot(join(folder, name))
  }
}

/** The root file system that others are copied from. It is made once for each release of the distribution and version of Go. */
async function baseRoot(checkout: string, folder: string): Promise<string> {
  const release = /^VERSION_CODENAME=(\w+)$/m.exec(await readFile('/etc/os-release', 'utf8'))?.[1]
  const [place] = await packagePlaces()
  if (process.getuid?.() !== 0 || release === undefined || place === undefined)
    throw new SetupError('A fresh root file system can be made as root on Debian or Ubuntu only.')
  const { GOROOT: goRoot = '', GOVERSION: goVersion } = JSON.parse(
    await exec('go', ['env', '-json', 'GOROOT', 'GOVERSION']),
  ) as Record<string, string>
  const recipe = JSON.stringify([PACKAGES, NODE, goVersion])
  const key = createHash('sha256').update(recipe).digest('hex').slice(0, 12)
  const base = join(folder, `${release}-${key}`)
  if (existsSync(base)) return base
  // Under the name of a run, so that the next run removes it if this one is killed.
  const work = join(folder, `run-${process.pid}-${await startTime(process.pid)}`)
  await mkdir(work, { recursive: true })
  try {
    await timed(`${release}, by debootstrap`, () => debootstrap(checkout, { release, place, work }))
    await timed('Node and npm', () => installNode(work))
    await timed(`${goVersion}`, () => exec('cp', ['--archive', goRoot, join(work, 'usr/local/go')]))
    await rename(work, base)
  } finally {
    await rm(work, { recursive: true, force: true })
  }
  return base
}

interface Bootstrap {
  /** Codename of the distribution. */
  readonly release: string
  /** URL of its packages. */
  readonly place: string
  /** An empty folder. */
  readonly work: string
}

async function debootstrap(checkout: string, { release, place, work }: Bootstrap): Promise<void> {
  const unpacked = join(checkout, '.tools', 'debootstrap')
  await unpackPackages(unpacked, ['debootstrap'])
  const proxy = await aptProxy()
  const [program, ...args] = [
    ...namespaces,
    join(unpacked, 'usr/sbin/debootstrap'),
    '--variant=minbase',
    `--include=${PACKAGES.join(',')}`,
    release,
    work,
    place,
  ]
  await exec(program, args, {
    env: {
      ...process.env,
      DEBOOTSTRAP_DIR: join(unpacked, 'usr/share/debootstrap'),
      ...(proxy === undefined ? {} : { http_proxy: proxy }),
    },
  })
  // As on a machine that has never fetched a package list.
  for (const cache of ['var/lib/apt/lists', 'var/cache/apt/archives']) {
    await rm(join(work, cache), { recursive: true, force: true })
    await mkdir(join(work, cache, 'partial'), { recursive: true })
  }
}

async function installNode(work: string): Promise<void> {
  const prefix = join(work, 'tmp/node')
  await exec('npm', ['install', '--prefix', prefix, '--no-save', '--no-package-lock', ...NODE])
  const modules = join(prefix, 'node_modules')
  const to = join(work, 'usr/local')
  await cp(join(modules, NODE[0].replace(/@.*/, ''), 'bin/node'), join(to, 'bin/node'))
  await mkdir(join(to, 'lib/node_modules'), { recursive: true })
  await rename(join(modules, 'npm'), join(to, 'lib/node_modules/npm'))
  for (const name of ['npm', 'npx'])
    await symlink(`../lib/node_modules/npm/bin/${name}-cli.js`, join(to, 'bin', name))
  await rm(prefix, { recursive: true })
  const version = await ask('chroot', [work, 'node', '--version'])
  if (version === undefined) throw new SetupError(`${NODE[0]} does not run in the new root file system.`)
}
