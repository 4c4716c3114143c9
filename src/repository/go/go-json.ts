import type * as z from 'zod'
import { fail, type Result, succeed } from '../../common/result.ts'

/** Parses the JSON output of a Go command. The problem names the command and the first value that does not match the schema. */
export function readGoJson<T>(schema: z.ZodType<T>, text: string, command: string): Result<T> {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return fail(`\`${command}\` printed something other than JSON`)
  }
  const read = schema.safeParse(json)
  if (read.success) return succeed(read.data)
  const [issue] = read.error.issues
  const place =
    issue === undefined || issue.path.length === 0 ? '' : ` at ${issue.path.map(String).join('.')}`
  return fail(`\`${command}\` printed unknown JSON${place}: ${issue?.message}`)
}
