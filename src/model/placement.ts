import * as z from 'zod'
import { magnitude, readonlyObject, text } from './schema.ts'

/**
 * Which file of a program is started: `random`, one of so many copies, drawn for every start; or `fixed`, always the same.
 *
 * - `few-rounds`: the app starts so slowly that there is no time for many rounds.
 * - `too-large`: the copies would take too much of the disk.
 * - `refused`: the copies could not be made in its container; `detail` has the words of the system.
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
