import type { Result } from '../../common/result.ts'
import type { VulnerabilityDatabase } from '../../model/vulnerability.ts'
import type { OsvEntry } from '../osv.ts'

/** Versions of each module in the programs, those of Go without `go`. By path, sorted by path. */
export type WantedModules = ReadonlyMap<string, readonly string[]>

/** Entries of a database for some modules, all of the same version of the database. */
export interface DatabaseSnapshot {
  readonly database: VulnerabilityDatabase
  readonly entries: readonly OsvEntry[]
}

/** The problem is a clause with the database and the reason why it cannot be read. */
export type ReadSnapshot = (wanted: WantedModules) => Promise<Result<DatabaseSnapshot>>

/** In bytes: tens of times the size of the current index. */
export const largestIndex = 1 << 25
export const largestEntry = 1 << 21
/** The current database has 5,000. */
export const mostEntries = 100_000
/** Whether a text is a time in the format of the database: `2026-11-05T23:49:57Z`. */
export const isTime = (text: string) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/.test(text)
