import { readdir, readFile, rm } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ask } from '../tools/process.ts'
import { bridgeName, removeBridge } from './bridge.ts'

// A short path, because socket paths have at most 108 bytes. On disk, unlike /tmp, which is often in memory.
const PARENT = '/var/tmp'
const FOLDER = /^linkgate-engine-(\d+)-(\d+)$/

// The name identifies the owner by process ID and start time. So no file, which could be incomplete, is needed to see whether a
// directory is in use.
export const engineFolder = async (): Promise<string> =>
  `${PARENT}/linkgate-engine-${process.pid}-${await startTime(process.pid)}`

/** Removes everything that runs left behind because they were killed together with their keeper. */
export async function removeStaleEngines(): Promise<void> {
  for (const name of await readdir(PARENT)) {
    const [, pid, start] = FOLDER.exec(name) ?? []
    if (pid !== undefined && (await startTime(pid)) !== start) await removeEngine(`${PARENT}/${name}`)
  }
}

/** Removes the bridges of engines in a root file system in which no process is left. */
export async function removeBridgesOf(rootFs: string): Promise<void> {
  const names = await readdir(join(rootFs, PARENT)).catch(() => [])
  for (const name of names.filter((one) => FOLDER.test(one)))
    for (const bridge of await bridgesOf(join(rootFs, PARENT, name))) await removeBridge(bridge)
}

/** @throws {Error} if anything of the engine in the folder cannot be removed */
export async function removeEngine(folder: string): Promise<void> {
  const socket = `${folder}/docker.sock`
  const containers = await request<readonly { Id: string }[]>(socket, 'GET', '/containers/json?all=1').catch(
    () => [],
  )
  // Containers are removed by the engine while it runs, because only the engine reverts all its changes for a container.
  await Promise.all(
    containers.map(({ Id }) => request(socket, 'DELETE', `/containers/${Id}?force=1&v=1`).catch(() => {})),
  )
  await end(folder, ['dockerd'], 'SIGTERM', 10_000)
  await end(folder, ['containerd'], 'SIGTERM', 5_000)
  await end(folder, ['dockerd', 'containerd', 'containerd-shim', 'containerd-shim-runc-v2'], 'SIGKILL', 5_000)
  for (const point of (await mountsIn(folder)).reverse())
    await ask('umount', ['--lazy', point], { signal: undefined })
  for (const name of await bridgesOf(folder)) await removeBridge(name)
  const mounts = await mountsIn(folder)
  if (mounts.length > 0) throw new Error(`still mounted: ${mounts.join(', ')}`)
  await rm(folder, { recursive: true, force: true })
}

async function end(
  folder: string,
  programs: readonly string[],
  signal: NodeJS.Signals,
  patienceMs: number,
): Promise<void> {
  const limit = performance.now() + patienceMs
  const sent = new Set<string>()
  for (;;) {
    const processes = await processesOf(folder, programs)
    if (processes.length === 0 || performance.now() > limit) return
    for (const pid of processes.filter((pid) => !sent.has(pid))) {
      sent.add(pid)
      kill(pid, signal)
    }
    await sleep(50)
  }
}

// Finds processes by the directory in their command line. Recorded process IDs may belong to other processes by now.
async function processesOf(folder: string, programs: readonly string[]): Promise<readonly string[]> {
  const found: string[] = []
  const parents = new Map<string, string | undefined>()
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const [program = '', ...args] = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split(
      '\0',
    )
    parents.set(pid, (await statFields(pid))?.[1])
    if (programs.includes(basename(program)) && args.some((arg) => arg.includes(folder))) found.push(pid)
  }
  // A container outlives a shim that was killed.
  const shims = programs.includes('containerd-shim') ? found : []
  return [...found, ...[...parents].filter(([, parent]) => shims.includes(parent ?? '')).map(([pid]) => pid)]
}

function kill(pid: string, signal: NodeJS.Signals): void {
  try {
    process.kill(Number(pid), signal)
  } catch {
    // It ended between the check and the signal.
  }
}

async function mountsIn(folder: string): Promise<string[]> {
  const lines = (await readFile('/proc/self/mountinfo', 'utf8')).split('\n')
  return lines.map((line) => line.split(' ')[4] ?? '').filter((point) => point.startsWith(`${folder}/`))
}

// The engine leaves the bridges of user-defined networks; their names are in its database, a binary file.
async function bridgesOf(folder: string): Promise<ReadonlySet<string>> {
  const [, pid, start] = FOLDER.exec(basename(folder)) ?? []
  const database = await readFile(`${folder}/data/network/files/local-kv.db`, 'latin1').catch(() => '')
  return new Set([bridgeName(Number(pid), Number(start)), ...(database.match(/\bbr-[0-9a-f]{12}\b/g) ?? [])])
}

// A zombie counts as ended: the first process of a container may never reap it.
/** Start time of a process, in ticks since the machine started; undefined if there is no such process. */
export async function startTime(pid: number | string): Promise<string | undefined> {
  const fields = await statFields(pid)
  return fields && !'ZX'.includes(fields[0] ?? '') ? fields[19] : undefined
}

// The fields after the name, which is in parentheses and may contain spaces. The first is the state.
async function statFields(pid: number | string): Promise<readonly string[] | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')
}

/** Resolves to the engine's JSON response. Rejects for a status of 300 or more, and after 10 seconds without data. */
export const request = <T = unknown>(socketPath: string, method: string, path: string): Promise<T> =>
  new Promise((resolve, reject) => {
    const sent = httpRequest({ socketPath, method, path, timeout: 10_000 }, (response) => {
      let body = ''
      response.on('data', (data) => {
        body += data
      })
      response.on('end', () => {
        if ((response.statusCode ?? 0) < 300) resolve((body ? JSON.parse(body) : undefined) as T)
        else reject(new Error(`${method} ${path}: ${response.statusCode} ${body}`))
      })
    })
    sent.on('timeout', () => sent.destroy(new Error(`${method} ${path}: no answer`)))
    sent.on('error', reject)
    sent.end()
  })
