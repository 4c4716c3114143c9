import type { FilePattern } from '../../common/file-pattern.ts'
import { ancestorsOf, cleanPath, relativeTo } from '../../common/paths.ts'

/** A path of the repository that is looked for: what is not there, and is made by something. */
export interface Wanted {
  /** From the root of the repository; of a pattern, the directory in which it begins. */
  readonly path: string
  /** Itself, or the topmost of the directories above it that is not there either. */
  readonly missing: string
  /** For whole paths, where any of several files would do. */
  readonly pattern?: FilePattern
}

export function wantedIn(path: string, isThere: (path: string) => boolean, pattern?: FilePattern): Wanted {
  const above = ancestorsOf(path).filter((one) => one !== '.' && !isThere(one))
  return { path, missing: above.at(-1) ?? path, ...(pattern === undefined ? {} : { pattern }) }
}

/** Whether something at this path is what is looked for, or a part of it, or holds it. */
export function fits({ path, missing, pattern }: Wanted, written: string): boolean {
  const output = cleanPath(written)
  if (output === undefined || output === '.') return false
  if (pattern?.test(output) === true) return true
  if (path === '.' || relativeTo(missing, output) === undefined) return false
  return relativeTo(path, output) !== undefined || relativeTo(output, path) !== undefined
}
