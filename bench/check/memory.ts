/** Measures the memory of linkgate while it runs. */
import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

const dist = fileURLToPath(new URL('../../dist/', import.meta.url))
const lookMs = 50

export interface MemoryWatch {
  /** The largest value so far, in bytes. */
  readonly largest: () => number
  readonly stop: () => void
}

/**
 * Measures the resident memory of a process of linkgate together with the processes of linkgate that it starts: the worker and cache
 * transfers. File-backed memory is counted once, because it is the program of Node, which all of them map.
 */
export function watchMemory(pid: number): MemoryWatch {
  let largest = 0
  let isLooking = false
  const look = async () => {
    if (isLooking) return
    isLooking = true
    largest = Math.max(largest, await memoryOf(pid).catch(() => 0))
    isLooking = false
  }
  const timer = setInterval(look, lookMs)
  return { largest: () => largest, stop: () => clearInterval(timer) }
}

async function memoryOf(pid: number): Promise<number> {
  const own = await residentOf(pid)
  if (own === undefined) return 0
  const all = [own, ...(await Promise.all((await workersOf(pid)).map(residentOf)))].filter(
    (one) => one !== undefined,
  )
  const together =
    all.reduce((sum, one) => sum + one.anonymous, 0) + Math.max(...all.map(({ ofFiles }) => ofFiles))
  // the peak of the first process includes times between two readings
  return Math.max(together, own.highest)
}

/** Child processes that run scripts of dist. */
async function workersOf(pid: number): Promise<readonly number[]> {
  const threads = await readdir(`/proc/${pid}/task`)
  const children = (
    await Promise.all(threads.map((thread) => text(`/proc/${pid}/task/${thread}/children`)))
  ).flatMap((one) => one.split(' ').filter((word) => word !== ''))
  const [own, ...others] = await Promise.all(
    [String(pid), ...children].map((child) => text(`/proc/${child}/cmdline`)),
  )
  // between fork and exec, a new process is a copy of its parent
  return children
    .filter((_, at) => others[at] !== own && others[at]?.includes(`\0${dist}`) === true)
    .map(Number)
}

interface Resident {
  /** In bytes, like the others. */
  readonly anonymous: number
  readonly ofFiles: number
  /** Peak resident memory of the process. */
  readonly highest: number
}

async function residentOf(pid: number): Promise<Resident | undefined> {
  const status = await text(`/proc/${pid}/status`)
  const bytes = (name: string) => 1024 * Number(new RegExp(`^${name}:\\s*(\\d+)`, 'm').exec(status)?.[1] ?? 0)
  if (bytes('VmRSS') === 0) return undefined
  return {
    anonymous: bytes('RssAnon') + bytes('RssShmem'),
    ofFiles: bytes('RssFile'),
    highest: bytes('VmHWM'),
  }
}

const text = (path: string) => readFile(path, 'utf8').catch(() => '')
