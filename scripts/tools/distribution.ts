// Packages of the distribution, downloaded and unpacked outside the system.
import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { refreshLists } from './apt-packages.ts'
import { ask, exec, SetupError } from './process.ts'
import { shared } from './shared.ts'

/** URLs of this machine's apt packages, without duplicates; empty without apt-get. */
export async function packagePlaces(): Promise<readonly string[]> {
  const listed = async () => {
    const targets = await ask('apt-get', ['indextargets', '--format', '$(REPO_URI)', 'Identifier: Packages'])
    return (targets ?? '').split('\n').filter((uri) => /^https?:/.test(uri))
  }
  let places = await listed()
  // A machine that has never fetched package lists has no URLs.
  if (places.length === 0) {
    await refreshLists()
    places = await listed()
  }
  return [...new Set(places)]
}

/**
 * Creates the directory with the content of the packages, without their dependencies: from this machine's release, or from the
 * first of `releases` that one of its package URLs has. Nothing is installed, and the system's package lists do not change. An
 * existing directory is kept. Throws a SetupError.
 */
export async function unpackPackages(
  folder: string,
  packages: readonly string[],
  releases?: readonly string[],
): Promise<void> {
  if (!existsSync(folder)) await shared(folder, () => unpack(folder, packages, releases))
}

async function unpack(
  folder: string,
  packages: readonly string[],
  releases: readonly string[] | undefined,
): Promise<void> {
  // Under a temporary name and renamed at the end, so that an interrupted or parallel run leaves no partial directory.
  const work = `${folder}-${process.pid}`
  try {
    if (releases === undefined) await download(work, packages)
    else await downloadOf(work, packages, releases)
    for (const name of (await readdir(work)).filter((one) => one.endsWith('.deb')))
      await exec('dpkg', ['-x', join(work, name), join(work, 'root')])
    await mkdir(dirname(folder), { recursive: true })
    await rename(join(work, 'root'), folder).catch((error) => {
      if (!existsSync(folder)) throw error
    })
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

const common = ['--quiet', '--option=APT::Sandbox::User=root', '--option=Debug::NoLocking=1']

async function download(work: string, packages: readonly string[]): Promise<void> {
  await mkdir(work, { recursive: true })
  const fetch = () => exec('apt-get', [...common, 'download', ...packages], { cwd: work })
  // The lists are missing (fresh machine), or contain versions that no longer exist.
  await fetch().catch(() => refreshLists().then(fetch))
}

async function downloadOf(
  work: string,
  packages: readonly string[],
  releases: readonly string[],
): Promise<void> {
  const failures: unknown[] = []
  for (const place of await packagePlaces())
    for (const release of releases) {
      await rm(work, { recursive: true, force: true })
      await mkdir(join(work, 'lists', 'partial'), { recursive: true })
      await mkdir(join(work, 'cache', 'archives', 'partial'), { recursive: true })
      await writeFile(join(work, 'sources.list'), `deb ${place} ${release} main\n`)
      const options = [
        ...common,
        `--option=Dir::Etc::SourceList=${work}/sources.list`,
        '--option=Dir::Etc::SourceParts=/nonexistent',
        `--option=Dir::State=${work}`,
        '--option=Dir::State::status=/dev/null',
        `--option=Dir::Cache=${work}/cache`,
        '--option=Acquire::Languages=none',
        '--option=Acquire::Check-Valid-Until=false',
      ]
      try {
        await exec('apt-get', [...options, 'update'])
        await exec('apt-get', [...options, 'download', ...packages], { cwd: work })
        return
      } catch (error) {
        failures.push(error)
      }
    }
  throw new SetupError(
    `apt-get could not fetch ${packages.join(', ')} of ${releases.join(' or ')}.\n${failures.map((failure) => (failure as Error).message).join('\n')}`,
  )
}
