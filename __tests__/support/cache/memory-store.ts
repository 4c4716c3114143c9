/** A cache service and `tar` for worlds in memory. */
import { fail, succeed } from '../../../src/common/result.ts'
import {
  type CacheMode,
  type CacheStore,
  type RestoreFault,
  storedFolder,
} from '../../../src/effects/cache-store.ts'
import type { Files } from '../../../src/effects/files.ts'
import type { Answers, Call } from '../world/world.ts'

export interface MemoryStore extends CacheStore {
  /** Requests in order, each with its key. */
  readonly calls: readonly string[]
  /** Stored entries, the newest last: contents of files by path. */
  readonly stored: Map<string, ReadonlyMap<string, string>>
  /** Sets the file system of the directories. */
  use(files: Files): void
}

export interface StoreFaults {
  readonly mode?: CacheMode
  readonly restore?: RestoreFault | Error
  readonly save?: string | Error
  /** Changes the content of a restored file. */
  readonly arriving?: (path: string, content: string) => string
}

/** Like the service, it restores the newest entry whose key has the prefix. */
export function memoryStore({ mode, restore, save, arriving }: StoreFaults = {}): MemoryStore {
  const calls: string[] = []
  const stored = new Map<string, ReadonlyMap<string, string>>()
  let files: Files
  return {
    mode,
    calls,
    stored,
    use: (given) => {
      files = given
    },
    async restore({ directory, key, restoreKeys, limitMs, idleMs }) {
      calls.push(`restore ${key} within ${limitMs} ms, ${idleMs} ms of them idle`)
      if (restore instanceof Error) throw restore
      if (restore !== undefined) return { ok: false, problem: restore }
      const found = restoreKeys.flatMap(
        (beginning) => [...stored.keys()].findLast((one) => one.startsWith(beginning)) ?? [],
      )[0]
      if (found === undefined) return succeed(undefined)
      for (const [path, content] of stored.get(found) ?? [])
        await files.write(`${directory}/${storedFolder}/${path}`, arriving?.(path, content) ?? content)
      return succeed(found)
    },
    async save({ directory, key, limitMs }) {
      calls.push(`save ${key} within ${limitMs} ms`)
      if (save instanceof Error) throw save
      if (save !== undefined) return fail(save)
      if (stored.has(key)) return succeed('exists')
      const kept = new Map<string, string>()
      for (const { name } of await files.list(`${directory}/${storedFolder}`))
        kept.set(name, (await files.readText(`${directory}/${storedFolder}/${name}`)) ?? '')
      stored.set(key, kept)
      return succeed('saved')
    },
  }
}

/** An archive is JSON of its files, by path. */
export function memoryTar(files: () => Files): Answers {
  return {
    'tar -cf': async ({ command }: Call) => {
      const [, , archive = '', , directory = '', , list = ''] = command
      const paths = ((await files().readText(list)) ?? '').split('\n').filter((path) => path !== '')
      const packed: Record<string, string> = {}
      for (const path of paths) packed[path] = (await files().readText(`${directory}/${path}`)) ?? ''
      await files().write(archive, JSON.stringify(packed))
    },
    'tar -xof': async ({ command }: Call) => {
      const [, , archive = '', , directory = ''] = command
      const packed = JSON.parse((await files().readText(archive)) ?? '') as Record<string, string>
      for (const [path, content] of Object.entries(packed))
        await files().write(`${directory}/${path}`, content)
    },
  }
}
