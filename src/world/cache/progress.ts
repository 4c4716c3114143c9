import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

interface Limits {
  readonly limitMs: number
  readonly idleMs: number
  /** A number that changes with every byte that arrives. */
  progress(): Promise<number>
}

/** The patience with a transfer, which begins now. */
export function openLimit({ limitMs, idleMs, progress }: Limits) {
  const since = performance.now()
  let why: string | undefined
  let idle = 0
  let last = { at: since, progress: 0 }
  return {
    /** Looks at the clock and at the progress since the last look; why there was enough of it, if there was. */
    async exceeded(): Promise<string | undefined> {
      const now = { at: performance.now(), progress: await progress() }
      if (now.progress === last.progress) idle += now.at - last.at
      last = now
      if (now.at - since >= limitMs) why ??= `it took longer than ${secondsOf(limitMs)} s`
      else if (idle >= idleMs) why ??= `nothing arrived for ${secondsOf(idleMs)} s`
      return why
    },
    why: () => why,
  }
}

const secondsOf = (ms: number) => Math.round(ms / 1000)

/**
 * How far a transfer is, by what is in its directory and what its client has printed: it writes some archives only in parts
 * of 128 MB, but prints how much of them it has received.
 */
export async function transferred(directory: string, printed: string): Promise<number> {
  const received = [...printed.matchAll(/^Received (\d+) of \d+/gm)].at(-1)?.[1] ?? '0'
  return Number(received) + (await sizeOf(directory))
}

/** In bytes, of the files in a directory; those that vanish meanwhile count nothing. */
async function sizeOf(directory: string): Promise<number> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => [])
  const sizes = await Promise.all(
    entries.map((entry) => {
      const path = join(directory, entry.name)
      if (entry.isDirectory()) return sizeOf(path)
      return stat(path).then(
        ({ size }) => size,
        () => 0,
      )
    }),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}
