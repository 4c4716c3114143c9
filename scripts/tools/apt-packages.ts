// Packages of the distribution with their dependencies, unpacked outside the system: nothing is installed.
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { ask, exec, SetupError, timed } from './process.ts'
import { shared } from './shared.ts'

export interface Wanted {
  /** For messages. */
  readonly what: string
  readonly packages: readonly string[]
  /** Packages that are separate only in some releases. */
  readonly optional?: readonly string[]
}

/**
 * Downloads and unpacks packages and those of their dependencies that this machine lacks. Returns the directory below `folder` with
 * their files: a root file system without the packages of the machine. Throws a SetupError.
 */
export async function ensureUnpacked(folder: string, wanted: Wanted): Promise<string> {
  const unpacked = unpackedFolder(folder, wanted)
  if (!existsSync(unpacked))
    await shared(unpacked, () => timed(`${wanted.what}, packages`, () => unpack(folder, wanted, unpacked)))
  return unpacked
}

/**
 * The directory in which `ensureUnpacked` puts the files. Its name depends on the packages, so that a change of them takes
 * effect.
 */
export function unpackedFolder(folder: string, { packages, optional = [] }: Wanted): string {
  const key = createHash('sha256')
    .update([...packages, '', ...optional].join('\n'))
    .digest('hex')
  return join(folder, key.slice(0, 12))
}

async function unpack(folder: string, wanted: Wanted, unpacked: string): Promise<void> {
  // Under a temporary name and renamed at the end, so that an interrupted or parallel run leaves no partial directory.
  const work = join(folder, `unpacking-${process.pid}`)
  await mkdir(join(work, 'archives', 'partial'), { recursive: true })
  try {
    await download(wanted, join(work, 'archives'))
    const files = (await readdir(join(work, 'archives'))).filter((name) => name.endsWith('.deb'))
    const extract = (name: string) => exec('dpkg', ['-x', join(work, 'archives', name), join(work, 'root')])
    await Promise.all(files.map(extract))
    await rename(join(work, 'root'), unpacked).catch((error) => {
      if (!existsSync(unpacked)) throw error
    })
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

async function download(wanted: Wanted, archives: string): Promise<void> {
  try {
    await fetchDebs(archives, await available(wanted))
  } catch (error) {
    if ((error as Error).name === 'AbortError') throw error
    // The lists are missing (fresh machine), or contain versions that no longer exist.
    await refreshLists()
    await fetchDebs(archives, await available(wanted)).catch((last) => {
      throw new SetupError(
        `No ${wanted.what} runs here, and apt cannot fetch one: install it.\n${last.message}`,
      )
    })
  }
}

async function available({ packages, optional = [] }: Wanted): Promise<readonly string[]> {
  const found: string[] = []
  for (const name of optional) if (await ask('apt-cache', ['show', name])) found.push(name)
  return [...packages, ...found]
}

async function fetchDebs(archives: string, packages: readonly string[]): Promise<void> {
  await exec('apt-get', [
    'install',
    '--yes',
    '--quiet',
    '--download-only',
    '--no-install-recommends',
    '--option=APT::Sandbox::User=root',
    // The package database is only read, so another apt may run at the same time.
    '--option=Debug::NoLocking=1',
    `--option=Dir::Cache::archives=${archives}`,
    ...packages,
  ])
}

let refreshed: Promise<unknown> | undefined

/** Fetches the system's package lists once per process: parallel calls of `apt-get update` fail. */
export const refreshLists = (): Promise<unknown> => {
  refreshed ??= ask('apt-get', ['update', '--quiet'])
  return refreshed
}

/** The folders with programs of an unpacked package, to be put on PATH. */
export const programFolders = (unpacked: string): readonly string[] =>
  ['usr/sbin', 'usr/bin', 'sbin', 'bin']
    .map((name) => join(unpacked, name))
    .filter((folder) => existsSync(folder))

/** The folders with shared libraries of an unpacked package, in the form of LD_LIBRARY_PATH. */
export async function libraryPath(unpacked: string): Promise<string> {
  const found: string[] = []
  for (const base of ['usr/lib', 'lib'])
    for (const name of await readdir(join(unpacked, base)).catch(() => []))
      if (name.includes('-linux-gnu')) found.push(join(unpacked, base, name))
  return found.join(delimiter)
}
