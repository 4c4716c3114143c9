/** Where the bytes of a program come from, and what changed them, as data: report/ has the words. */
import * as z from 'zod'
import { amount, magnitude, optional, readonlyObject, text } from './schema.ts'

/** What bytes of a program are for. The order is that in which equal ones are listed. */
export const programParts = [
  'code',
  'line-tables',
  'types',
  'interface-tables',
  'strings',
  'data',
  'embedded-files',
  'padding',
  'debug-information',
  'symbol-table',
  'headers',
  'build-information',
  'dynamic-linking',
  'unknown',
] as const
export type ProgramPart = (typeof programParts)[number]
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
  /** Functions, variables and embedded files, the largest first. What they have in common is in `parts` alone. */
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

const share = { delta: amount, share: amount.nullable() }
/** null: not there, or not set. */
const values = { from: text.nullable(), to: text.nullable() }

/**
 * Each byte of the change is in one cause. `linked`: the same version, of which more or less is linked.
 * `build`: what changes how everything is compiled, together.
 */
const programCause = z.discriminatedUnion('kind', [
  readonlyObject({
    kind: z.literal('module'),
    name: text,
    change: z.enum(['added', 'removed', 'changed', 'linked']),
    ...values,
    ...share,
  }),
  readonlyObject({
    kind: z.literal('package'),
    name: text,
    change: z.enum(['added', 'removed', 'changed']),
    ...share,
  }),
  readonlyObject({ kind: z.literal('embedded-file'), name: text, package: text, ...share }),
  readonlyObject({ kind: z.literal('standard-library'), name: text, ...share }),
  readonlyObject({ kind: z.literal('c'), name: text, ...share }),
  readonlyObject({
    kind: z.literal('build'),
    name: text,
    changes: z.array(readonlyObject({ name: text, ...values })).readonly(),
    ...share,
  }),
  readonlyObject({
    kind: z.literal('symbols'),
    name: z.enum(['symbols', 'debug-information', 'symbols-and-debug-information']),
    change: z.enum(['added', 'removed']),
    ...share,
  }),
  readonlyObject({ kind: z.literal('part'), name: part, ...share }),
])
export type ProgramCause = z.infer<typeof programCause>

export const programDifferenceSchema = readonlyObject({
  ...pair,
  /** The largest first. Their bytes are `delta`. */
  causes: z.array(programCause).readonly(),
  /** Facts of the build that differ, whether they changed the size or not. */
  build: z.array(readonlyObject({ name: text, ...values })).readonly(),
  /** Those that changed, the largest change first. */
  modules: z.array(moduleDifference).readonly(),
  parts: bytesByPart,
})
export type ProgramDifference = z.infer<typeof programDifferenceSchema>
export type ModuleDifference = ProgramDifference['modules'][number]
export type PackageDifference = ModuleDifference['packages'][number]
