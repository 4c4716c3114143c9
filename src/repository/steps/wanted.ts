import type { FilePattern } from '../../common/file-pattern.ts'
import { ancestorsOf, cleanPath, relativeTo } from '../../common/paths.ts'

/** A missing path of the repository that some step generates. */
export interface Wanted {
  /** Relative to the root of the repository; for a pattern, the directory before its first wildcard. */
  readonly path: string
  /** The path, or its topmost parent directory that is missing too. */
  readonly missing: string
  /** A pattern for whole paths, if any matching file is enough. */
  readonly pattern?: FilePattern
}

export function wantedPath(path: string, isThere: (path: string) => boolean, pattern?: FilePattern): Wanted {
  const above = ancestorsOf(path).filter((one) => one !== '.' && !isThere(one))
  return { path, missing: above.at(-1) ?? path, ...(pattern === undefined ? {} : { pattern }) }
}

/** Whether a written path is the wanted one, a part of it, or contains it. */
export function fits({ path, missing, pattern }: Wanted, written: string): boolean {
  const output = cleanPath(written)
  if (output === undefined || output === '.') return false
  if (pattern?.test(output) === true) return true
  if (path === '.' || relativeTo(missing, output) === undefined) return false
  return relativeTo(path, output) !== undefined || relativeTo(output, path) !== undefined
}
