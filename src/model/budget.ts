/** A rule on a metric. */
import * as z from 'zod'
import { line, magnitude, optional, text } from './schema.ts'

const increaseSchema = z
  .object({
    /** 0.01 is one percent. */
    relative: optional(magnitude),
    absolute: optional(magnitude),
  })
  .readonly()

export const levels = ['fail', 'warn'] as const

export const placeSchema = z
  .object({
    /** Relative to the root of the repository, at head. */
    file: text,
    line,
  })
  .readonly()
/** A line of a file. */
export type Place = z.infer<typeof placeSchema>

export const budgetSchema = z
  .object({
    metric: text,
    /** Absent if it applies to every mode without its own budget. */
    mode: optional(text),
    max: optional(magnitude),
    /** Broken if every part that is set is exceeded. */
    increase: optional(increaseSchema),
    /** The allowed difference to head of the reference mode `mode`; broken under the same condition as `increase`. */
    overReference: optional(increaseSchema.unwrap().extend({ mode: text }).readonly()),
    level: z.enum(levels),
    /** Verdict if the metric could not be measured. */
    unmeasured: z.enum(levels),
    /** As written in the configuration, e.g. `1% and 64 kB`. */
    text,
    source: z.enum(['config', 'default']),
    /** Where its key is in the configuration; absent for a default. */
    place: optional(placeSchema),
  })
  .readonly()
export type Budget = z.infer<typeof budgetSchema>
