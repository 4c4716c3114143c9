/** Building blocks of the report's schemas. */
import * as z from 'zod'

export const text = z.string()
export const optional = <T extends z.ZodType>(schema: T) => z.exactOptional(schema)
/** 10^15 bytes are a petabyte, 10^15 ms about 30,000 years: larger than any real value, and small enough for exact sums. */
const largest = 1e15
/** A size, a time or a count. */
export const magnitude = z.number().min(0).max(largest)
/** A difference, a share or a bound. */
export const amount = z.number().min(-largest).max(largest)
/** Counted from 1. */
export const line = z.int().positive()
export const readonlyObject = <Shape extends z.core.$ZodLooseShape>(shape: Shape) =>
  z.object(shape).readonly()
