/** Why a metric of head differs from base, as data. The wording is in report/causes.ts. */
import * as z from 'zod'
import { programParts } from './program-part.ts'
import { amount, optional, readonlyObject, text } from './schema.ts'

const added = readonlyObject({ type: z.literal('added') })
const removed = readonlyObject({ type: z.literal('removed') })
/** Both sides have it, and it differs. */
const modified = readonlyObject({ type: z.literal('modified') })
const changed = readonlyObject({ type: z.literal('changed'), from: text, to: text })
const presence = z.discriminatedUnion('type', [added, removed, modified])
/** null if it does not exist or is not set on that side. */
const values = { from: text.nullable(), to: text.nullable() }

const toolchain = {
  kind: z.literal('toolchain'),
  name: text,
  /** Versions such as `go1.24.4`. */
  change: readonlyObject({ type: z.literal('changed'), ...values }),
}

const module = {
  kind: z.literal('module'),
  name: text,
  /** go.mod requires it directly, without `// indirect`. */
  direct: optional(z.literal(true)),
  /** The directly required module whose change added, removed or changed this one. */
  through: optional(text),
  /** `linked`: the version is the same, but more or less of it is linked. */
  change: z.discriminatedUnion('type', [
    readonlyObject({ type: z.literal('added'), version: text }),
    readonlyObject({ type: z.literal('removed'), version: text }),
    changed,
    readonlyObject({ type: z.literal('linked') }),
  ]),
}

/** A package of the main module, without its embedded files. */
const ownPackage = { kind: z.literal('package'), name: text, change: presence }

const embeddedFile = {
  kind: z.literal('embedded-file'),
  /** Relative to the directory of its package. */
  name: text,
  /** Import path. */
  package: text,
  change: presence,
}

/** More or less of the standard library is linked. */
const standardLibrary = { kind: z.literal('standard-library'), name: text, change: modified }

/** Code that is not Go, in a program that the system's linker linked. */
const c = { kind: z.literal('c'), name: text, change: modified }

/** Tables that the linker can strip; `added` means that they were stripped at base. */
const symbols = {
  kind: z.literal('symbols'),
  name: z.enum(['symbols', 'debug-information', 'symbols-and-debug-information']),
  change: z.discriminatedUnion('type', [added, removed]),
}

/** A setting in Go's build information, such as `-race`; an empty value means that it is not set. */
const buildSetting = { kind: z.literal('build-setting'), name: text, change: changed }

/** Several changes of toolchain and build settings, whose bytes cannot be separated. */
const build = {
  kind: z.literal('build'),
  name: text,
  change: readonlyObject({
    type: z.literal('several'),
    changes: z.array(readonlyObject({ name: text, ...values })).readonly(),
  }),
}

/**
 * Uncalled methods and what only they call. `kept`: the linker removed them at base but not at head; `left-out`: the reverse.
 * `name`: the function that looks up methods by name, or `plugin`.
 */
const deadCode = {
  kind: z.literal('dead-code'),
  name: text,
  change: z.discriminatedUnion('type', [
    readonlyObject({ type: z.literal('kept') }),
    readonlyObject({ type: z.literal('left-out') }),
  ]),
}

/** Bytes that belong to no package, or to several. */
const part = { kind: z.literal('part'), name: z.enum(programParts), change: modified }

/** `modified`: the same name with another digest. */
const baseImage = {
  kind: z.literal('base-image'),
  name: text,
  change: z.discriminatedUnion('type', [changed, modified]),
}

const file = {
  kind: z.literal('file'),
  name: text,
  change: presence,
  /** The file is the program, so its causes are those of `binary-size`. */
  program: optional(z.literal(true)),
  /** A lower layer already contains the program. */
  copy: optional(z.literal(true)),
}

/** Initialization of a package. `timing` has its allocations and bytes only if these clearly differ too. */
const init = {
  kind: z.literal('init'),
  name: text,
  /** The package's module; absent for the main module and the standard library. */
  module: optional(text),
  change: z.discriminatedUnion('type', [
    added,
    removed,
    modified,
    readonlyObject({
      type: z.literal('timing'),
      allocs: optional(amount),
      bytes: optional(amount),
    }),
  ]),
}

/** A phase of the start: `listen` until the app listens, `response` from the first connection to the first response. */
const phase = { kind: z.literal('phase'), name: z.enum(['listen', 'response']), change: modified }

const common = {
  metric: text,
  mode: text,
  /** Absent in a report about one platform. */
  platform: optional(text),
  /** Contribution to the metric's change, in the metric's unit; null if it is unknown. */
  delta: amount.nullable(),
  share: amount.nullable(),
}

export const causeSchema = z.discriminatedUnion('kind', [
  readonlyObject({ ...common, ...module }),
  readonlyObject({ ...common, ...ownPackage }),
  readonlyObject({ ...common, ...embeddedFile }),
  readonlyObject({ ...common, ...standardLibrary }),
  readonlyObject({ ...common, ...c }),
  readonlyObject({ ...common, ...toolchain }),
  readonlyObject({ ...common, ...buildSetting }),
  readonlyObject({ ...common, ...build }),
  readonlyObject({ ...common, ...symbols }),
  readonlyObject({ ...common, ...deadCode }),
  readonlyObject({ ...common, ...part }),
  readonlyObject({ ...common, ...baseImage }),
  readonlyObject({ ...common, ...file }),
  readonlyObject({ ...common, ...init }),
  readonlyObject({ ...common, ...phase }),
])

export type Cause = z.infer<typeof causeSchema>

/** In bytes; `share` is null if the sizes are equal. */
const bytes = { delta: amount, share: amount.nullable() }

/** A cause of a change in a program's size. Each changed byte belongs to exactly one cause. */
export const programCauseSchema = z.discriminatedUnion('kind', [
  readonlyObject({ ...module, ...bytes }),
  readonlyObject({ ...ownPackage, ...bytes }),
  readonlyObject({ ...embeddedFile, ...bytes }),
  readonlyObject({ ...standardLibrary, ...bytes }),
  readonlyObject({ ...c, ...bytes }),
  readonlyObject({ ...toolchain, ...bytes }),
  readonlyObject({ ...buildSetting, ...bytes }),
  readonlyObject({ ...build, ...bytes }),
  readonlyObject({ ...symbols, ...bytes }),
  readonlyObject({ ...deadCode, ...bytes }),
  readonlyObject({ ...part, ...bytes }),
])

export type ProgramCause = z.infer<typeof programCauseSchema>

export const causeKinds = [
  'module',
  'package',
  'embedded-file',
  'standard-library',
  'c',
  'toolchain',
  'build-setting',
  'build',
  'symbols',
  'dead-code',
  'part',
  'base-image',
  'file',
  'init',
  'phase',
] as const satisfies readonly Cause['kind'][]
export type CauseKind = Cause['kind']

type Explained = Pick<Cause, 'kind' | 'name' | 'delta'>

/**
 * Whether slower package initialization explains most of the `listen` phase, which includes it.
 *
 * @param causes of one metric of one mode
 */
export function isExplainedPhase({ kind, name, delta }: Explained, causes: readonly Explained[]): boolean {
  if (kind !== 'phase' || name !== 'listen' || delta === null) return false
  const started = causes.reduce((sum, one) => (one.kind === 'init' ? sum + (one.delta ?? 0) : sum), 0)
  return started / delta >= 0.5
}

/** Keeps the order, except that a phase moves behind the packages that explain it. */
export function specificFirst<T>(sorted: readonly T[], causeOf: (one: T) => Explained): readonly T[] {
  const causes = sorted.map(causeOf)
  const isExplained = (one: T) => isExplainedPhase(causeOf(one), causes)
  const last = causes.findLastIndex(({ kind }) => kind === 'init')
  const [upTo, after] = [sorted.slice(0, last + 1), sorted.slice(last + 1)]
  return [...upTo.filter((one) => !isExplained(one)), ...upTo.filter(isExplained), ...after]
}
