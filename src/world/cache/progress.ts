import { subscribe } from 'node:diagnostics_channel'
import { readdir, stat } from 'node:fs/promises'
import type { Socket } from 'node:net'
import { join } from 'node:path'

interface Limits {
  readonly limitMs: number
  readonly idleMs: number
  /** A number that increases with every transferred byte. */
  progress(): Promise<number>
}

/** Time limits of a transfer that begins now. */
export function openLimit({ limitMs, idleMs, progress }: Limits) {
  const since = performance.now()
  let why: string | undefined
  let isSilent = false
  let idle = 0
  let last = { at: since, progress: 0 }
  return {
    /** Checks the clock and the progress since the last call; returns which limit was exceeded, if any. */
    async exceeded(): Promise<string | undefined> {
      const now = { at: performance.now(), progress: await progress() }
      if (now.progress === last.progress) idle += now.at - last.at
      last = now
      if (now.at - since >= limitMs) why ??= `it took longer than ${secondsOf(limitMs)} s`
      else if (idle >= idleMs) why ??= `nothing arrived for ${secondsOf(idleMs)} s`
      // the total limit may be reached shortly before the idle limit
      isSilent ||= why !== undefined && idle >= 0.8 * Math.min(idleMs, limitMs)
      return why
    },
    why: () => why,
    /** Whether the limit was exceeded because nothing was transferred. */
    isSilent: () => isSilent,
  }
}

const secondsOf = (ms: number) => Math.round(ms / 1000)

/**
 * Counts the bytes that this process sends and receives over connections that it opens from now on. The client of the cache service
 * reports only blocks of several megabytes, which take minutes on a slow connection.
 */
export function countTransferred(): () => number {
  const open = new Set<Socket>()
  let ended = 0
  const bytesOf = ({ bytesRead, bytesWritten }: Socket) => bytesRead + bytesWritten
  subscribe('net.client.socket', (message) => {
    const { socket } = message as { readonly socket: Socket }
    open.add(socket)
    socket.once('close', () => {
      open.delete(socket)
      ended += bytesOf(socket)
    })
  })
  return () => [...open].reduce((sum, socket) => sum + bytesOf(socket), ended)
}

/** Size of all files in a directory, in bytes. Files that are removed meanwhile do not count. */
export async function directorySize(directory: string): Promise<number> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => [])
  const sizes = await Promise.all(
    entries.map((entry) => {
      const path = join(directory, entry.name)
      if (entry.isDirectory()) return directorySize(path)
      return stat(path).then(
        ({ size }) => size,
        () => 0,
      )
    }),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}
