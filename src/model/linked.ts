/** Why something is in a program: what the linker followed to it. */
import * as z from 'zod'
import { readonlyObject, text } from './schema.ts'

/** A function or a variable. Import path and name, such as `encoding/json` and `(*Decoder).Decode`. */
const linkStep = readonlyObject({ package: text, name: text })
export type LinkStep = z.infer<typeof linkStep>

/**
 * From `main.main`, or from the initialization of a package where that comes first, to what is linked; at most 24 steps, and a
 * step without a package where more are left out.
 */
export const linkChainSchema = z.array(linkStep).readonly()
export type LinkChain = z.infer<typeof linkChainSchema>
