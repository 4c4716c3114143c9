/** Where the time of a run went, and what caches had to do with it. */
import * as z from 'zod'
import { magnitude, optional, readonlyObject, text } from './schema.ts'

const goCachesSchema = readonlyObject({
  /** Where they came from: `machine` if Go modules were there before the run, `none` if it began without. */
  from: z.enum(['machine', 'cache', 'none']),
  /** Key under which the cache service has them, or will have them after the run. */
  key: optional(text),
  /** Whether they are to be saved after the run. */
  saves: z.boolean(),
})
/** Go modules and Go's build cache; absent where linkgate neither restores nor saves them. */
export type GoCaches = z.infer<typeof goCachesSchema>

const resultsSchema = readonlyObject({
  /** Results that an earlier run computed of the same programs. */
  taken: magnitude,
  /** Results that were computed, and are kept for the next run. */
  added: magnitude,
})

export const phaseSchema = readonlyObject({
  name: text,
  seconds: magnitude,
  /** The phase in which it ran, whose seconds include those of this one. */
  within: optional(text),
  goCaches: optional(goCachesSchema),
  /** Absent where no results are kept. */
  results: optional(resultsSchema),
})
export type RunPhase = z.infer<typeof phaseSchema>
