/** Recorded rounds of real starts. */
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { gunzipSync, gzipSync } from 'node:zlib'

/** Starts of a variant, one for each round: times in microseconds, memory in bytes. */
export interface Lane {
  readonly readyUs: readonly number[]
  readonly listenUs: readonly number[]
  readonly cpuUs: readonly number[]
  readonly runDelayUs: readonly number[]
  readonly rssBytes: readonly number[]
}

export const laneNames = [
  'base',
  'control',
  'head',
  'cpu',
  'sleep',
  'faults',
  'base-dynamic',
  'head-dynamic',
] as const
export type LaneName = (typeof laneNames)[number]

/** The rounds of one check. In each round, all programs started once, in random order. */
export interface Recording {
  /** Number of busy processes on the machine. */
  readonly busy: number
  /** Load average over the previous minute. */
  readonly load?: number
  readonly lanes: Readonly<Record<LaneName, Lane>>
}

const folder = fileURLToPath(new URL('recorded/', import.meta.url))

/** The recordings of the repository, by condition. */
export async function readRecordings(): Promise<ReadonlyMap<string, readonly Recording[]>> {
  const names = (await readdir(folder)).sort()
  const recordings = await Promise.all(
    names.map(
      async (name) => [name.replace('.json.gz', ''), await readRecording(`${folder}${name}`)] as const,
    ),
  )
  return new Map(recordings)
}

/** Empty if there is no such file. */
export async function readRecording(file: string): Promise<readonly Recording[]> {
  const data = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  return data === undefined ? [] : (JSON.parse(gunzipSync(data).toString()) as readonly Recording[])
}

/** Appends a recording to the file. */
export async function addRecording(file: string, recording: Recording): Promise<void> {
  const all = [...(await readRecording(file)), recording]
  await writeFile(file, gzipSync(JSON.stringify(all), { level: 9 }))
}
