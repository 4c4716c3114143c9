/** How the embedded engine keeps an app apart from the machine. */
import * as z from 'zod'
import type { Isolation } from '../effects/engine.ts'
import { readonlyObject, text } from './schema.ts'

const form = {
  /** `namespaces`: in separate namespaces, with the files of its image; `chroot`: only with these files; `none`: outside its image. */
  kind: z.enum(['namespaces', 'chroot', 'none']),
  namespaces: z.array(z.enum(['user', 'mount', 'pid', 'network'])).readonly(),
  /** With whose rights it was made. */
  by: z.enum(['user', 'root', 'sudo']),
}

export const isolationSchema = readonlyObject({
  ...form,
  /** Better ones that were tried before, and what the machine refused them with. */
  refused: z.array(readonlyObject({ ...form, because: text })).readonly(),
}) satisfies z.ZodType<Isolation>
