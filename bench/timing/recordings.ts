/** Rounds of real starts, as they were recorded. */
import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'

/** Starts of a variant, one for each round: times in microseconds, memory in bytes. */
export interface Lane {
  readonly readyUs: readonly number[]
  readonly listenUs: readonly number[]
  readonly cpuUs: readonly number[]
  readonly runDelayUs: readonly number[]
  readonly rssBytes: readonly number[]
}

export type LaneName =
  | 'base'
  | 'control'
  | 'head'
  | 'cpu'
  | 'sleep'
  | 'faults'
  | 'base-dynamic'
  | 'head-dynamic'

/** Rounds of one check, in which each of several programs was started once, in random order. */
export interface Recording {
  /** Busy processes beside it. */
  readonly busy: number
  readonly lanes: Readonly<Record<LaneName, Lane>>
}

const folder = fileURLToPath(new URL('recorded/', import.meta.url))

/** By condition. */
export async function readRecordings(): Promise<ReadonlyMap<string, readonly Recording[]>> {
  const names = (await readdir(folder)).sort()
  const recordings = await Promise.all(
    names.map(async (name) => {
      const text = gunzipSync(await readFile(`${folder}${name}`)).toString()
      return [name.replace('.json.gz', ''), JSON.parse(text) as readonly Recording[]] as const
    }),
  )
  return new Map(recordings)
}
