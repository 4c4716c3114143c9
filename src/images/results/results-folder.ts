/** Kept results in the user's cache directory, up to a maximum size. */
import { messageOf } from '../../common/errors.ts'
import type { World } from '../../effects/world.ts'
import { largestResult, type ResultStorage } from './kept-results.ts'

/** File name extension of incomplete files. */
const unfinishedEnding = '.unfinished'
const unfinishedName = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\.unfinished$/
const hourMs = 60 * 60 * 1000

type FolderWorld = Pick<World, 'files' | 'log'>

export function resultsFolder({ files, log }: FolderWorld, directory: string): ResultStorage {
  let isReported = false
  return {
    read: (name) => readResult(files, `${directory}/${name}`),
    async write(name, content) {
      const unfinished = `${directory}/${crypto.randomUUID()}${unfinishedEnding}`
      try {
        await files.write(unfinished, content, 0o600)
        await files.move(unfinished, `${directory}/${name}`)
        return true
      } catch (error) {
        if (!isReported) log.info(`results are not kept in ${directory}: ${messageOf(error)}`)
        isReported = true
        return false
      }
    },
  }
}

/** undefined for anything that cannot be a result. */
export async function readResult(files: World['files'], path: string): Promise<Uint8Array | undefined> {
  try {
    const found = await files.stat(path)
    return found?.kind === 'file' && found.size <= largestResult ? await files.read(path) : undefined
  } catch {
    // it belongs to another user, or the disk fails
    return undefined
  }
}

/**
 * Removes the oldest files of a kind until the others have at most `most` bytes, and incomplete files of killed runs. Other files
 * stay, because the user chooses the directory.
 */
export async function pruneFolder(
  { files, clock }: Pick<World, 'files' | 'clock'>,
  directory: string,
  { isOfKind, most }: { readonly isOfKind: (name: string) => boolean; readonly most: number },
): Promise<void> {
  const found: { readonly path: string; readonly size: number; readonly at: number }[] = []
  for (const { name } of await files.list(directory)) {
    const path = `${directory}/${name}`
    const stat = await files.stat(path)
    if (stat?.kind !== 'file') continue
    if (isOfKind(name)) found.push({ path, size: stat.size, at: stat.modifiedMs })
    else if (unfinishedName.test(name) && clock.wall() - stat.modifiedMs > hourMs) await files.remove(path)
  }
  let left = found.reduce((sum, { size }) => sum + size, 0)
  for (const { path, size } of found.toSorted((a, b) => a.at - b.at)) {
    if (left <= most) return
    await files.remove(path)
    left -= size
  }
}
