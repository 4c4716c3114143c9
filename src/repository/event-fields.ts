/** Common fields of events, and their validation. */
import * as z from 'zod'
import { fail, type Result, succeed } from '../common/result.ts'

export const textField = z.string().min(1)
/** SHAs become arguments of git commands, so only hexadecimal digits are allowed. */
export const shaField = z.string().regex(/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/)
export const repositoryField = z.looseObject({ full_name: textField })

/** The event, if it matches the schema for its name; otherwise a problem with the first wrong field. */
export function checkedEvent<T>(schema: z.ZodType<T>, eventName: string, event: unknown): Result<T> {
  const result = schema.safeParse(event)
  if (result.success) return succeed(result.data)
  const path = result.error.issues[0]?.path.join('.') ?? ''
  const where = path === '' ? 'it is not an object' : `\`${path}\` is missing or not usable`
  return fail(
    `The event file (GITHUB_EVENT_PATH) does not describe a \`${eventName}\` event: ${where}: run linkgate in a workflow that this event started, and do not change the file`,
  )
}
