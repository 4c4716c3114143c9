/** The phases of a run with their durations, and how caches were used. */
import * as z from 'zod'
import { magnitude, optional, readonlyObject, text } from './schema.ts'

const goCachesSchema = readonlyObject({
  /** `machine` had Go modules before the run, `cache` is the cache service, and with `none` the run began without caches. */
  from: z.enum(['machine', 'cache', 'none']),
  /** Key of the entry in the cache service, or of the entry that will be saved after the run. */
  key: optional(text),
  /** Whether they will be saved after the run. */
  saves: z.boolean(),
})
/** How Go's module cache and build cache were used. */
export type GoCaches = z.infer<typeof goCachesSchema>

const resultsSchema = readonlyObject({
  /** Number of results reused from an earlier run with the same programs. */
  taken: magnitude,
  /** Number of results that were computed and stored for the next run. */
  added: magnitude,
})

export const phaseSchema = readonlyObject({
  name: text,
  seconds: magnitude,
  /** The enclosing phase, whose seconds include those of this one. */
  within: optional(text),
  goCaches: optional(goCachesSchema),
  /** Absent if the run stored no results. */
  results: optional(resultsSchema),
})
export type RunPhase = z.infer<typeof phaseSchema>
