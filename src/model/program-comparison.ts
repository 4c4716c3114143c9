/** What the report contains about the programs of one mode: bytes of base and head side by side. */
import * as z from 'zod'
import { itemKinds, moduleKinds } from './attribution.ts'
import { programCauseSchema } from './cause.ts'
import { programParts } from './program-part.ts'
import { magnitude, optional, readonlyObject, text } from './schema.ts'

/** In bytes; 0 on a side that does not have it. */
const sizes = { base: magnitude, head: magnitude }

/** The total of everything that is not listed. */
const others = optional(readonlyObject({ count: magnitude, ...sizes }))

const parts = z.partialRecord(z.enum(programParts), readonlyObject(sizes)).readonly()

const item = readonlyObject({ kind: z.enum(itemKinds), name: text, ...sizes })

const comparedPackage = readonlyObject({
  /** Import path. */
  name: text,
  ...sizes,
  parts,
  /** Functions, variables and embedded files that are large or changed a lot; the rest of the package is only in `parts`. */
  items: z.array(item).readonly(),
})

const comparedModule = readonlyObject({
  kind: z.enum(moduleKinds),
  name: text,
  /** null on a side where the module is not in the program or has no version. */
  version: readonlyObject({ base: text.nullable(), head: text.nullable() }),
  ...sizes,
  /** Packages that are large or changed a lot. */
  packages: z.array(comparedPackage).readonly(),
  others,
})

/** Every byte is in exactly one module or one of `parts`, and every changed byte is in exactly one cause. */
const comparedBytes = {
  /** Size of the file; null without a base to compare with. */
  base: magnitude.nullable(),
  head: magnitude,
  /** Why functions have no names; if it is set, no package is known. */
  problem: optional(text),
  /** Whether a symbol table gives the names of variables. */
  symbols: z.boolean(),
  /** The largest first. */
  causes: z.array(programCauseSchema).readonly(),
  /** The largest first. */
  modules: z.array(comparedModule).readonly(),
  /** Bytes that belong to no package, or to several. */
  parts,
}

/** Without mode and platform. */
export const comparedBytesSchema = readonlyObject(comparedBytes)
export type ComparedBytes = z.infer<typeof comparedBytesSchema>

export const programComparisonSchema = readonlyObject({ mode: text, platform: text, ...comparedBytes })
export type ProgramComparison = z.infer<typeof programComparisonSchema>
export type ComparedModule = ProgramComparison['modules'][number]
export type ComparedPackage = ComparedModule['packages'][number]
