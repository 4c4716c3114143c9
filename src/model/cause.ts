/** What made a metric of head differ from base, as data: report/causes.ts has its words. */
import * as z from 'zod'
import { programParts } from './program-part.ts'
import { amount, optional, readonlyObject, text } from './schema.ts'

const added = readonlyObject({ type: z.literal('added') })
const removed = readonlyObject({ type: z.literal('removed') })
/** It is there on both sides and not the same. */
const modified = readonlyObject({ type: z.literal('modified') })
const changed = readonlyObject({ type: z.literal('changed'), from: text, to: text })
const presence = z.discriminatedUnion('type', [added, removed, modified])
/** null: not there, not set, or the program does not have it. */
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
  /** go.mod requires it itself, and not for another module. */
  direct: optional(z.literal(true)),
  /** The module that go.mod requires itself with which this one came, went or changed. */
  through: optional(text),
  /** `linked`: the same version, of which more or less is linked. */
  change: z.discriminatedUnion('type', [
    readonlyObject({ type: z.literal('added'), version: text }),
    readonlyObject({ type: z.literal('removed'), version: text }),
    changed,
    readonlyObject({ type: z.literal('linked') }),
  ]),
}

/** Of the main module, without its embedded files. */
const ownPackage = { kind: z.literal('package'), name: text, change: presence }

const embeddedFile = {
  kind: z.literal('embedded-file'),
  /** Relative to the directory of its package. */
  name: text,
  /** Import path. */
  package: text,
  change: presence,
}

/** More or less of it is linked. */
const standardLibrary = { kind: z.literal('standard-library'), name: text, change: modified }

/** What is not Go, in a program that the system's linker made. */
const c = { kind: z.literal('c'), name: text, change: modified }

/** Parts of the program that its linker can leave out; what is `added` was stripped before. */
const symbols = {
  kind: z.literal('symbols'),
  name: z.enum(['symbols', 'debug-information', 'symbols-and-debug-information']),
  change: z.discriminatedUnion('type', [added, removed]),
}

/** How the program is compiled: `name` is as Go's build information has it, such as `-race`; empty where it is not set. */
const buildSetting = { kind: z.literal('build-setting'), name: text, change: changed }

/** Several of toolchain and build settings, whose bytes cannot be separated. */
const build = {
  kind: z.literal('build'),
  name: text,
  change: readonlyObject({
    type: z.literal('several'),
    changes: z.array(readonlyObject({ name: text, ...values })).readonly(),
  }),
}

/**
 * Methods that nothing calls, and what they call. `kept`: the linker left them out at base; `left-out`: it keeps them at base.
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

/** Bytes of no package, or of several. */
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
  /** It is the program, whose causes are those of `binary-size`. */
  program: optional(z.literal(true)),
  /** A layer below has the program already. */
  copy: optional(z.literal(true)),
}

/** The initialisation of a package. `timing`: with its allocations and bytes where they clearly differ as well. */
const init = {
  kind: z.literal('init'),
  name: text,
  /** The module that the package is of; absent for the main module and the standard library. */
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

/** A part of the start: until the app listens, and from its first connection to its first response. */
const phase = { kind: z.literal('phase'), name: z.enum(['listen', 'response']), change: modified }

const common = {
  metric: text,
  mode: text,
  /** Absent in a report about one platform. */
  platform: optional(text),
  /** Share of the metric's change in the metric's unit; null where it is not known. */
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

/** In bytes; the share is null where the sizes are the same. */
const bytes = { delta: amount, share: amount.nullable() }

/** A cause of the size of a program. Of several, each byte of the change is in one. */
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
 * Whether packages that start slower explain most of a phase: that until the app listens includes them.
 *
 * @param causes of one metric of one mode
 */
export function isExplainedPhase({ kind, name, delta }: Explained, causes: readonly Explained[]): boolean {
  if (kind !== 'phase' || name !== 'listen' || delta === null) return false
  const started = causes.reduce((sum, one) => (one.kind === 'init' ? sum + (one.delta ?? 0) : sum), 0)
  return started / delta >= 0.5
}

/** Causes in their order, except that a phase comes after the packages that explain it. */
export function specificFirst<T>(sorted: readonly T[], causeOf: (one: T) => Explained): readonly T[] {
  const causes = sorted.map(causeOf)
  const isExplained = (one: T) => isExplainedPhase(causeOf(one), causes)
  const last = causes.findLastIndex(({ kind }) => kind === 'init')
  const [upTo, after] = [sorted.slice(0, last + 1), sorted.slice(last + 1)]
  return [...upTo.filter((one) => !isExplained(one)), ...upTo.filter(isExplained), ...after]
}
