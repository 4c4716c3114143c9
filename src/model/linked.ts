/** Why something is in a program: the references that the linker followed to it. */
import * as z from 'zod'
import { magnitude, readonlyObject, text } from './schema.ts'

/** A function or variable: import path and name, such as `encoding/json` and `(*Decoder).Decode`. */
const linkStep = readonlyObject({ package: text, name: text })
export type LinkStep = z.infer<typeof linkStep>

/**
 * The references from `main.main`, or from a package initializer if that comes first, to the linked symbol. A chain has at
 * most 24 steps; one without a package replaces those that are omitted.
 */
export const linkChainSchema = z.array(linkStep).readonly()
export type LinkChain = z.infer<typeof linkChainSchema>

const linkedModule = readonlyObject({
  name: text,
  version: text,
  /** The shortest chain to any of its functions or variables; empty if the program has none of them. */
  chain: linkChainSchema,
  /** Import paths from the main package to one of its packages, each imported by the previous one; empty if unknown. */
  imports: z.array(text).readonly(),
})

/** Modules that are in head's program but not in base's. */
export const linkedModulesSchema = readonlyObject({
  mode: text,
  platform: text,
  modules: z.array(linkedModule).readonly(),
  /** Number of modules that are not listed. */
  more: magnitude,
})
export type LinkedModules = z.infer<typeof linkedModulesSchema>
