/** Why something is in a program: what the linker followed to it. */
import * as z from 'zod'
import { magnitude, readonlyObject, text } from './schema.ts'

/** A function or a variable. Import path and name, such as `encoding/json` and `(*Decoder).Decode`. */
const linkStep = readonlyObject({ package: text, name: text })
export type LinkStep = z.infer<typeof linkStep>

/**
 * From `main.main`, or from the initialization of a package where that comes first, to what is linked; at most 24 steps, and a
 * step without a package where more are left out.
 */
export const linkChainSchema = z.array(linkStep).readonly()
export type LinkChain = z.infer<typeof linkChainSchema>

const linkedModule = readonlyObject({
  name: text,
  version: text,
  /** The shortest to any of its functions or variables; empty where it has none in the program. */
  chain: linkChainSchema,
  /** Import paths from the main package to one of its packages, each imported by the one before; empty where that is not known. */
  imports: z.array(text).readonly(),
})

/** Modules that are in the program of head and not in that of base. */
export const linkedModulesSchema = readonlyObject({
  mode: text,
  platform: text,
  modules: z.array(linkedModule).readonly(),
  /** Modules that are not listed. */
  more: magnitude,
})
export type LinkedModules = z.infer<typeof linkedModulesSchema>
