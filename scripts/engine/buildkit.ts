// A separate BuildKit daemon, for tests of remote builders. It has no access to the images of engines.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ensureGoTool, type GoTool } from '../tools/go-tools.ts'
import { runcFolder } from '../tools/newer-docker.ts'
import { lastLines, SetupError } from '../tools/process.ts'

const version = 'v0.25.2'
/** The daemon. */
export const buildkitd: GoTool = {
  package: 'github.com/moby/buildkit/cmd/buildkitd',
  version,
  binary: 'buildkitd',
}
/** Its client. */
export const buildctl: GoTool = {
  package: 'github.com/moby/buildkit/cmd/buildctl',
  version,
  binary: 'buildctl',
}
const STARTUP_LIMIT = 60_000

// Stops the daemon when standard input closes, which happens even if the parent is killed.
const untilInputEnds = `exec 3<&0
"$@" 2>"$LOG" </dev/null & program=$!
{ read -r _ <&3; kill "$program"; } &
wait "$program"`

export interface BuildKit {
  /** For `docker buildx create --driver remote`. */
  readonly address: string
  /** Stops it and removes all its files. */
  stop(): Promise<void>
}

/**
 * @param root the checkout, under whose `.tools` the program is kept
 * @param folder for all files that it writes; it is removed in the end
 * @throws {SetupError} if it does not start
 */
export async function startBuildKit(root: string, folder: string): Promise<BuildKit> {
  await ensureGoTool(root, buildkitd)
  await mkdir(folder, { recursive: true })
  const socket = join(folder, 'buildkitd.sock')
  const address = `unix://${socket}`
  const log = join(folder, 'log')
  const command = [
    join(root, '.tools/bin', buildkitd.binary),
    `--addr=${address}`,
    `--root=${join(folder, 'root')}`,
    // not the machine's own configuration
    `--config=${join(folder, 'none.toml')}`,
    '--containerd-worker=false',
    `--oci-worker-binary=${join(await runcFolder(root), 'runc')}`,
    '--oci-worker-net=host',
  ]
  const daemon = spawn('sh', ['-c', untilInputEnds, 'sh', ...command], {
    env: { ...process.env, LOG: log },
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  const ended = once(daemon, 'exit')
  const stop = async () => {
    daemon.stdin.end()
    await ended
    await rm(folder, { recursive: true, force: true })
  }
  for (let waited = 0; !existsSync(socket); waited += 50) {
    if (daemon.exitCode !== null || waited > STARTUP_LIMIT) {
      const output = lastLines(await readFile(log, 'utf8').catch(() => ''))
      await stop()
      throw new SetupError(`BuildKit did not start:\n${output}`)
    }
    await sleep(50)
  }
  return { address, stop }
}
