/**
 * Entries of the Go vulnerability database, as far as they are used: https://go.dev/doc/security/vuln/database#schema. They are
 * untrusted, so their sizes are limited.
 */
import * as z from 'zod'
import { fail, type Result, succeed } from '../common/result.ts'
import { optional, readonlyObject } from '../model/schema.ts'
import { vulnerabilityIdSchema } from '../model/vulnerability.ts'

const longestText = 1 << 10
const mostParts = 1 << 12
/** Maximum for one entry; the largest has 24. The time to find the fixed version grows with the square of this number. */
const mostEvents = 1000

const short = z.string().max(longestText)
const list = <T extends z.ZodType>(of: T) => z.array(of).max(mostParts).readonly()
/** Go may write an empty list as null. */
const nullish = z.nullish

/** Exactly one of the fields is set. `introduced: 0` is before all versions. */
const eventSchema = readonlyObject({
  introduced: optional(short),
  fixed: optional(short),
  last_affected: optional(short),
})
export type RangeEvent = z.infer<typeof eventSchema>

const rangeSchema = readonlyObject({ type: short, events: list(eventSchema) })
export type VersionRange = z.infer<typeof rangeSchema>

const importSchema = readonlyObject({
  /** Import path. */
  path: short,
  /** Functions, and methods as `Type.Method`. If absent, any code of the package is affected. */
  symbols: nullish(list(short)),
  /** If absent, all systems and processors are affected. */
  goos: nullish(list(short)),
  goarch: nullish(list(short)),
})
export type AffectedPackage = z.infer<typeof importSchema>

const affectedSchema = readonlyObject({
  /** A module; `stdlib` and `toolchain` for Go itself. */
  package: readonlyObject({ name: short }),
  ranges: nullish(list(rangeSchema)),
  /** Without imports, any code of the module is affected. */
  ecosystem_specific: nullish(readonlyObject({ imports: nullish(list(importSchema)) })),
})
export type Affected = z.infer<typeof affectedSchema>

function eventsIn(affected: readonly Affected[]): number {
  return affected.flatMap(({ ranges }) => (ranges ?? []).flatMap(({ events }) => events)).length
}

export const osvEntrySchema = readonlyObject({
  id: vulnerabilityIdSchema,
  withdrawn: nullish(short),
  aliases: nullish(list(short)),
  summary: nullish(z.string()),
  affected: nullish(list(affectedSchema).refine((all) => eventsIn(all) <= mostEvents)),
  database_specific: nullish(readonlyObject({ review_status: nullish(short) })),
})
export type OsvEntry = z.infer<typeof osvEntrySchema>

/** The problem is a clause about the entry. */
export function readOsvEntry(value: unknown): Result<OsvEntry> {
  const found = osvEntrySchema.safeParse(value)
  if (found.success) return succeed(found.data)
  const [issue] = found.error.issues
  const where = issue?.path.join('.') ?? ''
  return fail(
    where === '' ? 'it is not an object' : `its \`${where.slice(0, 100)}\` is not what the format has there`,
  )
}
