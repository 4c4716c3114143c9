/** Kinds of values that more than one part of the configuration has. */
import * as z from 'zod'

/** Words of one text, or a list of them. */
export const list = z
  .union([z.string(), z.array(z.string())])
  .transform((given) =>
    typeof given === 'string' ? given.split(/[\s,]+/).filter((part) => part !== '') : given,
  )

const variableName = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'the name of a variable is made of letters, digits and `_`')

/** Variables; their values become texts. */
export const environment = z
  .record(variableName, z.union([z.string(), z.number(), z.boolean()]))
  .transform((given) =>
    Object.fromEntries(Object.entries(given).map(([name, value]) => [name, String(value)])),
  )
