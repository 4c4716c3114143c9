/** Where the bytes of a program come from and why they changed, as data. The wording is in report/. */
import * as z from 'zod'
import { programCauseSchema } from './cause.ts'
import { programParts } from './program-part.ts'
import { amount, magnitude, optional, readonlyObject, text } from './schema.ts'

const part = z.enum(programParts)

/** Bytes by purpose; parts without bytes are omitted. */
const bytesByPart = z.partialRecord(part, amount).readonly()

export const itemKinds = ['function', 'data', 'embedded-file'] as const
export type ItemKind = (typeof itemKinds)[number]

/**
 * `c`: code that is not Go, in a program that the system's linker linked. `unlisted`: packages whose module is not in the
 * build information, for example because the program has none.
 */
export const moduleKinds = ['main', 'dependency', 'standard-library', 'c', 'unlisted'] as const
export type ModuleKind = (typeof moduleKinds)[number]

const item = readonlyObject({
  kind: z.enum(itemKinds),
  name: text,
  /** The size of a function includes its line tables. */
  size: magnitude,
})

const programPackage = readonlyObject({
  /** Import path. */
  name: text,
  size: magnitude,
  parts: bytesByPart,
  /** Functions, variables and embedded files, the largest first. Bytes that they share are only in `parts`. */
  items: z.array(item).readonly(),
})

const programModule = readonlyObject({
  kind: z.enum(moduleKinds),
  name: text,
  version: optional(text),
  size: magnitude,
  packages: z.array(programPackage).readonly(),
})

/** Every byte is in exactly one module or one of `parts`, so the sum of all is `size`. */
export const programAttributionSchema = readonlyObject({
  size: magnitude,
  /** Version such as `go1.26.1`. */
  toolchain: optional(text),
  /** Why functions have no names; if it is set, no package is known. */
  problem: optional(text),
  /** Whether a symbol table gives the names of variables: the program's own, or that of another program with the same code. */
  symbols: z.boolean(),
  modules: z.array(programModule).readonly(),
  /** Bytes that belong to no package, or to several. */
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
  /** Changed items, the largest change first. */
  items: z.array(readonlyObject({ kind: z.enum(itemKinds), name: text, ...pair })).readonly(),
})

const version = text.nullable()

const moduleDifference = readonlyObject({
  kind: z.enum(moduleKinds),
  name: text,
  ...pair,
  /** null on a side where the module is not in the program or has no version. */
  version: readonlyObject({ base: version, head: version }),
  packages: z.array(packageDifference).readonly(),
})

/** null if it does not exist or is not set on that side. */
const values = { from: text.nullable(), to: text.nullable() }

export const programDifferenceSchema = readonlyObject({
  ...pair,
  /** The largest first. The sum of their bytes is `delta`. */
  causes: z.array(programCauseSchema).readonly(),
  /** Build facts that differ, even if they did not change the size. */
  build: z.array(readonlyObject({ name: text, ...values })).readonly(),
  /** Changed modules, the largest change first. */
  modules: z.array(moduleDifference).readonly(),
  parts: bytesByPart,
})
export type ProgramDifference = z.infer<typeof programDifferenceSchema>
export type ModuleDifference = ProgramDifference['modules'][number]
export type PackageDifference = ModuleDifference['packages'][number]
