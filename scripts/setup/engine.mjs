import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { ensureEnginePackages } from './engine-packages.mjs'
import { startKeeper } from './engine-process.mjs'
import { ask, interruption, SetupError, say, since } from './process.mjs'

/** Uses the Docker engine that answers, else starts one that lives as long as this process. */
export async function ensureEngine(root) {
  const version = await ask('docker', ['version', '--format', '{{.Server.Version}}'])
  if (version) {
    say(`Docker engine ${version}, already running`)
    return { env: {}, stop: async () => {}, serves: () => {} }
  }
  if (process.platform !== 'linux' || process.getuid() !== 0 || !(onPath('dockerd') || onPath('apt-get')))
    throw new SetupError(
      'No Docker engine answers: start Docker (or install it: https://docs.docker.com/get-started/get-docker/) and try again.',
    )
  const folders = onPath('dockerd')
    ? []
    : await foldersOf(await ensureEnginePackages(join(root, '.tools', 'engine')))
  return startEngine(folders)
}

async function startEngine(folders) {
  interruption.signal.throwIfAborted()
  const start = performance.now()
  const path = [process.env.PATH, ...folders].join(delimiter)
  const env = { ...process.env, PATH: path, ...(await libraries(folders, path)) }
  const keeper = startKeeper(env)
  interruption.signal.addEventListener('abort', keeper.interrupt, { once: true })
  const engine = await keeper.answer
  if (!engine) {
    await keeper.stop()
    throw new SetupError('No Docker engine answers, and none could be started here: install or start Docker.')
  }
  const { host, version, network } = engine
  say(`Docker engine ${version}, started for this run (${network}): ${since(start)}`)
  return { env: { PATH: path, DOCKER_HOST: host }, stop: keeper.stop, serves: keeper.serves }
}

const onPath = (name) =>
  (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, name)))

const foldersOf = async (unpacked) =>
  ['usr/sbin', 'usr/bin', 'sbin', 'bin']
    .map((name) => join(unpacked, name))
    .filter((folder) => existsSync(folder))

// Only when something is missing: the machine's own libraries are the better ones.
async function libraries(folders, path) {
  const dockerd = folders.map((folder) => join(folder, 'dockerd')).find((file) => existsSync(file))
  if (!dockerd) return {}
  const needed = await ask('ldd', [dockerd], { env: { ...process.env, PATH: path } })
  if (!needed?.includes('not found')) return {}
  const bases = folders.map((folder) => join(folder, '..', 'lib')).filter((folder) => existsSync(folder))
  const found = []
  for (const base of bases)
    for (const name of await readdir(base)) if (name.includes('-linux-gnu')) found.push(join(base, name))
  return { LD_LIBRARY_PATH: [...new Set(found)].join(delimiter) }
}
