import { fail, type Result, succeed } from './result.ts'

/** The value of a JSON text. The problem is a clause about the text. */
export function parseJson(text: string): Result<unknown> {
  try {
    return succeed(JSON.parse(text))
  } catch {
    return fail('it is not JSON')
  }
}

/** The value of a JSON text; undefined if it is not JSON. No JSON text has this value. */
export function jsonOrUndefined(text: string): unknown {
  const parsed = parseJson(text)
  return parsed.ok ? parsed.value : undefined
}
