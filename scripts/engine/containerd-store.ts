// A second Docker engine with the containerd image store, for tests that compare the archives of both kinds of store.
import { chmod, mkdir, rename, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { newerDocker, runcFolder } from '../tools/newer-docker.ts'
import { ask, exec, SetupError } from '../tools/process.ts'
import { startKeeper } from './start-keeper.ts'

/** The first Docker release whose containerd store saves images in the current format. */
const OLDEST = 25

export interface ContainerdStore {
  /** For DOCKER_HOST. */
  readonly host: string
  readonly version: string
  /** Stops the engine and removes all its files. */
  stop(): Promise<void>
}

/**
 * Starts the engine in a separate process, which stops it and removes all its files when `stop` is called or this process is gone.
 * It shares nothing with the engine on the default socket. `root` is the checkout, under whose `.tools` the engine's programs are
 * kept. Throws a SetupError.
 */
export async function startContainerdStore(root: string): Promise<ContainerdStore> {
  const folder = await programs(root)
  const keeper = startKeeper({ ...process.env, PATH: [folder, process.env['PATH']].join(delimiter) })
  const engine = await keeper.answer
  if (!engine) {
    await keeper.stop()
    throw new SetupError('The Docker engine with the containerd image store did not start.')
  }
  return { ...engine, stop: keeper.stop }
}

/** Directories with `dockerd` and `containerd`, to be put first on PATH. */
async function programs(root: string): Promise<string> {
  const installed = /version (\d+)/.exec((await ask('dockerd', ['--version'])) ?? '')?.[1]
  const bin = join(root, '.tools', 'containerd-store', 'bin')
  if (Number(installed) >= OLDEST) {
    await writeDockerd(bin, (await exec('sh', ['-c', 'command -v dockerd'])).trim())
    return bin
  }
  const unpacked = await newerDocker(root)
  await writeDockerd(bin, join(unpacked, 'usr/sbin/dockerd'))
  const folders = [bin, await runcFolder(root), join(unpacked, 'usr/sbin'), join(unpacked, 'usr/bin')]
  return folders.join(delimiter)
}

// A wrapper of dockerd, because the keeper gives every engine an empty configuration, and there is no flag for this feature.
async function writeDockerd(bin: string, dockerd: string): Promise<void> {
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
