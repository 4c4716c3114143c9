import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import {
  ensureUnpacked,
  libraryPath,
  programFolders,
  unpackedFolder,
  type Wanted,
} from '../tools/apt-packages.ts'
import { ask, interruption, SetupError, say, since } from '../tools/process.ts'
import { isOnPath } from '../tools/programs.ts'
import { type Keeper, startKeeper } from './start-keeper.ts'

// `ip` (iproute2) makes the bridge.
const PACKAGES: Wanted = {
  what: 'Docker engine',
  packages: ['docker.io', 'iproute2'],
  optional: ['docker-cli'],
}

/** A Docker engine for one task: `env` contains the variables with which the task reaches it. */
export interface Engine extends Pick<Keeper, 'stop' | 'serves'> {
  readonly env: Readonly<Record<string, string>>
}

/**
 * Returns a running Docker engine, or else starts one, which ends at the latest with this process. `root` is the checkout, whose
 * `.tools` contains its programs. Throws a SetupError.
 */
export async function ensureEngine(root: string): Promise<Engine> {
  const version = await ask('docker', ['version', '--format', '{{.Server.Version}}'])
  if (version) {
    say(`Docker engine ${version}, already running`)
    return { env: {}, stop: async () => {}, serves: () => {} }
  }
  if (
    process.platform !== 'linux' ||
    process.getuid?.() !== 0 ||
    !(isOnPath('dockerd') || isOnPath('apt-get'))
  )
    throw new SetupError(
      'No Docker engine answers: start Docker (or install it: https://docs.docker.com/get-started/get-docker/) and try again.',
    )
  if (isOnPath('dockerd')) return startEngine(root, [])
  return startEngine(root, programFolders(await ensureUnpacked(folderIn(root), PACKAGES)))
}

/** @param folders with the programs of an unpacked engine, if the machine has none installed */
async function startEngine(root: string, folders: readonly string[]): Promise<Engine> {
  interruption.signal.throwIfAborted()
  const start = performance.now()
  const path = [process.env['PATH'], ...folders].join(delimiter)
  const keeper = startKeeper({ ...process.env, ...(await engineLibraries(root)), PATH: path })
  interruption.signal.addEventListener('abort', keeper.interrupt, { once: true })
  const engine = await keeper.answer
  if (engine === undefined) {
    await keeper.stop()
    throw new SetupError('No Docker engine answers, and none could be started here: install or start Docker.')
  }
  const { host, version, network } = engine
  say(`Docker engine ${version}, started for this run (${network}): ${since(start)}`)
  return { env: { PATH: path, DOCKER_HOST: host }, stop: keeper.stop, serves: keeper.serves }
}

const folderIn = (root: string) => join(root, '.tools', 'engine')

/** Variables with which the programs of an unpacked engine find their libraries. */
export async function engineLibraries(root: string): Promise<Readonly<Record<string, string>>> {
  const unpacked = unpackedFolder(folderIn(root), PACKAGES)
  return (await lackLibraries(programFolders(unpacked)))
    ? { LD_LIBRARY_PATH: await libraryPath(unpacked) }
    : {}
}

// Unpacked libraries are used only if some are missing, because the machine's own are preferable.
async function lackLibraries(folders: readonly string[]): Promise<boolean> {
  for (const file of folders.flatMap((folder) => [join(folder, 'dockerd'), join(folder, 'ip')]))
    if (existsSync(file) && (await ask('ldd', [file]))?.includes('not found')) return true
  return false
}
