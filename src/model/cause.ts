import * as z from 'zod'
import { text } from './schema.ts'

export const causeSchema = z
  .object({
    metric: text,
    mode: text,
    kind: text,
    name: text,
    /** Share of the metric's change, where it can be told. */
    delta: z.number().nullable(),
    share: z.number().nullable(),
    /** e.g. `new`, `removed`, `v1.2.0 → v1.3.0`. */
    change: text,
  })
  .readonly()

export type Cause = z.infer<typeof causeSchema>
