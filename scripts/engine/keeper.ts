// Runs a private Docker engine until standard input closes, and then removes everything. This is a separate process, because the
// command that needs the engine may be killed without a chance to clean up.
import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process'
import { mkdir, open, readFile, writeFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { lastLines, say } from '../tools/process.ts'
import { bridgeName, createBridge } from './bridge.ts'
import { engineFolder, removeEngine, removeStaleEngines, request, startTime } from './remains.ts'
import type { Kept } from './start-keeper.ts'

const STARTUP_LIMIT = 60_000
const WORK_LIMIT = 15_000
const folder = await engineFolder()
const socket = `${folder}/docker.sock`
const log = `${folder}/engine.log`

const stopRequested = new Promise<undefined>((resolve) => {
  const ask = () => resolve(undefined)
  process.stdin.on('error', ask).on('close', ask)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, ask)
})
// The parent may have ended before the engine responds.
process.stdout.on('error', () => {})

// The process group to end first: if the parent was killed, it would continue without an engine.
let group = ''
process.stdin.setEncoding('utf8').on('data', (text) => {
  group += text
})

try {
  await removeStaleEngines()
  await mkdir(folder, { mode: 0o700 })
  await keep()
} catch (error) {
  say(`The Docker engine could not be started: ${(error as Error).message}`)
  say(lastLines(await readFile(log, 'utf8').catch(() => '')))
  process.exitCode = 1
} finally {
  await endGroup(Number(group))
  await removeEngine(folder).catch((error: Error) =>
    say(`The Docker engine left something behind: ${error.message}`),
  )
  process.exit()
}

async function keep(): Promise<void> {
  const bridge = bridgeName(process.pid, Number(await startTime(process.pid)))
  const address = await createBridge(bridge)
  const engine = await startEngine(address === undefined ? 'none' : bridge)
  const first = await Promise.race([answering(), engine.ended, stopRequested])
  if (first === undefined) return
  if ('exit' in first) throw new Error(first.exit)
  const { version } = first
  const network = address ? `bridge ${address}` : 'no bridge network'
  const kept: Kept = { host: `unix://${socket}`, version, network }
  process.stdout.write(`${JSON.stringify(kept)}\n`)
  const end = await Promise.race([engine.ended, stopRequested])
  if (end !== undefined) throw new Error(`${end.exit} before the work was done`)
}

async function endGroup(id: number): Promise<void> {
  const limit = performance.now() + WORK_LIMIT
  for (let signal: NodeJS.Signals | 0 = 'SIGTERM'; id > 1 && signalGroup(id, signal); signal = 0) {
    if (performance.now() > limit) {
      signalGroup(id, 'SIGKILL')
      return
    }
    await sleep(50)
  }
}

function signalGroup(id: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-id, signal)
  } catch {
    return false
  }
}

interface Exit {
  readonly exit: string
}

async function startEngine(bridge: string): Promise<{ readonly ended: Promise<Exit> }> {
  const output = await open(log, 'a')
  const stdio: StdioOptions = ['ignore', output.fd, output.fd]
  // A separate containerd: dockerd would share the system's, or start one that writes outside of the folder.
  const containerd = `${folder}/containerd.sock`
  await writeFile(
    `${folder}/containerd.toml`,
    `version = 2
root = "${folder}/containerd"
state = "${folder}/containerd-state"
disabled_plugins = ["io.containerd.grpc.v1.cri", "io.containerd.internal.v1.opt"]
[grpc]
  address = "${containerd}"
`,
  )
  // Without this file, dockerd reads /etc/docker/daemon.json, which is for another engine.
  await writeFile(`${folder}/daemon.json`, '{}')
  const ends = [
    spawn('containerd', ['--config', `${folder}/containerd.toml`], { stdio }),
    spawn(
      'dockerd',
      [
        `--config-file=${folder}/daemon.json`,
        `--host=unix://${socket}`,
        `--containerd=${containerd}`,
        `--data-root=${folder}/data`,
        `--exec-root=${folder}/exec`,
        `--pidfile=${folder}/dockerd.pid`,
        // Firewall rules and forwarding are global: an engine that starts rewrites the chains of all others. Connections from host
        // to container, between containers, and to published ports work without them.
        '--iptables=false',
        '--ip6tables=false',
        '--ip-masq=false',
        '--ip-forward=false',
        `--bridge=${bridge}`,
      ],
      { stdio },
    ),
  ].map(
    (child: ChildProcess) =>
      new Promise<Exit>((resolve) => {
        child.on('error', (error) => resolve({ exit: error.message }))
        child.on('exit', (code, signal) => resolve({ exit: `${child.spawnfile} ended (${signal ?? code})` }))
      }),
  )
  await output.close()
  return { ended: Promise.race(ends) }
}

async function answering(): Promise<{ readonly version: string } | Exit> {
  const end = performance.now() + STARTUP_LIMIT
  while (performance.now() < end) {
    const answer = await request<{ Version: string }>(socket, 'GET', '/version').catch(() => undefined)
    if (answer) return { version: answer.Version }
    await sleep(50)
  }
  return { exit: `no answer in ${STARTUP_LIMIT / 1000} seconds` }
}
