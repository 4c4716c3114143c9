/** Parts that several schemas of the report share. */
import * as z from 'zod'

export const text = z.string()
export const optional = <T extends z.ZodType>(schema: T) => z.exactOptional(schema)
/** A million gigabytes, thirty thousand years: more than anything has, and few enough for exact sums and differences. */
const largest = 1e15
/** A size, a time or a count. */
export const magnitude = z.number().min(0).max(largest)
/** A difference, a share or a bound. */
export const amount = z.number().min(-largest).max(largest)
/** Counted from 1. */
export const line = z.int().positive()
export const readonlyObject = <Shape extends z.core.$ZodLooseShape>(shape: Shape) =>
  z.object(shape).readonly()
