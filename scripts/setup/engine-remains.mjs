import { readdir, readFile, rm } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import { basename } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { bridgeName, removeBridge } from './engine-bridge.mjs'
import { ask } from './process.mjs'

// Short, because socket paths end at 108 bytes, and on disk, where /tmp often is memory.
const PARENT = '/var/tmp'
const FOLDER = /^linkgate-engine-(\d+)-(\d+)$/

// Owner and start time in the name: whether a folder is still in use needs no file that could be half written.
export const engineFolder = async () =>
  `${PARENT}/linkgate-engine-${process.pid}-${await startTime(process.pid)}`

/** Removes what runs left behind that were killed together with their keeper. */
export async function removeStaleEngines() {
  for (const name of await readdir(PARENT)) {
    const [, pid, start] = FOLDER.exec(name) ?? []
    if (pid && (await startTime(pid)) !== start) await removeEngine(`${PARENT}/${name}`)
  }
}

export async function removeEngine(folder) {
  const socket = `${folder}/docker.sock`
  const containers = await request(socket, 'GET', '/containers/json?all=1').catch(() => [])
  // Through the engine while it lives: only it undoes everything that it did for a container.
  await Promise.all(
    containers.map(({ Id }) => request(socket, 'DELETE', `/containers/${Id}?force=1&v=1`).catch(() => {})),
  )
  await end(folder, ['dockerd'], 'SIGTERM', 10_000)
  await end(folder, ['containerd'], 'SIGTERM', 5_000)
  await end(folder, ['dockerd', 'containerd', 'containerd-shim', 'containerd-shim-runc-v2'], 'SIGKILL', 5_000)
  for (const point of (await mountsIn(folder)).reverse()) await ask('umount', ['--lazy', point])
  for (const name of await bridgesOf(folder)) await removeBridge(name)
  const mounts = await mountsIn(folder)
  if (mounts.length > 0) throw new Error(`still mounted: ${mounts.join(', ')}`)
  await rm(folder, { recursive: true, force: true })
}

async function end(folder, programs, signal, patience) {
  const limit = performance.now() + patience
  const sent = new Set()
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

// By the folder in the command line, not by recorded process ids: those may be somebody else's by now.
async function processesOf(folder, programs) {
  const found = []
  const parents = new Map()
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const [program, ...args] = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0')
    parents.set(pid, (await statFields(pid))?.[1])
    if (programs.includes(basename(program)) && args.some((arg) => arg.includes(folder))) found.push(pid)
  }
  // A container outlives a shim that was killed.
  const shims = programs.includes('containerd-shim') ? found : []
  return [...found, ...[...parents].filter(([, parent]) => shims.includes(parent)).map(([pid]) => pid)]
}

function kill(pid, signal) {
  try {
    process.kill(Number(pid), signal)
  } catch {
    // It ended between the look and the signal.
  }
}

async function mountsIn(folder) {
  const lines = (await readFile('/proc/self/mountinfo', 'utf8')).split('\n')
  return lines.map((line) => line.split(' ')[4]).filter((point) => point?.startsWith(`${folder}/`))
}

// The engine leaves the bridges of networks that somebody created; its database, a binary file, names them.
async function bridgesOf(folder) {
  const [, pid] = FOLDER.exec(basename(folder))
  const database = await readFile(`${folder}/data/network/files/local-kv.db`, 'latin1').catch(() => '')
  return new Set([bridgeName(pid), ...(database.match(/\bbr-[0-9a-f]{12}\b/g) ?? [])])
}

// A dead process keeps its entry until its parent asks, and the first process of a container may never ask.
async function startTime(pid) {
  const fields = await statFields(pid)
  return fields && !'ZX'.includes(fields[0]) ? fields[19] : undefined
}

// The name, in parentheses, may hold spaces: what comes after it starts with the state.
async function statFields(pid) {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')
}

export const request = (socketPath, method, path) =>
  new Promise((resolve, reject) => {
    const sent = httpRequest({ socketPath, method, path, timeout: 10_000 }, (response) => {
      let body = ''
      response.on('data', (data) => {
        body += data
      })
      response.on('end', () => {
        if (response.statusCode < 300) resolve(body ? JSON.parse(body) : undefined)
        else reject(new Error(`${method} ${path}: ${response.statusCode} ${body}`))
      })
    })
    sent.on('timeout', () => sent.destroy(new Error(`${method} ${path}: no answer`)))
    sent.on('error', reject)
    sent.end()
  })
