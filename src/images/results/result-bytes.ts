/** The format of a kept result: a line with its key and the digest of the rest, and then the result as JSON. */

import type * as z from 'zod'
import { sha256Of } from '../../common/digest.ts'
import { jsonOrUndefined } from '../../common/json.ts'

/** Offset of the JSON. */
const contentAt = (key: string) => headerOf(key, '0'.repeat(64)).length + 1

/** @param key digest of everything that the result depends on */
export async function resultBytes(key: string, value: unknown): Promise<Uint8Array> {
  const content = JSON.stringify(value)
  const start = contentAt(key)
  // results are large, so their bytes are not copied
  const bytes = Buffer.alloc(start + Buffer.byteLength(content))
  bytes.write(content, start)
  bytes.write(`${headerOf(key, await sha256Of(bytes.subarray(start)))}\n`)
  return bytes
}

/** undefined for anything but the bytes of a result with this key. */
export async function resultIn<T>(
  bytes: Uint8Array,
  { key, schema }: { readonly key: string; readonly schema: z.ZodType<T> },
): Promise<T | undefined> {
  const start = contentAt(key)
  const content = bytes.slice(start)
  const header = `${headerOf(key, await sha256Of(content))}\n`
  const decoder = new TextDecoder()
  if (decoder.decode(bytes.subarray(0, start)) !== header) return undefined
  return schema.safeParse(jsonOrUndefined(decoder.decode(content))).data
}

const headerOf = (key: string, sha256: string) => JSON.stringify({ key, sha256 })
