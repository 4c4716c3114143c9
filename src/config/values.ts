/** Types of values in more than one part of the configuration. */
import * as z from 'zod'

/** Words in one text, or a list of them. */
export const list = z
  .union([z.string(), z.array(z.string())])
  .transform((given) =>
    typeof given === 'string' ? given.split(/[\s,]+/).filter((part) => part !== '') : given,
  )

const variableName = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'a variable name consists of letters, digits and `_`')

/** Variables of a start: `PORT: null` keeps linkgate from setting it; only PORT may be null. */
export const startEnvironment = z
  .record(variableName, z.union([z.string(), z.number(), z.boolean(), z.null()]))
  .transform((given, context) => {
    const found: Record<string, string> = {}
    for (const [name, value] of Object.entries(given)) {
      if (value !== null) found[name] = String(value)
      else if (name !== 'PORT')
        context.addIssue({
          code: 'custom',
          path: [name],
          message: `only PORT can be \`null\`: set \`${name}\` to a value, such as '' for an empty one, or remove it`,
        })
    }
    return { variables: found, setsPort: given['PORT'] !== null }
  })

/** Variables; values become strings. */
export const environment = z
  .record(variableName, z.union([z.string(), z.number(), z.boolean()]))
  .transform((given) =>
    Object.fromEntries(Object.entries(given).map(([name, value]) => [name, String(value)])),
  )
