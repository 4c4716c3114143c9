/** Where the bytes of a program come from, and what changed them, as data: report/ has the words. */
import * as z from 'zod'
import { programCauseSchema } from './cause.ts'
import { programParts } from './program-part.ts'
import { amount, magnitude, optional, readonlyObject, text } from './schema.ts'

const part = z.enum(programParts)

/** Bytes by what they are for; those that are 0 are left out. */
const bytesByPart = z.partialRecord(part, amount).readonly()

export const itemKinds = ['function', 'data', 'embedded-file'] as const
export type ItemKind = (typeof itemKinds)[number]

/**
 * `c`: what is not Go, in a program that the system's linker made. `unlisted`: packages of no module that the build
 * information lists, or of a program that has none.
 */
export const moduleKinds = ['main', 'dependency', 'standard-library', 'c', 'unlisted'] as const
export type ModuleKind = (typeof moduleKinds)[number]

const item = readonlyObject({
  kind: z.enum(itemKinds),
  name: text,
  /** Of a function with its line tables. */
  size: magnitude,
})

const programPackage = readonlyObject({
  /** Import path. */
  name: text,
  size: magnitude,
  parts: bytesByPart,
  /** Functions, variables and embedded files, the largest first. What they share is only in `parts`. */
  items: z.array(item).readonly(),
})

const programModule = readonlyObject({
  kind: z.enum(moduleKinds),
  name: text,
  version: optional(text),
  size: magnitude,
  packages: z.array(programPackage).readonly(),
})

/** Every byte is in one module or one of `parts`: together they are `size`. */
export const programAttributionSchema = readonlyObject({
  size: magnitude,
  /** Such as `go1.26.1`. */
  toolchain: optional(text),
  /** Where functions have no names: why. Then no package is known. */
  problem: optional(text),
  /** Whether variables have the names of symbols, of this program or of another one with the same code. */
  symbols: z.boolean(),
  modules: z.array(programModule).readonly(),
  /** What belongs to no package, or to several. */
  parts: bytesByPart,
})
export type ProgramAttribution = z.infer<typeof programAttributionSchema>
export type ModuleBytes = ProgramAttribution['modules'][number]
export type PackageAttribution = ModuleBytes['packages'][number]

const pair = { base: magnitude, head: magnitude, delta: amount }

const packageDifference = readonlyObject({
  name: text,
  ...pair,
  parts: bytesByPart,
  /** Those that changed, the largest change first. */
  items: z.array(readonlyObject({ kind: z.enum(itemKinds), name: text, ...pair })).readonly(),
})

const version = text.nullable()

const moduleDifference = readonlyObject({
  kind: z.enum(moduleKinds),
  name: text,
  ...pair,
  /** null where the module is not in that program, or has none. */
  version: readonlyObject({ base: version, head: version }),
  packages: z.array(packageDifference).readonly(),
})

/** null: not there, or not set. */
const values = { from: text.nullable(), to: text.nullable() }

export const programDifferenceSchema = readonlyObject({
  ...pair,
  /** The largest first. Their bytes are `delta`. */
  causes: z.array(programCauseSchema).readonly(),
  /** Facts of the build that differ, whether they changed the size or not. */
  build: z.array(readonlyObject({ name: text, ...values })).readonly(),
  /** Those that changed, the largest change first. */
  modules: z.array(moduleDifference).readonly(),
  parts: bytesByPart,
})
export type ProgramDifference = z.infer<typeof programDifferenceSchema>
export type ModuleDifference = ProgramDifference['modules'][number]
export type PackageDifference = ModuleDifference['packages'][number]
