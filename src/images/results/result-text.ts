/** A kept result as text: a line with its key and the digest of the rest, which is the result as JSON. */
import type * as z from 'zod'
import { sha256Of } from '../../common/digest.ts'

/** @param key digest of everything that the result depends on */
export async function resultText(key: string, value: unknown): Promise<string> {
  const content = JSON.stringify(value)
  return `${await headerOf(key, content)}\n${content}`
}

/** undefined for anything but the text of a result with this key. */
export async function resultIn<T>(
  text: string,
  { key, schema }: { readonly key: string; readonly schema: z.ZodType<T> },
): Promise<T | undefined> {
  const end = text.indexOf('\n')
  if (end < 0) return undefined
  const content = text.slice(end + 1)
  if (text.slice(0, end) !== (await headerOf(key, content))) return undefined
  try {
    return schema.safeParse(JSON.parse(content)).data
  } catch {
    // no JSON
    return undefined
  }
}

async function headerOf(key: string, content: string): Promise<string> {
  return JSON.stringify({ key, sha256: await sha256Of(content) })
}
