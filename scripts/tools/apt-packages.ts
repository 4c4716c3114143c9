// Packages of the distribution with all that they need, unpacked beside the system: nothing is installed.
import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { ask, exec, SetupError, timed } from './process.ts'

/**
 * Downloads packages and what they depend on and this machine lacks, and unpacks them.
 *
 * @param what for messages
 * @param packages is called after the package lists have been fetched, where they were missing
 * @returns the folder with their files, a root file system without what the machine has
 */
export async function ensureUnpacked(
  what: string,
  folder: string,
  packages: () => Promise<readonly string[]>,
): Promise<string> {
  const unpacked = join(folder, 'root')
  if (existsSync(unpacked)) return unpacked
  await timed(`${what}, packages`, async () => {
    // Under a name of its own and renamed at the end: an interrupted or a parallel run never leaves a half.
    const work = join(folder, `unpacking-${process.pid}`)
    await mkdir(join(work, 'archives', 'partial'), { recursive: true })
    try {
      await download(what, packages, join(work, 'archives'))
      const files = (await readdir(join(work, 'archives'))).filter((name) => name.endsWith('.deb'))
      const unpack = (name: string) => exec('dpkg', ['-x', join(work, 'archives', name), join(work, 'root')])
      await Promise.all(files.map(unpack))
      await rename(join(work, 'root'), unpacked).catch((error) => {
        if (!existsSync(unpacked)) throw error
      })
    } finally {
      await rm(work, { recursive: true, force: true })
    }
  })
  return unpacked
}

async function download(
  what: string,
  packages: () => Promise<readonly string[]>,
  archives: string,
): Promise<void> {
  try {
    await fetchDebs(archives, await packages())
  } catch (error) {
    if ((error as Error).name === 'AbortError') throw error
    // Lists that are missing (fresh machine) or that name versions which are gone by now.
    await refreshLists()
    await fetchDebs(archives, await packages()).catch((last) => {
      throw new SetupError(`No ${what} runs here, and apt cannot fetch one: install it.\n${last.message}`)
    })
  }
}

async function fetchDebs(archives: string, packages: readonly string[]): Promise<void> {
  await exec('apt-get', [
    'install',
    '--yes',
    '--quiet',
    '--download-only',
    '--no-install-recommends',
    '--option=APT::Sandbox::User=root',
    // The package database is only read, so another apt that works at the same time is no obstacle.
    '--option=Debug::NoLocking=1',
    `--option=Dir::Cache::archives=${archives}`,
    ...packages,
  ])
}

let refreshed: Promise<unknown> | undefined

/** Fetches the system's package lists, once in a process: a second `apt-get update` beside the first one fails. */
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
