import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ask, exec, SetupError, timed } from './process.mjs'

/** Downloads the distribution's Docker and unpacks it beside the system: nothing is installed. */
export function ensureEnginePackages(folder) {
  return ensureUnpacked('Docker engine', folder, async () => {
    // Newer distributions have the client in a package of its own.
    const client = (await ask('apt-cache', ['show', 'docker-cli'])) ? ['docker-cli'] : []
    return ['docker.io', ...client]
  })
}

/** Packages of the distribution with all that they need and this machine lacks; the folder that they are unpacked in. */
export async function ensureUnpacked(what, folder, packages) {
  const unpacked = join(folder, 'root')
  if (existsSync(unpacked)) return unpacked
  await timed(`${what}, packages`, async () => {
    // Under a name of its own and renamed at the end: an interrupted or a parallel run never leaves a half.
    const work = join(folder, `unpacking-${process.pid}`)
    await mkdir(join(work, 'archives', 'partial'), { recursive: true })
    try {
      await download(what, packages, join(work, 'archives'))
      const files = (await readdir(join(work, 'archives'))).filter((name) => name.endsWith('.deb'))
      const unpack = (name) => exec('dpkg', ['-x', join(work, 'archives', name), join(work, 'root')])
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

async function download(what, packages, archives) {
  try {
    await fetchDebs(archives, await packages())
  } catch (error) {
    if (error.name === 'AbortError') throw error
    // Lists that are missing (fresh machine) or that name versions which are gone by now.
    await ask('apt-get', ['update', '--quiet'])
    await fetchDebs(archives, await packages()).catch((last) => {
      throw new SetupError(`No ${what} runs here, and apt cannot fetch one: install it.\n${last.message}`)
    })
  }
}

async function fetchDebs(archives, packages) {
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
