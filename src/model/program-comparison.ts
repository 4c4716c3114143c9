/** What the report has of the programs of one mode: bytes of base and head side by side. */
import * as z from 'zod'
import { itemKinds, moduleKinds } from './attribution.ts'
import { programCauseSchema } from './cause.ts'
import { programParts } from './program-part.ts'
import { magnitude, optional, readonlyObject, text } from './schema.ts'

/** Bytes; 0 where it is not there. */
const sizes = { base: magnitude, head: magnitude }

/** Those that are not listed, together. */
const others = optional(readonlyObject({ count: magnitude, ...sizes }))

const parts = z.partialRecord(z.enum(programParts), readonlyObject(sizes)).readonly()

const item = readonlyObject({ kind: z.enum(itemKinds), name: text, ...sizes })

const comparedPackage = readonlyObject({
  /** Import path. */
  name: text,
  ...sizes,
  parts,
  /** Functions, variables and embedded files that are large or changed much; the rest of the package is only in `parts`. */
  items: z.array(item).readonly(),
})

const comparedModule = readonlyObject({
  kind: z.enum(moduleKinds),
  name: text,
  /** null where the module is not in that program, or has none. */
  version: readonlyObject({ base: text.nullable(), head: text.nullable() }),
  ...sizes,
  /** Packages that are large or changed much. */
  packages: z.array(comparedPackage).readonly(),
  others,
})

/** Every byte is in one module or one of `parts`, and every byte of the change in one cause. */
const comparedBytes = {
  /** Size of the file; null where there is no base to compare with. */
  base: magnitude.nullable(),
  head: magnitude,
  /** Where functions have no names: why. Then no package is known. */
  problem: optional(text),
  /** Whether variables have the names of symbols. */
  symbols: z.boolean(),
  /** The largest first. */
  causes: z.array(programCauseSchema).readonly(),
  /** The largest first. */
  modules: z.array(comparedModule).readonly(),
  /** What belongs to no package, or to several. */
  parts,
}

/** Without what the report knows the programs by. */
export const comparedBytesSchema = readonlyObject(comparedBytes)
export type ComparedBytes = z.infer<typeof comparedBytesSchema>

export const programComparisonSchema = readonlyObject({ mode: text, platform: text, ...comparedBytes })
export type ProgramComparison = z.infer<typeof programComparisonSchema>
export type ComparedModule = ProgramComparison['modules'][number]
export type ComparedPackage = ComparedModule['packages'][number]
