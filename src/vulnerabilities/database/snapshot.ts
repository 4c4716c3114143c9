import type { Result } from '../../common/result.ts'
import type { VulnerabilityDatabase } from '../../model/vulnerability.ts'
import type { OsvEntry } from '../osv.ts'

/** Versions in which programs have a module: Go's without `go`. By path, in the order of the paths. */
export type WantedModules = ReadonlyMap<string, readonly string[]>

/** What a database says of some modules, all at one time. */
export interface DatabaseSnapshot {
  readonly database: VulnerabilityDatabase
  readonly entries: readonly OsvEntry[]
}

/** The problem is a clause: which database cannot be read, and why. */
export type ReadSnapshot = (wanted: WantedModules) => Promise<Result<DatabaseSnapshot>>

/** In bytes: tens of times what the database of today has. */
export const largestIndex = 1 << 25
export const largestEntry = 1 << 21
/** The database of today has 5,000. */
export const mostEntries = 100_000
/** A change of the database, as it writes it: `2026-11-05T23:49:57Z`. */
export const isTime = (text: string) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/.test(text)
