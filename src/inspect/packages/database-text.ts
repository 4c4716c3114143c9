/** Lines, limits and fields that the package databases have in common. */
import type { Result } from '../../common/result.ts'
import type { ImagePackage, UnreadDatabase } from '../../model/contents.ts'

/** Why a text is not a package database. */
export type DatabaseFault = Pick<UnreadDatabase, 'because' | 'line'>

/** @param line number of the first malformed line, counted from 1 */
export const damagedAt = (line: number) =>
  ({ ok: false, problem: { because: 'damaged', line } }) satisfies Result<never, DatabaseFault>

/** In bytes. A database of 3,000 packages has four million. */
export const longestDatabase = 64 << 20
/** More than any image has. */
export const mostPackages = 5000

export interface NumberedLine {
  readonly text: string
  /** Counted from 1. */
  readonly number: number
}

/** Lines without line ends, followed by an empty line, which ends the last paragraph. */
export function* linesOf(text: string): Generator<NumberedLine> {
  let number = 1
  for (let at = 0; at < text.length; number++) {
    const end = text.indexOf('\n', at)
    const stop = end < 0 ? text.length : end
    yield { text: text.slice(at, stop), number }
    at = stop + 1
  }
  yield { text: '', number }
}

/** Characters of names and versions in both formats. */
const namePattern = /^[A-Za-z0-9._][A-Za-z0-9.+_-]{0,199}$/
const versionPattern = /^[A-Za-z0-9][A-Za-z0-9.+~:_-]{0,199}$/
const architecturePattern = /^[a-z0-9_-]{1,60}$/

/** undefined if a field is missing or invalid. */
export function packageOf({
  database,
  name = '',
  version = '',
  architecture,
  source,
}: {
  readonly database: ImagePackage['database']
  readonly name: string | undefined
  readonly version: string | undefined
  readonly architecture: string | undefined
  readonly source: ImagePackage['source']
}): ImagePackage | undefined {
  if (!namePattern.test(name) || !versionPattern.test(version)) return undefined
  if (architecture !== undefined && !architecturePattern.test(architecture)) return undefined
  if (source !== undefined && !namePattern.test(source.name)) return undefined
  if (source?.version !== undefined && !versionPattern.test(source.version)) return undefined
  const isDifferent = source !== undefined && (source.name !== name || source.version !== undefined)
  return {
    database,
    name,
    version,
    ...(architecture === undefined ? {} : { architecture }),
    ...(isDifferent ? { source } : {}),
  }
}
