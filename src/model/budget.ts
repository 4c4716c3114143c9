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
/** Where something is written. */
export type Place = z.infer<typeof placeSchema>

export const budgetSchema = z
  .object({
    metric: text,
    /** Absent: for every mode without its own budget. */
    mode: optional(text),
    max: optional(magnitude),
    /** Broken when every part that is given is exceeded. */
    increase: optional(increaseSchema),
    /** How much head may be over head of the reference mode: broken as an increase is. */
    overReference: optional(increaseSchema.unwrap().extend({ mode: text }).readonly()),
    level: z.enum(levels),
    /** What a metric that could not be measured does to this budget. */
    unmeasured: z.enum(levels),
    /** As written in the configuration, e.g. `1% and 64 kB`. */
    text,
    /** Whether it came from the configuration or is a default. */
    source: z.enum(['config', 'default']),
    /** Of its key in the configuration; absent for a default. */
    place: optional(placeSchema),
  })
  .readonly()
export type Budget = z.infer<typeof budgetSchema>
