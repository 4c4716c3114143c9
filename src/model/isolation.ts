/** How the embedded engine isolates an app from the machine. */
import * as z from 'zod'
import type { Isolation } from '../effects/engine.ts'
import { readonlyObject, text } from './schema.ts'

const form = {
  /** `namespaces`: own namespaces and its image's files; `chroot`: only its image's files; `none`: started outside its image. */
  kind: z.enum(['namespaces', 'chroot', 'none']),
  namespaces: z.array(z.enum(['user', 'mount', 'pid', 'network'])).readonly(),
  /** Whose privileges were used to set it up. */
  by: z.enum(['user', 'root', 'sudo']),
}

export const isolationSchema = readonlyObject({
  ...form,
  /** Stronger forms that were tried before, with the system's error. */
  refused: z.array(readonlyObject({ ...form, because: text })).readonly(),
}) satisfies z.ZodType<Isolation>
