// A second Docker engine with the containerd image store, for tests that compare what the two kinds of store save.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ask, exec, SetupError, timed } from './process.mjs'

/** The first Docker whose containerd store saves images in the form of today. */
const OLDEST = 25
/** The distribution's release that has one. */
const RELEASE = 'trixie'

/**
 * Starts the engine in a process of its own, which ends it and removes everything of it when `stop` is called or
 * this process is gone. It shares nothing with the engine on the default socket.
 */
export async function startContainerdStore(root) {
  const folder = await programs(join(root, '.tools', 'containerd-store'))
  const env = { ...process.env, PATH: [folder, process.env.PATH].join(delimiter) }
  const keeper = spawn(process.execPath, [fileURLToPath(new URL('engine-keeper.mjs', import.meta.url))], {
    env,
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = once(keeper, 'exit')
  keeper.stdin.on('error', () => {})
  const stop = async () => {
    keeper.stdin.destroy()
    await ended
  }
  let answer = ''
  for await (const data of keeper.stdout) {
    answer += data
    if (answer.includes('\n')) break
  }
  if (!answer) {
    await stop()
    throw new SetupError('The Docker engine with the containerd image store did not start.')
  }
  return { ...JSON.parse(answer), stop }
}

/** A folder with `dockerd` and `containerd`, to be put first on PATH. */
async function programs(folder) {
  const installed = /version (\d+)/.exec((await ask('dockerd', ['--version'])) ?? '')?.[1]
  const bin = join(folder, 'bin')
  if (Number(installed) >= OLDEST) {
    await writeDockerd(bin, (await exec('sh', ['-c', 'command -v dockerd'])).trim())
    return bin
  }
  const unpacked = join(folder, 'root')
  if (!existsSync(unpacked))
    await timed(`Docker of ${RELEASE}, packages`, () => fetchPackages(folder, unpacked))
  await writeDockerd(bin, join(unpacked, 'usr/sbin/dockerd'))
  return [bin, join(unpacked, 'usr/sbin'), join(unpacked, 'usr/bin')].join(delimiter)
}

// The keeper gives every engine an empty configuration; and there is no flag for this feature.
async function writeDockerd(bin, dockerd) {
  await mkdir(bin, { recursive: true })
  const features = JSON.stringify({ features: { 'containerd-snapshotter': true } })
  const partial = join(bin, `dockerd.${process.pid}`)
  await writeFile(
    partial,
    `#!/bin/sh
for option; do
  case $option in --config-file=*) echo '${features}' > "\${option#*=}" ;; esac
done
exec '${dockerd}' "$@"
`,
  )
  await chmod(partial, 0o755)
  await rename(partial, join(bin, 'dockerd'))
}

/** With package lists of its own, so that the system's stay as they are. Nothing is installed. */
async function fetchPackages(folder, unpacked) {
  const mirror = (
    (await ask('apt-get', [
      'indextargets',
      '--format',
      '$(REPO_URI)',
      'Created-By: Packages',
      'Component: main',
    ])) ?? ''
  ).split('\n')[0]
  if (!mirror) {
    throw new SetupError(
      `A Docker engine with the containerd image store is needed: install Docker ${OLDEST} or newer.`,
    )
  }
  const work = join(folder, `unpacking-${process.pid}`)
  await mkdir(join(work, 'lists', 'partial'), { recursive: true })
  await mkdir(join(work, 'cache', 'archives', 'partial'), { recursive: true })
  try {
    await writeFile(join(work, 'sources.list'), `deb ${mirror} ${RELEASE} main\n`)
    const options = [
      '--quiet',
      `--option=Dir::Etc::sourcelist=${work}/sources.list`,
      '--option=Dir::Etc::sourceparts=/nonexistent',
      `--option=Dir::State::lists=${work}/lists`,
      `--option=Dir::Cache=${work}/cache`,
      '--option=APT::Sandbox::User=root',
      '--option=Debug::NoLocking=1',
    ]
    await exec('apt-get', [...options, 'update'])
    await exec('apt-get', [...options, 'download', 'docker.io', 'containerd', 'runc'], { cwd: work })
    for (const name of (await readdir(work)).filter((one) => one.endsWith('.deb'))) {
      await exec('dpkg', ['-x', join(work, name), join(work, 'root')])
    }
    await rename(join(work, 'root'), unpacked).catch((error) => {
      if (!existsSync(unpacked)) throw error
    })
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}
