/** The files of a checkout for readers that follow one file to others. */

import { repositoryText, type TextFiles } from '../effects/repository-text.ts'

/** Paths start at the root of the repository. */
export interface RepositoryTexts {
  /** Every file that counts, see `listFiles`. */
  readonly paths: readonly string[]
  /** undefined where there is no such file. */
  text(path: string): string | undefined
}

/** Files that name each other in a longer chain are none that somebody wrote. */
const mostRounds = 30

/**
 * What a pure function makes of the files that it asks for: it is called again with those that it asked for in vain, until
 * nothing is missing.
 */
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

/** A directory is no file that a reader could have meant. */
async function textAt(files: TextFiles, root: string, path: string): Promise<string | undefined> {
  const found = await files.stat(`${root}/${path}`)
  return found?.kind === 'directory' ? undefined : repositoryText(files, root, path)
}
