/** Access to the files of a checkout, for pure functions that follow one file to others. */

import { repositoryText, type TextFiles } from '../effects/repository-text.ts'

/** Paths are relative to the root of the repository. */
export interface RepositoryTexts {
  /** All files, see `listFiles`. */
  readonly paths: readonly string[]
  /** undefined if there is no such file. */
  text(path: string): string | undefined
}

/** Maximum length of a chain of files, longer than in repositories written by hand. */
const mostRounds = 30

/** Calls a pure function repeatedly, and reads the files that it requested but did not get, until it gets all of them. */
export async function readingTexts<T>(
  files: TextFiles,
  root: string,
  paths: readonly string[],
  use: (texts: RepositoryTexts) => T,
): Promise<T> {
  const read = new Map<string, string | undefined>()
  for (let round = 0; ; round++) {
    const missing = new Set<string>()
    const text = (path: string) => {
      if (!read.has(path)) missing.add(path)
      return read.get(path)
    }
    const result = use({ paths, text })
    if (missing.size === 0 || round === mostRounds) return result
    for (const path of missing) read.set(path, await textAt(files, root, path))
  }
}

/** A directory counts as a missing file. */
async function textAt(files: TextFiles, root: string, path: string): Promise<string | undefined> {
  const found = await files.stat(`${root}/${path}`)
  return found?.kind === 'directory' ? undefined : repositoryText(files, root, path)
}
