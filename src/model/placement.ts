import * as z from 'zod'
import { magnitude, readonlyObject, text } from './schema.ts'

/**
 * Which file of a program is started: with `random`, one of `copies` copies, drawn for every start; with `fixed`, always
 * the same file.
 *
 * - `few-rounds`: the app starts too slowly for many rounds.
 * - `too-large`: the copies would need too much disk space.
 * - `refused`: the copies could not be made in the container; `detail` is the system's error.
 */
export const placementSchema = z
  .discriminatedUnion('kind', [
    readonlyObject({ kind: z.literal('random'), copies: magnitude }),
    readonlyObject({
      kind: z.literal('fixed'),
      because: z.enum(['few-rounds', 'too-large', 'refused']),
      detail: text.optional(),
    }),
  ])
  .meta({ id: 'placement' })
export type Placement = z.infer<typeof placementSchema>
