import * as z from 'zod'
import { optional, text } from './schema.ts'

const unit = z.enum(['B', 'ms', 'count'])

export const measuredSchema = z
  .object({
    /** The number itself, or the median of `samples`. */
    value: z.number(),
    unit,
    /** Confidence interval of `value`, for metrics that repeat with noise. */
    low: optional(z.number()),
    high: optional(z.number()),
    samples: optional(z.array(z.number()).readonly()),
  })
  .readonly()

export type Measured = z.infer<typeof measuredSchema>

export const unmeasuredSchema = z.object({ unmeasured: text }).readonly()

export type Unmeasured = z.infer<typeof unmeasuredSchema>

export type Measurement = Measured | Unmeasured

export function isMeasured(measurement: Measurement | undefined): measurement is Measured {
  return measurement !== undefined && 'value' in measurement
}
