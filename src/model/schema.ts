/** Parts of the report's schema that stand in many places. */
import * as z from 'zod'

export const text = z.string()
export const optional = <T extends z.ZodType>(schema: T) => z.exactOptional(schema)
/** Counted from 1. */
export const line = z.int().positive()
export const readonlyObject = <Shape extends z.core.$ZodLooseShape>(shape: Shape) =>
  z.object(shape).readonly()
